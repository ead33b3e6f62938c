import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findPreset } from '../../presets/registry';

async function freshRun() {
  vi.resetModules();
  return import('./run');
}

const example = () => {
  const document = findPreset('simple-1')?.document;
  if (!document) throw new Error('there is no example');
  return document;
};

/** A worker that only listens: the truth is never answered. */
class SilentWorker {
  postMessage(): void {}
  terminate(): void {}
}

describe('the run, on the page where a worker has no canvas', () => {
  let run: Awaited<ReturnType<typeof freshRun>>;
  beforeEach(async () => {
    vi.stubGlobal('requestAnimationFrame', (done: () => void) => setTimeout(done, 0));
    vi.stubGlobal('Worker', SilentWorker);
    // TensorFlow.js tells the console that there is no WebGL.
    vi.spyOn(console, 'log').mockReturnValue(undefined);
    run = await freshRun();
  });
  afterEach(() => {
    run.clearRun();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    vi.resetModules();
  });
  const state = () => run.useRun.getState();

  test('estimates, says what runs it and why, and forgets everything when it is cleared', async () => {
    run.runDocument(example());
    run.stepRun(20);
    await vi.waitFor(() => expect(run.latestFrame().snapshot?.estimates).toBe(20), { timeout: 20_000 });
    await vi.waitFor(
      () => {
        run.stepRun();
        expect(state().executorWords).toBe('reference, float64: this browser has no WebGL2');
      },
      { timeout: 20_000 },
    );
    run.clearRun();
    expect(run.latestFrame()).toMatchObject({ snapshot: undefined, truth: undefined });
    expect(state()).toMatchObject({ status: 'idle', executorWords: '', truth: { kind: 'none' } });
  });

  test('keeps the last results in view until another document has some of its own', async () => {
    run.runDocument(example());
    run.stepRun(20);
    await vi.waitFor(() => expect(run.latestFrame().snapshot?.estimates).toBe(20), { timeout: 20_000 });
    run.holdRun();
    expect(state().isHeld).toBe(true);
    run.runDocument({ ...example(), seed: 5 });
    expect(state().isHeld).toBe(false);
    expect(run.latestFrame()).toMatchObject({ snapshot: { estimates: 20 }, isTruthOld: true });
    run.stepRun(3);
    await vi.waitFor(() => expect(run.latestFrame().snapshot?.estimates).toBe(3), { timeout: 20_000 });
    expect(run.latestFrame().isTruthOld).toBe(false);
  });

  test('says what a formula lacks in place of running', async () => {
    const broken = example().nodes.map((node) =>
      node.kind === 'cost' ? { ...node, expression: 'log(' } : node,
    );
    run.runDocument({ ...example(), nodes: broken });
    await vi.waitFor(() => expect(state().error).toBeDefined(), { timeout: 20_000 });
    expect(state().status).toBe('idle');
  });

  test('gives the truth up when asked to, and seeks it again', () => {
    run.runDocument(example());
    run.cancelTruth();
    expect(state().truth).toEqual({ kind: 'cancelled' });
    run.retryTruth();
    expect(state().truth.kind).not.toBe('cancelled');
  });

  test('tells React nothing that it knows already', async () => {
    run.runDocument(example());
    run.stepRun(1);
    await vi.waitFor(() => expect(run.latestFrame().snapshot?.estimates).toBe(1), { timeout: 20_000 });
    run.holdRun();
    const told = vi.fn();
    const stop = run.useRun.subscribe(told);
    run.holdRun();
    expect(told).not.toHaveBeenCalled();
    stop();
  });
});

/** A worker that is told and never answers; it can break. */
class BreakingWorker {
  static all: BreakingWorker[] = [];
  readonly orders: unknown[] = [];
  onerror: (event: { message: string }) => void = () => undefined;
  constructor() {
    BreakingWorker.all.push(this);
  }
  postMessage(call: { order?: unknown; kind: string }): void {
    this.orders.push(call.order ?? call.kind);
  }
  terminate(): void {}
}

test('a step after a failure is no more than that: the run is not taken up again behind the words', async () => {
  vi.stubGlobal('requestAnimationFrame', (done: () => void) => setTimeout(done, 0));
  vi.stubGlobal('Worker', BreakingWorker);
  vi.stubGlobal('OffscreenCanvas', class {});
  BreakingWorker.all = [];
  const run = await freshRun();
  try {
    run.resumeRun();
    run.runDocument(example());
    BreakingWorker.all[0]?.onerror({ message: 'boom' });
    expect(run.useRun.getState()).toMatchObject({
      status: 'paused',
      notice: expect.stringContaining('boom'),
    });
    run.stepRun();
    const again = BreakingWorker.all.at(-1)?.orders.map((order) => JSON.stringify(order)) ?? [];
    expect(again).toContain('{"kind":"go","on":false}');
    expect(again.at(-1)).toBe('{"kind":"step","count":1}');
    expect(again).not.toContain('{"kind":"go","on":true}');
  } finally {
    run.clearRun();
    vi.unstubAllGlobals();
    vi.resetModules();
  }
});
