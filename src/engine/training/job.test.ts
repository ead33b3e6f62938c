import { describe, expect, test } from 'vitest';
import { parseDocument } from '../document/parse';
import type { Document } from '../document/types';
import { ExecutorError } from '../executors/contract';
import type { Device } from '../executors/tensor/contract';
import { plainDevice } from '../executors/tensor/plain/plain';
import { createWasmDevice } from '../executors/tensor/wasm/wasmDevice';
import { pumped } from '../testing/pumped';
import type { TrainingNews, TrainingOrder, TrainingSnapshot, TrainingStatus } from './contract';
import { TRAINING_SNAPSHOTS, TrainingJob } from './job';

/** A Normal whose mean is moved to that of the moons, which is near (0, 0), and a network of its own. */
function moons(
  change: { readonly rate?: number; readonly steps?: number; readonly y?: string } = {},
): Document {
  const { document, findings } = parseDocument({
    scg: 1,
    seed: 3,
    nodes: [
      { name: 'mu', kind: 'parameter', value: [1, -1] },
      { name: 'p', kind: 'parameter', value: { network: [2, 3, 1] } },
      { name: 'x', kind: 'input', value: { data: 'moons' } },
      {
        name: 'h',
        kind: 'stochastic',
        parents: ['mu'],
        distribution: 'Normal',
        args: { loc: 'mu', scale: '0.5' },
      },
      { name: 'y', kind: 'deterministic', parents: ['h', 'p'], expression: change.y ?? 'mlp(p, h)' },
      { name: 'L', kind: 'cost', parents: ['x', 'h', 'y'], expression: 'sum((x-h)^2)+sum((y-2)^2)' },
    ],
    plans: [
      { name: 'Pathwise', nodes: { h: { estimator: 'pathwise' } } },
      { name: 'Score', nodes: { h: { estimator: 'score', baseline: { kind: 'average', decay: 0.9 } } } },
    ],
    training: { rows: 8, optimizer: { kind: 'adam', rate: change.rate ?? 0.05 }, steps: change.steps ?? 60 },
    pictures: [
      {
        kind: 'plane',
        title: 'Points',
        points: ['x', 'h'],
        set: 'h',
        heat: 'y',
        arrows: { from: 'h', down: 'L' },
      },
    ],
  });
  if (!document) throw new Error(JSON.stringify(findings));
  return document;
}

/**
 * A loop on given devices, and what it told; `until` waits for news that pass. Its clock moves on by a millisecond
 * whenever it is read, so that rounds are divided alike on every machine.
 */
function heard(...devices: Device[]) {
  let time = 0;
  const now = () => time++;
  const training = pumped<TrainingOrder, TrainingNews>(
    (outlet) => new TrainingJob(outlet, { candidates: async () => devices }, now),
    { every: TRAINING_SNAPSHOTS, now },
  );
  const take = (...orders: TrainingOrder[]) => {
    for (const order of orders)
      if (order.kind === 'open') training.open(order);
      else training.tell(order);
  };
  const snapshot = (find: (own: TrainingSnapshot) => boolean) =>
    training.until((own) => (own.kind === 'snapshot' && find(own.snapshot) ? own.snapshot : undefined));
  const at = (steps: number) => snapshot(({ plans }) => plans.every((plan) => plan.steps >= steps));
  const status = (find: (own: TrainingStatus) => boolean) =>
    training.until((own) => (own.kind === 'status' && find(own.status) ? own.status : undefined));
  return { take, at, snapshot, status, until: training.until };
}

/** Computes in float32, as what is read back from a device is. */
function float32Device(): Device {
  const device = createWasmDevice();
  if (!device) throw new Error('no WebAssembly here');
  return device;
}

const open = (document: Document, seed = 3): TrainingOrder => ({
  kind: 'open',
  document,
  seed,
});
const last = (list: Float64Array | undefined) => list?.at(-1) ?? Number.NaN;
const numbersOf = ({ plans }: TrainingSnapshot) =>
  plans.map(({ steps, parameters }) => [
    steps,
    parameters.flatMap(({ layers }) => layers.map(({ norm }) => norm)),
  ]);

describe('training', () => {
  test('brings the costs down and stops by itself', async () => {
    const { take, at, status, until } = heard(plainDevice);
    take(open(moons()), { kind: 'go', on: true });
    const end = await at(60);
    await status(({ state }) => state === 'paused');
    for (const { plan, steps, curve, parameters, divergence } of end.plans) {
      expect(divergence).toBeUndefined();
      expect(steps).toBe(60);
      expect(last(curve.step)).toBe(60);
      expect(last(curve.heldOut), plan).toBeLessThan(0.6 * (curve.heldOut[0] as number));
      expect(parameters.map(({ parameter }) => parameter)).toEqual(['mu', 'p']);
      expect(parameters[1]?.layers.map(({ words }) => words)).toEqual([
        'layer 1, weights',
        'layer 1, biases',
        'layer 2, weights',
        'layer 2, biases',
      ]);
    }
    const [pathwise, score] = end.plans.map(({ parameters }) => parameters[0]?.totalVariance ?? Number.NaN);
    expect(score).toBeGreaterThan(2 * (pathwise ?? Number.NaN));
    const frame = await until((own) => (own.kind === 'pictures' ? own.pictures[0] : undefined));
    expect(frame).toMatchObject({ kind: 'plane', points: [{ node: 'x' }, { node: 'h' }] });
  });

  test('replays exactly from the same seed, however it is divided', async () => {
    const run = async (...orders: TrainingOrder[]) => {
      const { take, at } = heard(plainDevice);
      take(open(moons({ steps: 20 })), ...orders);
      return numbersOf(await at(20));
    };
    const whole = await run({ kind: 'go', on: true });
    const stepped = await run({ kind: 'step', count: 7 }, { kind: 'step', count: 13 });
    expect(stepped).toEqual(whole);
  });

  test('begins anew with another seed', async () => {
    const { take, at } = heard(plainDevice);
    take(open(moons()), { kind: 'step', count: 5 });
    const before = numbersOf(await at(5));
    take(open(moons(), 4), { kind: 'step', count: 5 });
    expect(numbersOf(await at(5))).not.toEqual(before);
  });

  test('begins anew with the same seed where that is asked for', async () => {
    const { take, at, snapshot } = heard(plainDevice);
    take(open(moons()), { kind: 'step', count: 5 });
    const before = numbersOf(await at(5));
    take({ ...open(moons()), isAnew: true } as TrainingOrder);
    await snapshot(({ plans }) => plans.every(({ steps }) => steps === 0));
    take({ kind: 'step', count: 5 });
    expect(numbersOf(await at(5))).toEqual(before);
  });

  test('goes on with another rate', async () => {
    const { take, snapshot, at } = heard(plainDevice);
    take(open(moons()), { kind: 'step', count: 5 });
    await at(5);
    take(open(moons({ rate: 0.01 })));
    const next = await snapshot(() => true);
    expect(next.plans.map(({ steps }) => steps)).toEqual([5, 5]);
  });

  test('hands out the parameters, and begins with given ones', async () => {
    const { take, until } = heard(plainDevice);
    const start = new Map([['mu', Float32Array.of(7, 8)]]);
    take({ ...open(moons()), start } as TrainingOrder);
    await until((own) => (own.kind === 'snapshot' ? true : undefined));
    take({ kind: 'export', plan: 'Score' });
    const given = await until((own) => (own.kind === 'parameters' ? own : undefined));
    expect(given.step).toBe(0);
    expect(given.parameters.get('mu')).toEqual(Float32Array.of(7, 8));
    expect(given.parameters.get('p')).toHaveLength(13);
  });
});

describe('what goes wrong', () => {
  test('a number that is none stops the plan, names the node and the step, and keeps the last good parameters', async () => {
    const { take, until, status } = heard(plainDevice);
    // The logarithm fails as soon as the mean, which is pulled down from 1, has brought a draw of any row below 0.
    take(open(moons({ y: '0.01*log(h[0] + 1.2) + p[0]', steps: 400 })), { kind: 'go', on: true });
    const { plans } = await until((own) =>
      own.kind === 'snapshot' && own.snapshot.plans.every(({ divergence }) => divergence)
        ? own.snapshot
        : undefined,
    );
    await status(({ state }) => state === 'paused');
    for (const { plan, steps, divergence, parameters } of plans) {
      expect(divergence, plan).toMatchObject({ node: 'y', what: 'value', step: steps });
      expect(parameters.every(({ layers }) => layers.every(({ norm }) => Number.isFinite(norm)))).toBe(true);
    }
  });

  test('a plan that stopped goes on with another rate', async () => {
    const { take, until, snapshot, status } = heard(plainDevice);
    const y = '0.01*log(h[0] + 1.2) + p[0]';
    take(open(moons({ y, steps: 400 })), { kind: 'go', on: true });
    const stopped = await until((own) =>
      own.kind === 'snapshot' && own.snapshot.plans.every(({ divergence }) => divergence)
        ? own.snapshot.plans.map(({ steps }) => steps)
        : undefined,
    );
    await status(({ state }) => state === 'paused');
    take(open(moons({ y, steps: 400, rate: 1e-9 })));
    const next = await snapshot(() => true);
    expect(next.plans.map(({ steps, divergence }) => [steps, divergence])).toEqual(
      stopped.map((steps) => [steps, undefined]),
    );
  });

  test('a document at fault is told of, and trains nothing', async () => {
    const { take, status } = heard(plainDevice);
    const document = moons();
    const nodes = document.nodes.map((node) =>
      node.name === 'y' ? { ...node, expression: 'mlp(p, x)' } : node,
    );
    take(open({ ...document, nodes } as Document));
    const { diagnostics, state } = await status((own) => own.diagnostics.length > 0);
    expect(state).toBe('idle');
    expect(diagnostics[0]?.nodes).toEqual(['y']);
  });

  test.each([0, 1, 3, 8, 12, 18, 20])(
    'a device lost at the run %i after the start is replaced, from the last good parameters',
    async (lostAt) => {
      const whole = heard(float32Device());
      whole.take(open(moons()), { kind: 'go', on: true });
      const undisturbed = numbersOf(await whole.at(60));

      const device = float32Device();
      let runs = Number.NEGATIVE_INFINITY;
      const failing: Device = {
        ...device,
        name: 'webgl',
        words: 'failing',
        prepare: async (plan) => {
          const program = await device.prepare(plan);
          return {
            write: (feed, numbers) => program.write(feed, numbers),
            read: (names) => program.read(names),
            dispose: () => program.dispose(),
            run: (seed, first, times) =>
              runs++ === lostAt
                ? Promise.reject(new ExecutorError('context-lost', 'gone'))
                : program.run(seed, first, times),
          };
        },
      };
      const { take, at, status } = heard(failing);
      take(open(moons()));
      await at(0);
      runs = 0;
      take({ kind: 'go', on: true });
      const { notice } = await status((own) => own.notice !== undefined);
      expect(notice).toContain('training goes on from step');
      expect(numbersOf(await at(60))).toEqual(undisturbed);
    },
  );
});
