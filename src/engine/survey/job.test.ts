import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Document } from '../document/types';
import { ExecutorError, type Runner } from '../executors/contract';
import { prepareReference } from '../executors/reference/reference';
import type { FastSource } from '../jobs/fast';
import { standardError } from '../statistics/moments';
import { pumped } from '../testing/pumped';
import type { SurveyEntry, SurveyOrder, SurveyReport, SurveySnapshot } from './contract';
import { SURVEY_SNAPSHOTS, SurveyJob } from './job';

const NONE: FastSource = {
  make: () => Promise.reject(new ExecutorError('no-webgl2', 'none here')),
};

/**
 * The reference executor by another name; counts what it makes ready, and refuses programs of more instructions than
 * `most`.
 */
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

/** A survey whose clock goes on by so many milliseconds whenever it is read, and what it tells. */
function begin(source: FastSource, tick = 15) {
  let time = 0;
  const now = () => {
    time += tick;
    return time;
  };
  const survey = pumped<SurveyOrder, SurveySnapshot>((outlet) => new SurveyJob(outlet, source, now), {
    every: SURVEY_SNAPSHOTS,
    now,
  });
  const open = (...entries: SurveyEntry[]) => survey.open({ kind: 'open', entries });
  const allDone = (count: number) =>
    survey.until(({ reports }) =>
      reports.length === count && reports.every(({ done }) => done)
        ? new Map(reports.map((report) => [report.id, report]))
        : undefined,
    );
  return { open, resume: () => survey.tell({ kind: 'go', on: true }), allDone };
}

function expectGradient(report: SurveyReport | undefined, theta: number): void {
  if (!report) throw new Error('no report');
  expect(report.gradient.count).toBeGreaterThanOrEqual(2000);
  expect(Math.abs(report.gradient.mean - 2 * theta)).toBeLessThan(4 * standardError(report.gradient));
}

describe('a survey', () => {
  test('makes the estimates of every entry on the fast executor, and times them there', async () => {
    const { source } = fastSource();
    // Batches that are long enough to be timed; in the other tests they are not, and count after a while all the same.
    const { open, resume, allDone } = begin(source, 45);
    open(entry('a', 0.5), entry('b', -1));
    resume();
    const reports = await allDone(2);
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
    const { open, resume, allDone } = begin(source);
    open(entry('a', 0.5));
    resume();
    const report = (await allDone(1)).get('a');
    expectGradient(report, 0.5);
    expect(report?.executor).toBe('reference');
    expect(report?.seconds).toBeGreaterThan(0);
  });

  test('begins anew where numbers change, without compiling, and keeps what is as it was', async () => {
    const { source, prepared } = fastSource();
    const { open, resume, allDone } = begin(source);
    open(entry('a', 0.5), entry('b', -1));
    resume();
    const before = await allDone(2);
    open(entry('a', 0.5), entry('b', 2));
    const after = await allDone(2);
    expect(after.get('a')).toEqual(before.get('a'));
    expectGradient(after.get('b'), 2);
    expect(prepared()).toBe(2);
  });

  test('gives up runs that are over and not timed, but not what they found', async () => {
    const { open, resume, allDone } = begin(NONE);
    const once = entry('once', 1, { timed: false });
    open(once);
    resume();
    const before = await allDone(1);
    expectGradient(before.get('once'), 1);
    expect(before.get('once')?.seconds).toBeNaN();
    open(once, entry('a', 0.5));
    expect((await allDone(2)).get('once')).toEqual(before.get('once'));
  });

  test('ends an entry when its time is up', async () => {
    const { open, resume, allDone } = begin(NONE);
    const long = entry('long', 1, { estimates: 1e12, milliseconds: 100, timed: false });
    open(long);
    resume();
    const report = (await allDone(1)).get('long');
    expect(report?.gradient.count).toBeGreaterThan(0);
  });

  test('gives up an entry that does not compile, says why, and surveys the rest', async () => {
    const { open, resume, allDone } = begin(fastSource().source);
    const { document } = entry('bad', 1);
    const bad = { ...document, nodes: document.nodes.map((node) => ({ ...node, expression: 'x +' })) };
    open(entry('bad', 1, { document: bad as Document }), entry('a', 0.5));
    resume();
    const reports = await allDone(2);
    expect(reports.get('bad')?.failure).toMatch(/./);
    expectGradient(reports.get('a'), 0.5);
  });
});
