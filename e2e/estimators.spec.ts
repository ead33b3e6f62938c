import { expect } from '@playwright/test';
import { feedsOf } from '../src/engine/compile/feeds';
import { compilePlan } from '../src/engine/compile/plan';
import type { Document, NodePlan, Plan } from '../src/engine/document/types';
import { planMoments } from '../src/engine/exact/plan';
import { prepareReference } from '../src/engine/executors/reference/reference';
import { modelOf } from '../src/engine/model/model';
import { variance } from '../src/engine/statistics/moments';
import { test } from './harness/serve';

/** Lanes of the fused executor, each a chain of its own. */
const SIDE = 16;
const LANES = SIDE * SIDE;
const COUNT = 64 * LANES;

/** A coin, a one-hot choice of three, and a normal below both, with a cost that sees all. */
const DOCUMENT: Document = {
  scg: 1,
  title: 'three circles',
  about: '',
  seed: 5,
  nodes: [
    { name: 'theta', kind: 'parameter', value: 0.4 },
    { name: 'phi', kind: 'parameter', value: -0.3 },
    {
      name: 'b',
      kind: 'stochastic',
      parents: ['theta'],
      distribution: 'Bernoulli',
      args: { logits: 'theta' },
    },
    {
      name: 'c',
      kind: 'stochastic',
      parents: ['phi'],
      distribution: 'OneHotCategorical',
      args: { logits: 'stack(phi, 0.2, -phi)' },
    },
    {
      name: 'x',
      kind: 'stochastic',
      parents: ['b', 'c', 'theta'],
      distribution: 'Normal',
      args: { loc: 'b + dot(c, stack(0.5, -1, 2))*theta', scale: 'exp(0.3*theta)' },
    },
    { name: 'f', kind: 'cost', parents: ['x', 'b'], expression: '(x - 0.7*b)^2' },
  ],
  plans: [],
};

const all = (entry: NodePlan): Plan['nodes'] => ({ b: entry, c: entry, x: entry });

const PLANS: readonly Plan[] = [
  { name: 'score', nodes: all({ estimator: 'score' }) },
  { name: 'average', nodes: all({ estimator: 'score', baseline: { kind: 'average', decay: 0.9 } }) },
  {
    name: 'leave one out',
    samples: 4,
    nodes: all({ estimator: 'score', baseline: { kind: 'leaveOneOut' } }),
  },
  { name: 'ranks', samples: 4, nodes: all({ estimator: 'score', baseline: { kind: 'ranks' } }) },
  { name: 'best constant', nodes: all({ estimator: 'score', baseline: { kind: 'optimal' } }) },
  {
    name: 'learned value',
    nodes: all({ estimator: 'score', baseline: { kind: 'value', hidden: [4], normalize: true } }),
  },
  { name: 'measure-valued', nodes: all({ estimator: 'measureValued' }) },
  { name: 'measure-valued, apart', nodes: all({ estimator: 'measureValued', coupled: false }) },
  {
    name: 'enumerated, pathwise below',
    samples: 2,
    antithetic: true,
    nodes: { b: { estimator: 'enumerate' }, c: { estimator: 'enumerate' }, x: { estimator: 'pathwise' } },
  },
  {
    name: 'concrete',
    nodes: {
      b: { estimator: 'concrete', temperature: 0.7 },
      c: { estimator: 'concrete', temperature: 0.7 },
      x: { estimator: 'pathwise' },
    },
  },
  {
    name: 'straight through',
    nodes: {
      b: { estimator: 'straightThrough' },
      c: { estimator: 'straightThroughGumbel', temperature: 0.7 },
      x: { estimator: 'pathwise' },
    },
  },
];

test.setTimeout(120_000);

for (const plan of PLANS)
  test(`${plan.name}: the fused executor makes the reference's estimates`, async ({ fused }) => {
    const model = modelOf(DOCUMENT);
    const compiled = compilePlan(model, plan);
    const given = feedsOf(DOCUMENT);
    const optima = compiled.optima.length > 0 ? planMoments(model, plan, given)?.optima : undefined;
    const feeds = new Map([...given, ...(optima ?? [])]);
    const wanted = { seed: DOCUMENT.seed, first: 0, count: COUNT, raw: LANES };
    const exact = prepareReference(compiled.program, { lanes: LANES }).runNow({ ...wanted, feeds });
    const runner = await fused.ready(compiled.program, SIDE);
    const own = await fused.run(runner, {
      ...wanted,
      feeds: Object.fromEntries([...feeds].map(([name, values]) => [name, [...values]])),
    });
    compiled.program.outputs.forEach(({ name }, output) => {
      const values = own.raw[output] ?? [];
      const spread = Math.sqrt(variance(exact.moments[output]?.[0] ?? raise(name)));
      // Draws near a threshold, and acceptances, may fall on the other side of a rounding: one estimate in a hundred.
      const apart = values.filter(
        (value, i) => Math.abs(value - (exact.raw[output]?.[i] ?? Number.NaN)) > 1e-3 * spread + 1e-5,
      );
      expect(values.length, name).toBe(LANES);
      expect(apart.length, name).toBeLessThanOrEqual(LANES / 100);
      const [a, b] = [own.moments[output]?.[0] ?? raise(name), exact.moments[output]?.[0] ?? raise(name)];
      expect(Math.abs(a.mean - b.mean), `${name}: mean`).toBeLessThan(0.01 * spread + 1e-5);
      expect(Math.abs(variance(a) - variance(b)), `${name}: variance`).toBeLessThan(
        0.02 * spread ** 2 + 1e-5,
      );
    });
  });

function raise(name: string): never {
  throw new Error(`nothing came of ${name}`);
}
