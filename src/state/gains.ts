import { create } from 'zustand';
import { type PlanTraining, TrainingClient, type TrainingSnapshot } from '../engine';
import { type Learning, learningAt, METHODS, type Setting } from '../presets/reinforcement/everyEstimator';
import { pauseSurvey, resumeSurvey, useEveryEstimator } from './everyEstimator';
import { frameStore } from './frameStore';

/** How every method learns the gain, and how far that has come. */
export interface GainsState {
  readonly learning: Learning;
  readonly state: 'idle' | 'running' | 'paused' | 'done';
  /** The method that learns. */
  readonly method: string | undefined;
}

export const useGains = create<GainsState>()(() => ({
  learning: { batch: 16, rate: 0.01, steps: 400 },
  state: 'idle',
  method: undefined,
}));

/** The gain of one method as it learns, against steps and against the seconds that these took. */
export interface GainCurve {
  readonly id: string;
  readonly step: readonly number[];
  readonly seconds: readonly number[];
  readonly gain: readonly number[];
  /** The step at which a number was no more finite. */
  readonly diverged: number | undefined;
}

const frames = frameStore<readonly GainCurve[]>([]);

export const { latest: latestGains, subscribe: subscribeGains } = frames;

/** Points of a curve. */
const POINTS = 50;

let client: TrainingClient | undefined;
/** Which method is learning, and until which step it was asked to go on. */
let at = 0;
let asked = 0;
/** Counts up whenever all begins anew: what comes of before is dropped. */
let epoch = 0;
let setting: Setting | undefined;

/** Begins, or goes on. Meanwhile the survey rests, so that seconds are those of learning. */
export function startGains(): void {
  const { state } = useGains.getState();
  if (state === 'running') return;
  pauseSurvey();
  useGains.setState({ state: 'running' });
  if (state === 'paused') ask();
  else begin();
}

export function pauseGains(): void {
  if (useGains.getState().state !== 'running') return;
  useGains.setState({ state: 'paused' });
  resumeSurvey();
}

/** Forgets all curves. */
export function resetGains(): void {
  const { state } = useGains.getState();
  if (state === 'idle') return;
  epoch++;
  client?.close();
  frames.publish([]);
  useGains.setState({ state: 'idle', method: undefined });
  if (state === 'running') resumeSurvey();
}

export function setLearning(change: Partial<Learning>): void {
  resetGains();
  useGains.setState(({ learning }) => ({ learning: { ...learning, ...change } }));
}

// Curves belong to the problem that they were learned on.
useEveryEstimator.subscribe((state, before) => {
  if (state.setting !== before.setting || state.seed !== before.seed) resetGains();
});

function begin(): void {
  epoch++;
  at = 0;
  setting = useEveryEstimator.getState().setting;
  frames.publish([]);
  client ??= TrainingClient.launch({
    onSnapshot: take,
    onPictures: () => {},
    onStatus: ({ state, notice }) => {
      // A method that cannot be trained on this machine is passed over.
      if (state === 'idle' && notice !== undefined) next();
    },
  });
  openMethod();
}

function openMethod(): void {
  const method = METHODS[at];
  const { learning } = useGains.getState();
  if (!method || !setting) {
    useGains.setState({ state: 'done', method: undefined });
    resumeSurvey();
    return;
  }
  asked = 0;
  useGains.setState({ method: method.id });
  const { seed } = useEveryEstimator.getState();
  // For so few numbers a step no other device comes near it, and trying these takes longer than learning.
  client?.open({ ...learningAt(method, setting, learning), seed }, { device: 'wasm' });
}

function next(): void {
  at++;
  openMethod();
}

function ask(): void {
  const { steps } = useGains.getState().learning;
  const count = Math.max(1, Math.round(steps / POINTS));
  asked += count;
  client?.step(count);
}

/** A snapshot after the steps that were asked for: their gain is asked for, too. */
function take({ plans, stepsPerSecond }: TrainingSnapshot): void {
  const [plan] = plans;
  const method = METHODS[at];
  if (!plan || !method || (plan.steps < asked && !plan.divergence)) return;
  const own = epoch;
  void client?.export(plan.plan).then((trained) => {
    const gain = trained?.parameters.get('theta')?.[0];
    if (own !== epoch || METHODS[at] !== method || gain === undefined || !trained) return;
    add(method.id, plan, trained.step, stepsPerSecond, gain);
    if (plan.divergence || trained.step >= useGains.getState().learning.steps) next();
    else if (useGains.getState().state === 'running') ask();
  });
}

function add(id: string, plan: PlanTraining, step: number, stepsPerSecond: number, gain: number): void {
  const curves = frames.latest();
  const before = curves.find((curve) => curve.id === id);
  const last = before?.step.at(-1);
  if (last !== undefined && step <= last && !plan.divergence) return;
  const seconds =
    before && last !== undefined ? (before.seconds.at(-1) ?? 0) + (step - last) / stepsPerSecond : 0;
  const curve: GainCurve = {
    id,
    step: [...(before?.step ?? []), step],
    seconds: [...(before?.seconds ?? []), seconds],
    gain: [...(before?.gain ?? []), gain],
    diverged: plan.divergence?.step,
  };
  frames.publish([...curves.filter((own) => own.id !== id), curve]);
}
