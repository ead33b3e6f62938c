import { create } from 'zustand';
import {
  type Document,
  type OwnRows,
  type ParameterNumbers,
  type PictureFrame,
  TrainingClient,
  type TrainingSnapshot,
  type TrainingStatus,
} from '../engine';
import { activePlan, canRun, meaningOf } from './derived';
import { currentDocument, useDocument } from './document';
import { frameStore } from './frameStore';
import { say } from './messages';
import { useOpened } from './opened';
import { fittingRows, useOwnData } from './ownData';
import { usePage } from './page';
import { pauseRun } from './run';
import { useSession } from './session';
import { isTrainable, labTabOf } from './trainable';

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

let client: TrainingClient | undefined;
let opened: Meaning | undefined;
/** How many documents had been shown when it was opened. */
let documents = 0;
/** Steps that had been made before the last edit, until the first news of after it, and what was edited. */
let before = 0;
let edited = '';
/** It was to be started before there was anything to start. */
let isWanted = false;

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
      if (opened !== undefined || isInView(document)) openNow(document);
    } else if (opened) {
      // A formula that is half typed costs nothing that was learned.
      const isOther = documents !== useOpened.getState().count;
      if (isTrainable(document) && !isOther) client?.pause();
      else close();
    }
  };
  const follow = () => {
    // The first opening waits for nothing.
    const delay = opened === undefined ? 0 : PAUSE;
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
    client?.dispose();
    client = undefined;
    opened = undefined;
  };
}

function isInView(document: Document): boolean {
  return (
    usePage.getState().page === 'editor' && labTabOf(document, useSession.getState().labTab) === 'training'
  );
}

function openNow(document: Document, start?: ParameterNumbers): void {
  const meaning = meaningNow(document);
  if (isSame(opened, meaning) && !start) return;
  const isOther = opened === undefined || documents !== useOpened.getState().count;
  client ??= launch();
  // Another document waits to be started; an edited one goes on, and its last pictures stay until the first new ones.
  if (isOther) client.pause();
  if (isOther || start) frames.publish(NOTHING);
  else {
    before = stepsOf(frames.latest().snapshot);
    edited =
      opened?.mathematics === meaning.mathematics ? 'The settings have changed' : 'The graph has changed';
  }
  opened = meaning;
  documents = useOpened.getState().count;
  if (isOther) useTraining.setState({ ...IDLE, state: 'preparing' });
  client.open(document, { start, data: fittingRows(document) });
  client.speed(useTraining.getState().speed);
  if (isWanted) client.start();
  isWanted = false;
  lookAtActive();
}

/** Steps whose loss is worth a word. */
const WORTH = 100;

/** An edit of more than rates puts an end to what was trained. */
function tellLoss(snapshot: TrainingSnapshot): void {
  if (before >= WORTH && stepsOf(snapshot) < before) say(`${edited}: training starts anew`);
  before = 0;
}

function stepsOf(snapshot: TrainingSnapshot | undefined): number {
  return Math.max(0, ...(snapshot?.plans.map((plan) => plan.steps) ?? []));
}

function close(): void {
  client?.close();
  opened = undefined;
  frames.publish(NOTHING);
  useTraining.setState(IDLE);
}

function launch(): TrainingClient {
  return TrainingClient.launch({
    onSnapshot: (snapshot) => {
      tellLoss(snapshot);
      frames.publish({ ...frames.latest(), snapshot });
    },
    onPictures: (pictures) => frames.publish({ ...frames.latest(), pictures }),
    onStatus: (status) => useTraining.setState(status),
  });
}

function lookAtActive(): void {
  if (opened) client?.look(activePlan(currentDocument(), useSession.getState().plan).name);
}

/** Trains; the comparison of plans, which would take half of the machine, rests meanwhile. */
export function startTraining(): void {
  pauseRun();
  if (opened) client?.start();
  else isWanted = true;
}

export function pauseTraining(): void {
  isWanted = false;
  client?.pause();
}

export function stepTraining(count = 1): void {
  client?.step(count);
}

/** From step 0 again, with the document's seed. */
export function resetTraining(): void {
  const document = currentDocument();
  frames.publish(NOTHING);
  client?.reset(document.seed);
}

export function setTrainingSpeed(stepsPerSecond: number): void {
  useTraining.setState({ speed: stepsPerSecond });
  client?.speed(stepsPerSecond);
}

/** Shows another part of a latent plane. */
export function viewPicture(picture: number, centre: readonly [number, number], reach: number): void {
  client?.view(picture, centre, reach);
}

/** The present parameters of a plan. */
export function trainedParameters(plan: string) {
  return client?.export(plan) ?? Promise.resolve(undefined);
}

/** Starts anew, all plans from these parameters; a parameter without numbers from the document's own. */
export function trainFrom(start: ParameterNumbers): void {
  openNow(currentDocument(), start);
}
