import { create } from 'zustand';
import {
  Desk,
  type Diagnostic,
  type Document,
  RUN,
  type Snapshot,
  TruthClient,
  type TruthReport,
} from '../../engine';
import { frameStore } from '../shell/frameStore';
import { runsOn } from './runsOn';

/** What React may show of a run. Numbers that change with every batch are not in here: see `latestFrame`. */
export interface RunState {
  readonly status: 'running' | 'paused' | 'idle';
  /** Which executor runs, and why not a faster one. */
  readonly executorWords: string;
  /** What keeps the document from running, in words. */
  readonly error: string | undefined;
  /** What the numbers show to be wrong with the document: told where the fields are. */
  readonly diagnostics: readonly Diagnostic[];
  /** A passing event, such as a lost graphics context. */
  readonly notice: string | undefined;
  readonly truth: TruthState;
  /** The document has errors, as a formula has while it is typed: the results are those of before. */
  readonly isHeld: boolean;
}

/** How far the exact answer is. */
export type TruthState =
  | { readonly kind: 'none' | 'cancelled' }
  /** `since`: by `performance.now()`; `share` of the work that is done, where it is told. */
  | {
      readonly kind: 'sought';
      readonly since: number;
      readonly share: number | undefined;
      readonly what: string | undefined;
    }
  /** `why`: there is no exact one. `check`: of an exact one, by plain draws. */
  | {
      readonly kind: 'known';
      readonly why: string | undefined;
      readonly isOutOfTime: boolean;
      readonly check: 'under way' | 'agrees' | 'undecided' | undefined;
    };

const IDLE: RunState = {
  status: 'idle',
  executorWords: '',
  error: undefined,
  diagnostics: [],
  notice: undefined,
  truth: { kind: 'none' },
  isHeld: false,
};

export const useRun = create<RunState>()(() => IDLE);

/** The newest results, outside React's state. `undefined` before the first ones, and after a reset. */
export interface Frame {
  readonly snapshot: Snapshot | undefined;
  readonly truth: TruthReport | undefined;
  /** The truth is that of the document before: it goes with the snapshot of then. */
  readonly isTruthOld: boolean;
}

const NOTHING: Frame = { snapshot: undefined, truth: undefined, isTruthOld: false };
const frames = frameStore<Frame>(NOTHING);

export const { latest: latestFrame, subscribe: subscribeFrame } = frames;

const own = {
  /** It runs no more, though it was not told to pause. */
  hasFailed: false,
};

const run = new Desk({
  ...RUN,
  onNews: (news) => {
    if (news.kind === 'snapshot') show(news.snapshot);
    else {
      const { state, diagnostics, notice } = news.status;
      const error = diagnostics.find(({ severity }) => severity === 'error')?.message;
      setChanged({ status: state, diagnostics, notice, error });
    }
  },
  onFailure: ({ words }) => {
    own.hasFailed = true;
    setChanged({ status: 'paused', notice: words });
  },
});

/** The truth of the document before goes with the snapshot of then. */
function show(snapshot: Snapshot): void {
  const { truth, isTruthOld } = frames.latest();
  frames.publish({ snapshot, truth: isTruthOld ? undefined : truth, isTruthOld: false });
  setChanged({ executorWords: runsOn(snapshot.plans) });
}

const truth = new TruthClient((news) => {
  const { truth: before } = useRun.getState();
  switch (news.kind) {
    case 'answer': {
      const { report, why, isOutOfTime } = news.answer;
      const isExact = report !== undefined && why === undefined;
      frames.publish({ ...frames.latest(), truth: report, isTruthOld: false });
      setChanged({ truth: { kind: 'known', why, isOutOfTime, check: isExact ? 'under way' : undefined } });
      break;
    }
    case 'part':
      frames.publish({ ...frames.latest(), truth: news.report, isTruthOld: false });
      break;
    case 'checked':
      if (before.kind === 'known') setChanged({ truth: { ...before, check: news.outcome } });
      break;
    case 'progress':
      if (before.kind === 'sought') setChanged({ truth: { ...before, share: news.share, what: news.what } });
      break;
  }
});

/** Snapshots come often and mostly say the same: React is told of changes alone. */
function setChanged(change: Partial<RunState>): void {
  const before = useRun.getState();
  const news = Object.entries(change).some(([key, value]) => before[key as keyof RunState] !== value);
  if (news) useRun.setState(change);
}

/**
 * Gives the document to the run; where only numbers changed, nothing is compiled again. The last results stay in view
 * until the first new ones come.
 */
export function runDocument(document: Document): void {
  setChanged({ truth: sought(), isHeld: false });
  frames.publish({ ...frames.latest(), isTruthOld: true });
  run.open({ kind: 'open', document, seed: document.seed });
  truth.seek(document);
}

function sought(): TruthState {
  return { kind: 'sought', since: performance.now(), share: undefined, what: undefined };
}

/** Gives up the exact answer; estimates go on. */
export function cancelTruth(): void {
  truth.cancel();
  setChanged({ truth: { kind: 'cancelled' } });
}

/** Works out the exact answer again, for longer where time ran out. */
export function retryTruth(): void {
  const { truth: before } = useRun.getState();
  setChanged({ truth: sought() });
  truth.retry(before.kind === 'known' && before.isOutOfTime);
}

/** The document has errors that may be gone in a moment: the last results stay, marked as such. */
export function holdRun(): void {
  setChanged({ isHeld: true });
}

/** Nothing to run: the document has errors, or there is nothing in it. Forgets the results. */
export function clearRun(): void {
  run.close();
  truth.clear();
  frames.publish(NOTHING);
  useRun.setState(IDLE);
}

export function pauseRun(): void {
  own.hasFailed = false;
  run.tell({ kind: 'go', on: false });
}

export function resumeRun(): void {
  own.hasFailed = false;
  run.tell({ kind: 'go', on: true });
}

/** Of a run that failed no more than these: it stays paused. */
export function stepRun(count = 1): void {
  if (own.hasFailed) pauseRun();
  run.tell({ kind: 'step', count });
}

export function resetRun(seed?: number): void {
  run.reopen((order) =>
    order.kind === 'open' ? { ...order, seed: seed ?? order.document.seed, isAnew: true } : order,
  );
}

export function focusRun(parameter: string, coordinate: number): void {
  run.tell({ kind: 'look', focus: { parameter, coordinate } });
}
