import { create } from 'zustand';
import { type GainCurve, Gains } from '../../engine';
import { type Learning, learningAt } from '../../presets/reinforcement/everyEstimator';
import { METHODS } from '../../presets/reinforcement/methods';
import { frameStore } from '../shell/frameStore';
import { pauseSurvey, resumeSurvey, useEveryEstimator } from './everyEstimator';

/** How every method learns the gain, and how far that has come. */
export interface GainsState {
  readonly learning: Learning;
  readonly state: 'idle' | 'running' | 'paused' | 'done';
  /** The method that learns. */
  readonly method: string | undefined;
  /** Whether there were curves until something else was asked for. */
  readonly isOutdated: boolean;
  /** Why the last method that was passed over was. */
  readonly notice: string | undefined;
}

export const useGains = create<GainsState>()(() => ({
  learning: { batch: 16, rate: 0.01, steps: 400 },
  state: 'idle',
  method: undefined,
  isOutdated: false,
  notice: undefined,
}));

const frames = frameStore<readonly GainCurve[]>([]);

export const { latest: latestGains, subscribe: subscribeGains } = frames;

const gains = new Gains({
  onCurves: frames.publish,
  onTask: (method) => {
    useGains.setState({ method });
    if (method !== undefined) return;
    useGains.setState({ state: 'done' });
    resumeSurvey();
  },
  onPassed: (id, words) => {
    const name = METHODS.find((method) => method.id === id)?.name;
    useGains.setState({ notice: `${name} was skipped. ${words}` });
  },
});

/** Begins, or goes on. Meanwhile the survey rests, so that seconds are those of learning. */
export function startGains(): void {
  const { state, learning } = useGains.getState();
  if (state === 'running') return;
  pauseSurvey();
  useGains.setState({ state: 'running', isOutdated: false });
  if (state === 'paused') {
    gains.goOn();
    return;
  }
  useGains.setState({ notice: undefined });
  const { setting, seed } = useEveryEstimator.getState();
  const tasks = METHODS.map((method) => ({
    id: method.id,
    document: { ...learningAt(method, setting, learning), seed },
    parameter: method.parameter,
  }));
  gains.begin(tasks, learning.steps);
}

export function pauseGains(): void {
  if (useGains.getState().state !== 'running') return;
  gains.pause();
  useGains.setState({ state: 'paused' });
  resumeSurvey();
}

/** Forgets all curves. */
export function resetGains(): void {
  const { state } = useGains.getState();
  if (state === 'idle') return;
  gains.forget();
  useGains.setState({ state: 'idle', method: undefined, isOutdated: false, notice: undefined });
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
