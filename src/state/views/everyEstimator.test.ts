import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SurveyEntry } from '../../engine';
import type { Call } from '../../engine/jobs/contract';
import { HORIZONS, USUAL } from '../../presets/reinforcement/everyEstimator';
import { METHODS } from '../../presets/reinforcement/methods';

type Order = { readonly kind: string; readonly on?: boolean; readonly entries?: readonly SurveyEntry[] };

const calls: Call<Order>[] = [];
class FakeWorker {
  onmessage: ((event: { data: unknown }) => void) | undefined;
  postMessage(call: Call<Order>): void {
    calls.push(call);
  }
  terminate(): void {}
}

const orders = () => calls.flatMap((call) => ('order' in call ? [call.order] : []));
const opens = () => orders().flatMap(({ entries }) => (entries ? [entries] : []));
const lastGo = () => orders().findLast(({ kind }) => kind === 'go')?.on;

async function freshView() {
  vi.resetModules();
  const [view, gains] = await Promise.all([import('./everyEstimator'), import('./gains')]);
  return { ...view, ...gains };
}

const measured = METHODS.filter(({ isExact }) => !isExact);

describe('the survey of every estimator', () => {
  let view: Awaited<ReturnType<typeof freshView>>;
  beforeEach(async () => {
    vi.useFakeTimers();
    calls.length = 0;
    vi.stubGlobal('Worker', FakeWorker);
    vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 16));
    view = await freshView();
  });
  afterEach(() => {
    view.resetGains();
    vi.unstubAllGlobals();
    vi.useRealTimers();
    vi.resetModules();
  });

  test('asks for every method, and without a formula at every horizon', () => {
    const leave = view.startSurvey();
    const [entries = []] = opens();
    expect(entries.slice(0, METHODS.length).map(({ id }) => id)).toEqual(METHODS.map(({ id }) => id));
    expect(entries).toHaveLength(METHODS.length + HORIZONS.length * measured.length);
    expect(lastGo()).toBe(true);
    leave();
    expect(lastGo()).toBe(false);
  });

  test('follows a moving slider ten times a second, and sweeps once it has come to rest', () => {
    const leave = view.startSurvey();
    for (let i = 1; i <= 20; i++) {
      view.moveSetting({ gain: i / 20 });
      vi.advanceTimersByTime(30);
    }
    const moving = opens().slice(1);
    expect(moving.length).toBeGreaterThanOrEqual(4);
    expect(moving.length).toBeLessThanOrEqual(7);
    const sweepOf = (entries: readonly SurveyEntry[]) => JSON.stringify(entries.slice(METHODS.length));
    // Meanwhile the sweep is the one of before.
    expect(new Set(opens().map(sweepOf)).size).toBe(1);
    vi.advanceTimersByTime(1000);
    expect(new Set(opens().map(sweepOf)).size).toBe(2);
    leave();
  });

  test('keeps what was swept where only the model or the critic changes, on which no sweep depends', () => {
    const leave = view.startSurvey();
    view.moveSetting({ critic: 1.2 });
    vi.advanceTimersByTime(1000);
    const [first, last] = [opens()[0], opens().at(-1)];
    expect(last?.at(-1)).toBe(first?.at(-1));
    view.setSurveySeed(9);
    vi.advanceTimersByTime(1000);
    expect(opens().at(-1)?.at(-1)?.document.seed).toBe(9);
    leave();
  });

  test('measures at no other horizon where that is stopped', () => {
    const leave = view.startSurvey();
    view.setSweeps(false);
    expect(opens().at(-1)).toHaveLength(METHODS.length);
    leave();
  });

  test('moves nothing any more once it is left', () => {
    const leave = view.startSurvey();
    view.moveSetting({ gain: 0.9 });
    leave();
    const { length } = opens();
    vi.advanceTimersByTime(2000);
    expect(opens()).toHaveLength(length);
  });

  test('rests while the gain is learned, and goes on where it is seen', () => {
    const leave = view.startSurvey();
    view.startGains();
    expect(lastGo()).toBe(false);
    expect(view.useGains.getState()).toMatchObject({ state: 'running', isOutdated: false });
    view.pauseGains();
    expect(lastGo()).toBe(true);
    view.startGains();
    leave();
    view.pauseGains();
    expect(lastGo()).toBe(false);
  });

  test('curves are of one problem: another one takes them away, and says so', () => {
    const leave = view.startSurvey();
    view.moveSetting({ gain: USUAL.gain + 0.1 });
    expect(view.useGains.getState().isOutdated).toBe(false);
    view.startGains();
    view.moveSetting({ gain: USUAL.gain });
    expect(view.useGains.getState()).toMatchObject({ state: 'idle', isOutdated: true });
    view.startGains();
    view.setLearning({ batch: 64 });
    expect(view.useGains.getState()).toMatchObject({
      state: 'idle',
      isOutdated: true,
      learning: { batch: 64 },
    });
    view.startGains();
    expect(view.useGains.getState().isOutdated).toBe(false);
    leave();
  });
});
