import { create } from 'zustand';
import { TrainingClient, type TrainingSnapshot } from '../engine';
import { type Learning, learningAt, type Setting } from '../presets/reinforcement/everyEstimator';
import { METHODS } from '../presets/reinforcement/methods';
import { pauseSurvey, resumeSurvey, useEveryEstimator } from './everyEstimator';
import { frameStore } from './frameStore';

/** How every method learns the gain, and how far that has come. */
export interface GainsState {
  readonly learning: Learning;
  readonly state: 'idle' | 'running' | 'paused' | 'done';
  /** The method that learns. */
  readonly method: string | undefined;
  /** Whether there were curves until something else was asked for. */
  readonly isOutdated: boolean;
}

export const useGains = create<GainsState>()(() => ({
  learning: { batch: 16, rate: 0.01, steps: 400 },
  state: 'idle',
  method: undefined,
  isOutdated: false,
}));

/** The gain of one method as it learns. */
export interface GainCurve {
  readonly id: string;
  readonly step: readonly number[];
  readonly gain: readonly number[];
  /** Of one step on this machine; NaN until it has been measured. */
  readonly seconds: number;
  /** The step at which a number was no more finite. */
  readonly diverged: number | undefined;
}

const frames = frameStore<readonly GainCurve[]>([]);

export const { latest: latestGains, subscribe: subscribeGains } = frames;

/** Points of a curve. */
const POINTS = 50;
/**
 * After the last point of a curve so many seconds of steps, in one go, to time them, since what a clock says of a few is its own grain: so many
 * times, of which the one counts that was disturbed least by what else the machine does.
 */
const TIMED = 0.05;
const TIMES = 4;

let client: TrainingClient | undefined;
/** Which method is learning, and until which step it was asked to go on. */
let at = 0;
let asked = 0;
/** How fast the steps after the last point were, each time, a second. */
let rates: number[] = [];
/** Counts up whenever all begins anew: what comes of before is dropped. */
let epoch = 0;
let setting: Setting | undefined;

/** Begins, or goes on. Meanwhile the survey rests, so that seconds are those of learning. */
export function startGains(): void {
  const { state } = useGains.getState();
  if (state === 'running') return;
  pauseSurvey();
  useGains.setState({ state: 'running', isOutdated: false });
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
  // Steps that were asked for are not to be made of the next document.
  client?.pause();
  client?.close();
  frames.publish([]);
  useGains.setState({ state: 'idle', method: undefined, isOutdated: false });
  if (state === 'running') resumeSurvey();
}

/** Curves belong to the problem that they were learned on, and to how they were learned. */
function outdate(): void {
  if (useGains.getState().state === 'idle') return;
  resetGains();
  useGains.setState({ isOutdated: true });
}

export function setLearning(change: Partial<Learning>): void {
  outdate();
  useGains.setState(({ learning }) => ({ learning: { ...learning, ...change } }));
}

useEveryEstimator.subscribe((state, before) => {
  if (state.setting !== before.setting || state.seed !== before.seed) outdate();
});

function begin(): void {
  epoch++;
  at = 0;
  setting = useEveryEstimator.getState().setting;
  frames.publish([]);
  client ??= TrainingClient.launch({
    onSnapshot: take,
    onPictures: () => {},
    onStatus: ({ state, notice, diagnostics }) => {
      // A method that cannot be trained on this machine is passed over.
      const isLearning = useGains.getState().method !== undefined;
      if (isLearning && state === 'idle' && (notice !== undefined || diagnostics.length > 0)) next();
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
  rates = [];
  useGains.setState({ method: method.id });
  change(method.id, { step: [0], gain: [setting.gain] });
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
  goOn(Math.max(1, Math.min(steps - asked, Math.ceil(steps / POINTS))));
}

function goOn(count: number): void {
  asked += count;
  client?.step(count);
}

/** A snapshot after the steps that were asked for: their gain is asked for, too, or their time is taken. */
function take({ plans, stepsPerSecond }: TrainingSnapshot): void {
  const [plan] = plans;
  const method = METHODS[at];
  if (!plan || !method || (plan.steps < asked && !plan.divergence)) return;
  const { steps } = useGains.getState().learning;
  if (asked > steps) rates.push(stepsPerSecond);
  if (plan.divergence || rates.length === TIMES) {
    change(method.id, { seconds: 1 / Math.max(...rates, stepsPerSecond), diverged: plan.divergence?.step });
    next();
    return;
  }
  if (rates.length > 0) {
    goOn(Math.ceil(TIMED * Math.max(...rates)));
    return;
  }
  const own = epoch;
  void client?.export(plan.plan).then((trained) => {
    const gain = trained?.parameters.get('theta')?.[0];
    if (own !== epoch || METHODS[at] !== method || gain === undefined || !trained) return;
    add(method.id, trained.step, gain);
    if (trained.step >= steps) goOn(Math.ceil(TIMED * stepsPerSecond));
    else if (useGains.getState().state === 'running') ask();
  });
}

function add(id: string, step: number, gain: number): void {
  const before = frames.latest().find((curve) => curve.id === id);
  if (before && step <= (before.step.at(-1) ?? 0)) return;
  change(id, { step: [...(before?.step ?? []), step], gain: [...(before?.gain ?? []), gain] });
}

function change(id: string, news: Partial<GainCurve>): void {
  const curves = frames.latest();
  const before = curves.find((curve) => curve.id === id);
  const none: GainCurve = { id, step: [], gain: [], seconds: Number.NaN, diverged: undefined };
  frames.publish([...curves.filter((own) => own.id !== id), { ...none, ...before, ...news }]);
}
