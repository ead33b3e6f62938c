import { describe, expect, test, vi } from 'vitest';
import type { Document, Node } from '../document/types';
import { ExecutorError, type Runner } from '../executors/contract';
import { prepareReference } from '../executors/reference/reference';
import type { Program } from '../ir/program';
import type { FastSource } from '../jobs/fast';
import { pumped } from '../testing/pumped';
import type { RunNews, RunOrder } from './contract';
import { RUN_SNAPSHOTS, RunJob } from './job';

const theta = (value: number): Node => ({ name: 'theta', kind: 'parameter', value });
const x: Node = {
  name: 'x',
  kind: 'stochastic',
  parents: ['theta'],
  distribution: 'Normal',
  args: { loc: 'theta', scale: '1' },
};
const f: Node = { name: 'f', kind: 'cost', parents: ['x'], expression: 'x^2' };

function graph(value = 0.5, ...more: Node[]): Document {
  return {
    scg: 1,
    title: 'test',
    about: '',
    seed: 1,
    nodes: [theta(value), x, f, ...more],
    plans: [
      { name: 'score', nodes: { x: { estimator: 'score' } } },
      { name: 'pathwise', nodes: { x: { estimator: 'pathwise' } } },
    ],
  };
}

const NONE: FastSource = {
  make: () => Promise.reject(new ExecutorError('no-webgl2', 'none here')),
};

/** Estimates that the fast executor below makes at least, and always in multiples. */
const LANES = 64;

/** A fast executor that is the reference executor by another name, makes many estimates at a time, and can be lost. */
function fastSource() {
  const prepared: Program[] = [];
  let lost = false;
  let made = 0;
  const source: FastSource = {
    make: async () => {
      made++;
      lost = false;
      return {
        prepare: async (program) => {
          prepared.push(program);
          const own = prepareReference(program);
          const runner: Runner = {
            executor: 'fused',
            run: (request) =>
              lost
                ? Promise.reject(new ExecutorError('context-lost', 'gone'))
                : own.run({ ...request, count: Math.ceil(request.count / LANES) * LANES }),
            reset: () => own.reset(),
            dispose: () => own.dispose(),
          };
          return runner;
        },
      };
    },
  };
  const lose = () => {
    lost = true;
  };
  return { source, prepared, makes: () => made, lose };
}

function start(source: FastSource) {
  const run = pumped<RunOrder, RunNews>((outlet) => new RunJob(outlet, source), { every: RUN_SNAPSHOTS });
  const snapshots = () => run.news().flatMap((own) => (own.kind === 'snapshot' ? [own.snapshot] : []));
  const statuses = () => run.news().flatMap((own) => (own.kind === 'status' ? [own.status] : []));
  const open = (document: Document, seed = 1) => run.open({ kind: 'open', document, seed });
  const openAnew = (document: Document) => run.open({ kind: 'open', document, seed: 1, isAnew: true });
  /** The snapshot of what was opened last that has so many estimates. */
  const at = (estimates: number) =>
    run.until((own) =>
      own.kind === 'snapshot' && own.snapshot.estimates === estimates ? own.snapshot : undefined,
    );
  return {
    ...run,
    open,
    openAnew,
    at,
    snapshots,
    last: () => snapshots().at(-1),
    status: () => statuses().at(-1),
  };
}

const soon = { timeout: 10_000, interval: 10 };

describe('a run', () => {
  test('goes on until paused, all plans side by side, and tells why it is not fast', async () => {
    const { open, tell, last, status } = start(NONE);
    open(graph());
    tell({ kind: 'go', on: true });
    await vi.waitFor(() => expect(last()?.estimates).toBeGreaterThan(10_000), soon);
    tell({ kind: 'go', on: false });
    await vi.waitFor(() => expect(status()?.state).toBe('paused'), soon);
    const [score, pathwise] = last()?.plans ?? [];
    expect(score?.executor).toBe('reference');
    expect(score?.fallback?.failure).toBe('no-webgl2');
    const gradient = pathwise?.gradients[0];
    expect(gradient?.moments[0]?.mean).toBeCloseTo(1, 0);
    expect(gradient?.trace.count.at(-1)).toBeLessThanOrEqual(gradient?.moments[0]?.count ?? 0);
    expect(gradient?.recent.length).toBeGreaterThan(1000);
    expect(last()?.draws[0]).toMatchObject({ node: 'x' });
    expect(last()?.draws[0]?.values.length).toBe(500);
  });

  test('one step is one estimate of every plan', async () => {
    const { open, tell, last } = start(NONE);
    open(graph());
    tell({ kind: 'step', count: 1 });
    await vi.waitFor(() => expect(last()?.estimates).toBe(1), soon);
    tell({ kind: 'step', count: 9 });
    await vi.waitFor(() => expect(last()?.estimates).toBe(10), soon);
    expect(last()?.plans.map(({ cost }) => cost.count)).toEqual([10, 10]);
    // Plans share their noise, hence their costs.
    expect(last()?.plans[0]?.cost.mean).toBe(last()?.plans[1]?.cost.mean);
  });

  test('a document that waits shows nothing, so that the last results stay in view; begun anew it shows that it is', async () => {
    const { open, openAnew, tell, at, rest, snapshots } = start(NONE);
    open(graph());
    tell({ kind: 'step', count: 5 });
    await at(5);
    const before = snapshots().length;
    open(graph(0.6));
    await rest();
    expect(snapshots()).toHaveLength(before);
    openAnew(graph(0.6));
    await at(0);
  });

  test('a seed replays, another one does not', async () => {
    const { open, tell, at } = start(NONE);
    const mean = async (seed: number) => {
      open(graph(), seed);
      tell({ kind: 'step', count: 50 });
      return (await at(50)).plans[0]?.cost.mean;
    };
    const first = await mean(7);
    expect(await mean(8)).not.toBe(first);
    expect(await mean(7)).toBe(first);
  });
});

describe('hand-over', () => {
  test('plans move to the fast executor without losing an estimate; other numbers compile nothing', async () => {
    const { source, prepared } = fastSource();
    const { open, tell, at, last } = start(source);
    open(graph(0.5));
    tell({ kind: 'go', on: true });
    await vi.waitFor(
      () => expect(last()?.plans.every(({ executor }) => executor === 'fused')).toBe(true),
      soon,
    );
    expect(prepared.length).toBe(2);
    open(graph(0.9));
    await vi.waitFor(
      () => expect(last()?.plans[1]?.gradients[0]?.moments[0]?.mean).toBeCloseTo(1.8, 0),
      soon,
    );
    tell({ kind: 'go', on: false });
    expect(prepared.length).toBe(2);
    const labelled: Document = {
      ...graph(0.9),
      nodes: graph(0.9).nodes.map((node) => ({ ...node, label: 'a' })),
    };
    open(labelled);
    tell({ kind: 'step', count: 1 });
    await at(1);
    expect(prepared.length).toBe(2);
    expect(last()?.plans.every(({ executor }) => executor === 'fused')).toBe(true);
  });

  test('one step is one estimate on the fast executor too, and the next of its row', async () => {
    const { source } = fastSource();
    const { open, tell, at, last } = start(source);
    open(graph());
    tell({ kind: 'go', on: true });
    await vi.waitFor(() => expect(last()?.plans[0]?.executor).toBe('fused'), soon);
    tell({ kind: 'go', on: false });
    open(graph());
    for (const estimates of [1, 2, 3]) {
      tell({ kind: 'step', count: 1 });
      await at(estimates);
    }
    const stepped = last()?.plans[0]?.cost;
    open(graph());
    tell({ kind: 'step', count: 3 });
    const once = await at(3);
    expect(once.plans[0]?.cost.mean).toBeCloseTo(stepped?.mean ?? Number.NaN, 12);
  });

  test('a lost context is told, the run goes on, and the fast executor comes back', async () => {
    const { source, makes, lose } = fastSource();
    const { open, tell, last, status } = start(source);
    open(graph());
    tell({ kind: 'go', on: true });
    await vi.waitFor(() => expect(last()?.plans[0]?.executor).toBe('fused'), soon);
    const before = last()?.estimates ?? 0;
    lose();
    await vi.waitFor(() => expect(status()?.notice).toContain('lost'), soon);
    await vi.waitFor(() => expect(last()?.estimates).toBeGreaterThan(before), soon);
    await vi.waitFor(() => expect(status()?.notice).toContain('back'), soon);
    await vi.waitFor(() => expect(last()?.plans[0]?.executor).toBe('fused'), soon);
    tell({ kind: 'go', on: false });
    expect(makes()).toBe(2);
  });
});

describe('documents that do not run', () => {
  test('a faulty expression is told with its place, and a mended one runs again', async () => {
    const { open, tell, last, status } = start(NONE);
    tell({ kind: 'go', on: true });
    const bad: Node = { name: 'g', kind: 'cost', parents: ['x'], expression: 'x +' };
    open(graph(0.5, bad));
    await vi.waitFor(() => expect(last()?.plans).toEqual([]), soon);
    expect(status()).toMatchObject({
      state: 'idle',
      diagnostics: [{ nodes: ['g'], field: 'expression' }],
    });
    open(graph());
    await vi.waitFor(() => expect(last()?.estimates).toBeGreaterThan(0), soon);
    expect(status()).toMatchObject({ state: 'running', diagnostics: [] });
    tell({ kind: 'go', on: false });
  });

  test('numbers that no distribution takes are told, naming the number', () => {
    const { open, status } = start(NONE);
    const z: Node = { ...x, name: 'z', args: { loc: '0', scale: 'theta - 1' } } as Node;
    open(graph(0.5, z));
    expect(status()?.diagnostics[0]?.message).toContain('z: scale must be positive, got -0.5');
  });

  test('a cost that is not a number is told at the node where it starts', () => {
    const { open, status } = start(NONE);
    const y: Node = { name: 'y', kind: 'deterministic', parents: ['x'], expression: 'log(x)' };
    const g: Node = { name: 'g', kind: 'cost', parents: ['y'], expression: 'y + 1' };
    open(graph(0.5, y, g));
    const told = status()?.diagnostics ?? [];
    expect(told.map(({ nodes }) => nodes)).toEqual([['y']]);
    expect(told[0]?.message).toMatch(/is NaN in \d+ of 64 draws/);
  });
});
