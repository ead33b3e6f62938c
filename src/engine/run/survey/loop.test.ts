import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Document } from '../../document/types';
import { ExecutorError, type Runner } from '../../executors/contract';
import { prepareReference } from '../../executors/reference/reference';
import { standardError } from '../../statistics/moments';
import type { FastSource } from '../../work/fast';
import type { SurveyEntry, SurveyReport, SurveySnapshot } from './contract';
import { SurveyLoop } from './loop';

const NONE: FastSource = {
  make: () => Promise.reject(new ExecutorError('no-webgl2', 'none here')),
};

/** The reference executor by another name; counts what it makes ready, and refuses programs of more instructions than `most`. */
function fastSource(most = Number.POSITIVE_INFINITY) {
  let prepared = 0;
  const source: FastSource = {
    make: async () => ({
      prepare: async (program) => {
        if (program.instructions.length > most) throw new ExecutorError('too-large', 'refused');
        prepared++;
        const own = prepareReference(program);
        const runner: Runner = {
          executor: 'fused',
          run: (request) => own.run(request),
          reset: () => own.reset(),
          dispose: () => own.dispose(),
        };
        return runner;
      },
    }),
  };
  return { source, prepared: () => prepared };
}

/** x ~ Normal(theta, 1) at the cost x^2: the gradient is 2 theta. */
function entry(id: string, theta: number, more: Partial<SurveyEntry> = {}): SurveyEntry {
  const document: Document = {
    scg: 1,
    title: id,
    about: '',
    seed: 1,
    nodes: [
      { name: 'theta', kind: 'parameter', value: theta },
      {
        name: 'x',
        kind: 'stochastic',
        parents: ['theta'],
        distribution: 'Normal',
        args: { loc: 'theta', scale: '1' },
      },
      { name: 'f', kind: 'cost', parents: ['x'], expression: 'x^2' },
    ],
    plans: [{ name: 'score', nodes: { x: { estimator: 'score' } } }],
  };
  return { id, document, estimates: 2000, milliseconds: 1e9, timed: true, ...more };
}

/** Whoever else reads the clock finds a tenth of a second gone: so no batch grows, and the tests draw little. */
beforeEach(() => {
  let time = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => {
    time += 100;
    return time;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** A loop whose clock goes on by so many milliseconds whenever it is read, and what it tells. */
function begin(source: FastSource, tick = 15) {
  let time = 0;
  let told: SurveySnapshot = { generation: 0, reports: [] };
  let wake = () => {};
  const loop = new SurveyLoop(
    source,
    (snapshot) => {
      told = snapshot;
      wake();
    },
    () => {
      time += tick;
      return time;
    },
  );
  const until = async (isIt: (snapshot: SurveySnapshot) => boolean) => {
    while (!isIt(told)) await new Promise<void>((resolve) => (wake = resolve));
    return new Map(told.reports.map((report) => [report.id, report]));
  };
  return { loop, until };
}

const allDone = (generation: number, count: number) => (snapshot: SurveySnapshot) =>
  snapshot.generation === generation &&
  snapshot.reports.length === count &&
  snapshot.reports.every(({ done }) => done);

function expectGradient(report: SurveyReport | undefined, theta: number): void {
  if (!report) throw new Error('no report');
  expect(report.gradient.count).toBeGreaterThanOrEqual(2000);
  expect(Math.abs(report.gradient.mean - 2 * theta)).toBeLessThan(4 * standardError(report.gradient));
}

describe('a survey', () => {
  test('makes the estimates of every entry on the fast executor, and times them there', async () => {
    const { source } = fastSource();
    // Batches that are long enough to be timed; in the other tests they are not, and count after a while all the same.
    const { loop, until } = begin(source, 45);
    loop.take({ kind: 'open', generation: 1, entries: [entry('a', 0.5), entry('b', -1)] });
    loop.take({ kind: 'resume' });
    const reports = await until(allDone(1, 2));
    expectGradient(reports.get('a'), 0.5);
    expectGradient(reports.get('b'), -1);
    for (const { executor, seconds } of reports.values()) {
      expect(executor).toBe('fused');
      expect(seconds).toBeGreaterThan(0);
    }
  });

  test.each([
    ['there is none', NONE],
    ['it refuses', fastSource(0).source],
  ])('stays on the reference executor where %s', async (_, source) => {
    const { loop, until } = begin(source);
    loop.take({ kind: 'open', generation: 1, entries: [entry('a', 0.5)] });
    loop.take({ kind: 'resume' });
    const report = (await until(allDone(1, 1))).get('a');
    expectGradient(report, 0.5);
    expect(report?.executor).toBe('reference');
    expect(report?.seconds).toBeGreaterThan(0);
  });

  test('begins anew where numbers change, without compiling, and keeps what is as it was', async () => {
    const { source, prepared } = fastSource();
    const { loop, until } = begin(source);
    loop.take({ kind: 'open', generation: 1, entries: [entry('a', 0.5), entry('b', -1)] });
    loop.take({ kind: 'resume' });
    const before = await until(allDone(1, 2));
    loop.take({ kind: 'open', generation: 2, entries: [entry('a', 0.5), entry('b', 2)] });
    const after = await until(allDone(2, 2));
    expect(after.get('a')).toEqual(before.get('a'));
    expectGradient(after.get('b'), 2);
    expect(prepared()).toBe(2);
  });

  test('gives up runs that are over and not timed, but not what they found', async () => {
    const { loop, until } = begin(NONE);
    const once = entry('once', 1, { timed: false });
    loop.take({ kind: 'open', generation: 1, entries: [once] });
    loop.take({ kind: 'resume' });
    const before = await until(allDone(1, 1));
    expectGradient(before.get('once'), 1);
    expect(before.get('once')?.seconds).toBeNaN();
    loop.take({ kind: 'open', generation: 2, entries: [once, entry('a', 0.5)] });
    expect((await until(allDone(2, 2))).get('once')).toEqual(before.get('once'));
  });

  test('ends an entry when its time is up', async () => {
    const { loop, until } = begin(NONE);
    const long = entry('long', 1, { estimates: 1e12, milliseconds: 100, timed: false });
    loop.take({ kind: 'open', generation: 1, entries: [long] });
    loop.take({ kind: 'resume' });
    const report = (await until(allDone(1, 1))).get('long');
    expect(report?.gradient.count).toBeGreaterThan(0);
  });
});
