import { create } from 'zustand';
import {
  type Diagnostic,
  type Document,
  type PlanSnapshot,
  RunClient,
  type Snapshot,
  type TruthReport,
} from '../engine';
import { frameStore } from './frameStore';

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

export const useRun = create<RunState>()(() => ({
  status: 'idle',
  executorWords: '',
  error: undefined,
  diagnostics: [],
  notice: undefined,
  truth: { kind: 'none' },
  isHeld: false,
}));

/** The newest results, outside React's state. `undefined` before the first ones, and after a reset. */
export interface Frame {
  readonly snapshot: Snapshot | undefined;
  readonly truth: TruthReport | undefined;
}

const frames = frameStore<Frame>({ snapshot: undefined, truth: undefined });

export const { latest: latestFrame, subscribe: subscribeFrame } = frames;

let client: RunClient | undefined;

/** Makes ready to run. Returns the undoing. */
export function startRun(): () => void {
  client = RunClient.start({
    onSnapshot: (snapshot) => {
      const { truth } = frames.latest();
      frames.publish({ snapshot, truth: truth?.generation === snapshot.generation ? truth : undefined });
      setChanged({ executorWords: executorWords(snapshot.plans) });
    },
    onTruth: ({ report, why, isOutOfTime }) => {
      frames.publish({ ...frames.latest(), truth: report });
      const isExact = report !== undefined && why === undefined;
      setChanged({ truth: { kind: 'known', why, isOutOfTime, check: isExact ? 'under way' : undefined } });
    },
    onTruthPart: (report) => frames.publish({ ...frames.latest(), truth: report }),
    onTruthChecked: (check) => {
      const { truth } = useRun.getState();
      if (truth.kind === 'known') setChanged({ truth: { ...truth, check } });
    },
    onTruthProgress: (share, what) => {
      const { truth } = useRun.getState();
      if (truth.kind === 'sought') setChanged({ truth: { ...truth, share, what } });
    },
    onStatus: ({ state, diagnostics, notice }) =>
      setChanged({
        status: state,
        diagnostics,
        notice,
        error: diagnostics.find(({ severity }) => severity === 'error')?.message,
      }),
  });
  return () => {
    client?.dispose();
    client = undefined;
  };
}

/** Snapshots come often and mostly say the same: React is told of changes alone. */
function setChanged(change: Partial<RunState>): void {
  const before = useRun.getState();
  const news = Object.entries(change).some(([key, value]) => before[key as keyof RunState] !== value);
  if (news) useRun.setState(change);
}

/** `fused WebGL`, or what runs in its place and why. */
function executorWords(plans: readonly PlanSnapshot[]): string {
  const executors = new Set(plans.map(({ executor }) => NAMES[executor]));
  const fallback = plans.find((plan) => plan.fallback)?.fallback;
  const why = fallback ? `: ${REASONS[fallback.failure]}` : '';
  return `${[...executors].join(' and ')}${why}`;
}

const NAMES = { reference: 'reference, float64', fused: 'fused WebGL', tensor: 'TensorFlow.js' } as const;

const REASONS = {
  'no-webgl2': 'this browser has no WebGL2',
  'no-float32-targets': 'the graphics device cannot draw to 32-bit floats',
  'too-large': 'the graph is too large for one shader',
  'compile-failed': 'the graphics driver refused the shader',
  'context-lost': 'the graphics context was lost',
  'out-of-memory': 'the graphics device is out of memory',
} as const;

/**
 * Gives the document to the run; where only numbers changed, nothing is compiled again. The last results stay in view
 * until the first new ones come.
 */
export function runDocument(document: Document): void {
  setChanged({ truth: sought(), isHeld: false });
  client?.open(document);
}

function sought(): TruthState {
  return { kind: 'sought', since: performance.now(), share: undefined, what: undefined };
}

/** Gives up the exact answer; estimates go on. */
export function cancelTruth(): void {
  client?.cancelTruth();
  setChanged({ truth: { kind: 'cancelled' } });
}

/** Works out the exact answer again, for longer where time ran out. */
export function retryTruth(): void {
  const { truth } = useRun.getState();
  setChanged({ truth: sought() });
  client?.retryTruth(truth.kind === 'known' && truth.isOutOfTime);
}

/** The document has errors that may be gone in a moment: the last results stay, marked as such. */
export function holdRun(): void {
  setChanged({ isHeld: true });
}

/** Nothing to run: the document has errors, or there is nothing in it. Forgets the results. */
export function clearRun(): void {
  client?.clear();
  frames.publish({ snapshot: undefined, truth: undefined });
  useRun.setState({
    status: 'idle',
    executorWords: '',
    diagnostics: [],
    error: undefined,
    truth: { kind: 'none' },
    isHeld: false,
  });
}

export function pauseRun(): void {
  client?.pause();
}

export function resumeRun(): void {
  client?.resume();
}

export function stepRun(count = 1): void {
  client?.step(count);
}

export function resetRun(seed?: number): void {
  client?.reset(seed);
}

export function focusRun(parameter: string, coordinate: number): void {
  client?.look({ parameter, coordinate });
}
