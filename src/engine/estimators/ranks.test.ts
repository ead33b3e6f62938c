import { describe, expect, test } from 'vitest';
import { feedsOf } from '../compile/feeds';
import { compilePlan } from '../compile/plan';
import { baselineRefusals } from '../document/checkPlans';
import { isUnbiasedByDesign } from '../document/estimators';
import { parseDocument } from '../document/parse';
import type { Document, Node, Plan } from '../document/types';
import { planMoments, tryPlanMoments } from '../exact/plan';
import { prepareReference } from '../executors/reference/reference';
import { modelOf } from '../model/model';
import { standardError } from '../statistics/moments';

const ESTIMATES = 200;
const THETA = 0.3;
const ranks = { estimator: 'score', baseline: { kind: 'ranks' } } as const;

const planOf = (samples: number, antithetic = false): Plan => ({
  name: 'Ranks',
  nodes: { x: ranks },
  samples,
  antithetic,
});

/** x ~ Normal(theta, 1), or a coin of these logits, and two costs of it. */
function documentOf(costs: readonly [string, string], distribution: 'Normal' | 'Bernoulli' = 'Normal') {
  const args: Readonly<Record<string, string>> =
    distribution === 'Normal' ? { loc: 'theta', scale: '1' } : { logits: 'theta' };
  const nodes: Node[] = [
    { name: 'theta', kind: 'parameter', value: THETA },
    { name: 'x', kind: 'stochastic', parents: ['theta'], distribution, args },
    ...costs.map((expression, i): Node => ({ name: `f${i}`, kind: 'cost', parents: ['x'], expression })),
  ];
  return { scg: 1, title: '', about: '', seed: 1, nodes, plans: [] } satisfies Document;
}

/** Single estimates of the gradient, and the base noise of every sample that each is made from. */
function estimates(document: Document, plan: Plan) {
  const { program } = compilePlan(modelOf(document), plan);
  const noise = program.instructions.flatMap((own, value) =>
    own.op === 'noise' ? [{ name: `noise ${own.source.sample}`, value }] : [],
  );
  const gradient = program.outputs.filter(({ name }) => name === 'gradient:theta');
  const { raw } = prepareReference({ ...program, outputs: [...gradient, ...noise] }).runNow({
    seed: 3,
    first: 0,
    count: ESTIMATES,
    feeds: feedsOf(document),
    raw: ESTIMATES,
  });
  const [gradients = new Float64Array(), ...draws] = raw;
  return Array.from({ length: ESTIMATES }, (_, e) => ({
    gradient: gradients[e] ?? Number.NaN,
    noise: draws.map((own) => own[e] ?? Number.NaN),
  }));
}

interface Sample {
  readonly epsilon: number;
  readonly unit: number;
}

/** Counted one by one, in float64: the mean of epsilon times the share that costs less, less one half. */
function direct(samples: readonly Sample[], cost: (x: number) => number): number {
  const terms = samples.map(({ epsilon, unit }) => {
    const own = cost(THETA + epsilon);
    const others = samples.filter((other) => other.unit !== unit).map((other) => cost(THETA + other.epsilon));
    const less = others.filter((other) => other < own).length;
    const ties = others.filter((other) => other === own).length;
    return epsilon * ((less + ties / 2) / others.length - 1 / 2);
  });
  return terms.reduce((sum, term) => sum + term, 0) / samples.length;
}

describe('every estimate is what counting says', () => {
  const smooth = { costs: ['x^3', '-x'], cost: (x: number) => x ** 3 - x } as const;
  // Costs 0, 1 or 2: most samples tie with others.
  const stepped = {
    costs: ['step(x)', 'step(x-1)'],
    cost: (x: number) => Number(x > 0) + Number(x > 1),
  } as const;

  test.each([
    { name: 'smooth', ...smooth },
    { name: 'tied', ...stepped },
  ])('$name costs of 2 and of 7 samples', ({ costs, cost }) => {
    for (const m of [2, 7])
      for (const { gradient, noise } of estimates(documentOf(costs), planOf(m))) {
        expect(noise).toHaveLength(m);
        const samples = noise.map((epsilon, unit) => ({ epsilon, unit }));
        expect(gradient).toBeCloseTo(direct(samples, cost), 12);
      }
  });

  test.each([
    { name: 'smooth', ...smooth },
    { name: 'tied', ...stepped },
  ])(
    '$name costs of three mirrored pairs: no sample is ranked against its mirror image',
    ({ costs, cost }) => {
      for (const { gradient, noise } of estimates(documentOf(costs), planOf(6, true))) {
        expect(noise).toHaveLength(3);
        const samples = noise.flatMap((own, unit) => [own, -own].map((epsilon) => ({ epsilon, unit })));
        expect(gradient).toBeCloseTo(direct(samples, cost), 12);
      }
    },
  );

  test('nothing but ties is no gradient, and the dearest of all has one half', () => {
    for (const { gradient } of estimates(documentOf(['2', '3']), planOf(4))) expect(gradient).toBe(0);
    for (const { gradient, noise } of estimates(documentOf(['x', '0']), planOf(2)))
      expect(gradient).toBeCloseTo(Math.abs((noise[0] ?? 0) - (noise[1] ?? 0)) / 4, 12);
  });
});

test('the mean is the derivative of the chance to cost more than another draw, for every number of samples', () => {
  // A coin that costs more on one of its sides: p (1 - p) / 2, whatever the costs; their own gradient is 20 p (1 - p).
  const document = documentOf(['17*x', '3*x'], 'Bernoulli');
  const p = 1 / (1 + Math.exp(-THETA));
  for (const plan of [planOf(2), planOf(5), planOf(4, true)]) {
    const { program } = compilePlan(modelOf(document), plan);
    const request = { seed: 5, first: 0, count: 20_000, feeds: feedsOf(document), raw: 0 };
    const found = prepareReference(program).runNow(request).moments[1]?.[0];
    if (!found) throw new Error('no moments');
    expect(Math.abs(found.mean - (p * (1 - p)) / 2)).toBeLessThan(4 * standardError(found));
  }
});

test('a plan with ranks is biased by design', () => {
  expect(isUnbiasedByDesign(planOf(4))).toBe(false);
  expect(isUnbiasedByDesign({ ...planOf(4), nodes: { x: { estimator: 'score' } } })).toBe(true);
});

test('exact moments are refused, with the reason, even where another node leaves one out', () => {
  const document = documentOf(['x', 'x^2'], 'Bernoulli');
  const model = modelOf(document);
  for (const plan of [planOf(2), planOf(4, true)]) {
    expect(tryPlanMoments(model, plan, feedsOf(document))).toBe('ranked');
    expect(planMoments(model, plan, feedsOf(document))).toBeUndefined();
  }
  const y: Node = {
    name: 'y',
    kind: 'stochastic',
    parents: ['theta'],
    distribution: 'Bernoulli',
    args: { logits: 'theta' },
  };
  const two = {
    ...document,
    nodes: [...document.nodes, y, { name: 'g', kind: 'cost', parents: ['y'] } as Node],
  };
  const others = { estimator: 'score', baseline: { kind: 'leaveOneOut' } } as const;
  const mixed = (x: Plan['nodes'][string]): Plan => ({ name: 'Mixed', samples: 3, nodes: { x, y: others } });
  expect(tryPlanMoments(modelOf(two), mixed(ranks), feedsOf(two))).toBe('ranked');
  expect(tryPlanMoments(modelOf(two), mixed(others), feedsOf(two))).toBeTypeOf('object');
});

describe('a document with ranks', () => {
  const withPlan = (plan: Plan) => parseDocument({ ...documentOf(['x', 'x^2']), plans: [plan] });

  test('is read as it is written', () => {
    expect(withPlan(planOf(2)).findings).toEqual([]);
    expect(withPlan(planOf(2)).document?.plans).toEqual([planOf(2)]);
  });

  test('needs another sample, and of mirrored pairs another pair', () => {
    const refusals = (plan: Plan) => baselineRefusals(plan, 'x', ranks.baseline, new Map());
    expect(refusals(planOf(1))).toEqual([
      { why: 'there is no other sample to rank it among', mend: 'set samples to 2 or more' },
    ]);
    expect(refusals(planOf(2, true))[0]?.mend).toContain('4 or more');
    expect(refusals(planOf(1000))[0]?.mend).toContain('64 or fewer');
    for (const plan of [planOf(2), planOf(4, true), planOf(64)]) expect(refusals(plan)).toEqual([]);
    expect(withPlan(planOf(1)).findings).toMatchObject([
      { code: 'refused-baseline', plan: 'Ranks', nodes: ['x'], facts: { baseline: 'ranks' } },
    ]);
  });
});
