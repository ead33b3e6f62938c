import { create } from 'zustand';
import {
  type Document,
  type OwnRows,
  type ParameterNumbers,
  type PictureFrame,
  TrainingClient,
  type TrainingSnapshot,
  type TrainingStatus,
} from '../../engine';
import { activePlan, canRun, meaningOf } from '../document/derived';
import { currentDocument, useDocument } from '../document/document';
import { isTrainable, labTabOf } from '../document/trainable';
import { pauseRun } from '../run/run';
import { frameStore } from '../shell/frameStore';
import { say } from '../shell/messages';
import { useOpened } from '../shell/opened';
import { usePage } from '../shell/page';
import { useSession } from '../shell/session';
import { fittingRows, useOwnData } from './ownData';

/** What React may show of training. Numbers that change with every step are not in here: see `latestTraining`. */
export interface TrainingState extends TrainingStatus {
  /** Most steps a second. */
  readonly speed: number;
}

const IDLE: TrainingStatus = { state: 'idle', device: undefined, diagnostics: [], notice: undefined };

export const useTraining = create<TrainingState>()(() => ({ ...IDLE, speed: Number.POSITIVE_INFINITY }));

/** The newest numbers and pictures, outside React's state. `undefined` before the first ones. */
export interface TrainingFrame {
  readonly snapshot: TrainingSnapshot | undefined;
  readonly pictures: readonly PictureFrame[];
}

const NOTHING: TrainingFrame = { snapshot: undefined, pictures: [] };
const frames = frameStore<TrainingFrame>(NOTHING);

export const { latest: latestTraining, subscribe: subscribeTraining } = frames;

/** What is trained, as it was asked for. */
const own: {
  opened: Meaning | undefined;
  /** How many documents had been shown when it was opened. */
  documents: number;
  /** Steps that had been made before the last edit, until the first news of after it, and what was edited. */
  before: number;
  edited: string;
  /** It was to be started before there was anything to start. */
  isWanted: boolean;
  /** It trains no more, though it was not told to pause. */
  hasFailed: boolean;
} = { opened: undefined, documents: 0, before: 0, edited: '', isWanted: false, hasFailed: false };

const client = new TrainingClient({
  onNews: (news) => {
    if (news.kind === 'status') {
      useTraining.setState(news.status);
      return;
    }
    if (news.kind === 'snapshot') tellLoss(news.snapshot);
    const { snapshot, pictures } = { ...frames.latest(), ...news };
    frames.publish({ snapshot, pictures });
  },
  onFailure: (notice) => {
    own.hasFailed = true;
    useTraining.setState({ state: 'paused', notice });
  },
});

/** What a training depends on: all of the document but places and texts, and the rows brought along. */
interface Meaning {
  readonly mathematics: Document;
  readonly training: Document['training'];
  readonly pictures: Document['pictures'];
  readonly rows: ReadonlyMap<string, OwnRows>;
}

function meaningNow(document: Document): Meaning {
  const { training, pictures } = document;
  return { mathematics: meaningOf(document), training, pictures, rows: useOwnData.getState().rows };
}

function isSame(a: Meaning | undefined, b: Meaning): boolean {
  return (
    a?.mathematics === b.mathematics &&
    a.training === b.training &&
    a.pictures === b.pictures &&
    a.rows === b.rows
  );
}

/** How long edits are waited for before training starts anew, in milliseconds. */
const PAUSE = 400;

/** Makes the document ready to be trained whenever training is in view. Returns the undoing. */
export function followTraining(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const settle = () => {
    timer = undefined;
    const document = currentDocument();
    if (isTrainable(document) && canRun(document)) {
      if (own.opened !== undefined || isInView(document)) openNow(document);
    } else if (own.opened) {
      // A formula that is half typed costs nothing that was learned.
      const isOther = own.documents !== useOpened.getState().count;
      if (isTrainable(document) && !isOther) client.tell({ kind: 'go', on: false });
      else close();
    }
  };
  const follow = () => {
    // The first opening waits for nothing.
    const delay = own.opened === undefined ? 0 : PAUSE;
    clearTimeout(timer);
    timer = setTimeout(settle, delay);
  };
  const stops = [
    useDocument.subscribe(follow),
    useOwnData.subscribe(follow),
    usePage.subscribe(follow),
    useSession.subscribe(({ labTab }, before) => {
      if (labTab !== before.labTab) follow();
    }),
    useSession.subscribe(({ plan }, before) => {
      if (plan !== before.plan) lookAtActive();
    }),
  ];
  follow();
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
    client.dispose();
    own.opened = undefined;
  };
}

function isInView(document: Document): boolean {
  return (
    usePage.getState().page === 'editor' && labTabOf(document, useSession.getState().labTab) === 'training'
  );
}

function openNow(document: Document, start?: ParameterNumbers): void {
  const meaning = meaningNow(document);
  if (isSame(own.opened, meaning) && !start) return;
  const isOther = own.opened === undefined || own.documents !== useOpened.getState().count;
  // Another document waits to be started; an edited one goes on, and its last pictures stay until the first new ones.
  if (isOther) client.tell({ kind: 'go', on: false });
  if (isOther || start) frames.publish(NOTHING);
  else {
    own.before = stepsOf(frames.latest().snapshot);
    own.edited =
      own.opened?.mathematics === meaning.mathematics ? 'The settings changed' : 'The graph changed';
  }
  own.opened = meaning;
  own.documents = useOpened.getState().count;
  if (isOther) useTraining.setState({ ...IDLE, state: 'preparing' });
  client.open(document, { start, data: fittingRows(document) });
  if (own.isWanted) client.tell({ kind: 'go', on: true });
  own.isWanted = false;
  lookAtActive();
}

/** Steps whose loss is worth a word. */
const WORTH = 100;

/** An edit of more than rates puts an end to what was trained. */
function tellLoss(snapshot: TrainingSnapshot): void {
  if (own.before >= WORTH && stepsOf(snapshot) < own.before) say(`${own.edited}: training starts again`);
  own.before = 0;
}

function stepsOf(snapshot: TrainingSnapshot | undefined): number {
  return Math.max(0, ...(snapshot?.plans.map((plan) => plan.steps) ?? []));
}

function close(): void {
  client.close();
  own.opened = undefined;
  frames.publish(NOTHING);
  useTraining.setState(IDLE);
}

function lookAtActive(): void {
  if (!own.opened) return;
  client.tell({ kind: 'look', plan: activePlan(currentDocument(), useSession.getState().plan).name });
}

/** Trains; the comparison of plans, which would take half of the machine, rests meanwhile. */
export function startTraining(): void {
  pauseRun();
  own.hasFailed = false;
  // What is about to be opened is meant, not what was opened before.
  if (own.opened && isSame(own.opened, meaningNow(currentDocument()))) client.tell({ kind: 'go', on: true });
  else own.isWanted = true;
}

export function pauseTraining(): void {
  own.hasFailed = false;
  own.isWanted = false;
  client.tell({ kind: 'go', on: false });
}

/** Of a training that failed no more than these: it stays paused. */
export function stepTraining(count = 1): void {
  if (own.hasFailed) pauseTraining();
  client.tell({ kind: 'step', count });
}

/** From step 0 again, with the document's seed. */
export function resetTraining(): void {
  const document = currentDocument();
  frames.publish(NOTHING);
  client.reset(document.seed);
}

export function setTrainingSpeed(stepsPerSecond: number): void {
  useTraining.setState({ speed: stepsPerSecond });
  client.tell({ kind: 'speed', stepsPerSecond });
}

/** Shows another part of a latent plane. */
export function viewPicture(picture: number, centre: readonly [number, number], reach: number): void {
  client.tell({ kind: 'view', picture, centre, reach });
}

/** The present parameters of a plan. */
export function trainedParameters(plan: string) {
  return client.export(plan);
}

/** Starts anew, all plans from these parameters; a parameter without numbers from the document's own. */
export function trainFrom(start: ParameterNumbers): void {
  openNow(currentDocument(), start);
}
