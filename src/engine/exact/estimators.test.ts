import { describe, expect, test } from 'vitest';
import { analyse } from '../analysis/analyse';
import { feedsOf } from '../compile/feeds';
import { compilePlan } from '../compile/plan';
import type { Baseline, Document, Node, NodePlan, Plan } from '../document/types';
import { prepareReference } from '../executors/reference/reference';
import { modelOf } from '../model/model';
import { type Moments, standardError, variance, varianceError } from '../statistics/moments';
import { exactTruth } from './truth';

/** Estimates of a run, and the standard errors that it may be off: a false alarm has probability 6e-7 a comparison. */
const ESTIMATES = 100_000;
const ERRORS = 5;

/** One circle x between parameters and the cost f. */
function graph(
  parameters: Readonly<Record<string, number>>,
  law: Pick<Extract<Node, { kind: 'stochastic' }>, 'distribution' | 'args' | 'shape'>,
  cost: string,
  parents: readonly string[] = ['x'],
): Document {
  const names = Object.keys(parameters);
  return {
    scg: 1,
    title: 'one circle',
    about: '',
    seed: 1,
    nodes: [
      ...names.map((name): Node => ({ name, kind: 'parameter', value: parameters[name] ?? 0 })),
      { name: 'x', kind: 'stochastic', parents: names, ...law },
      { name: 'f', kind: 'cost', parents, expression: cost },
    ],
    plans: [],
  };
}

const taking = (x: NodePlan, options: Partial<Plan> = {}): Plan => ({
  name: 'Plan',
  nodes: { x },
  ...options,
});
const scored = (baseline: Baseline, options: Partial<Plan> = {}) =>
  taking({ estimator: 'score', baseline }, options);

/** Exact mean and variance of an estimate, by parameter, and what is said of its bias. */
function exact(document: Document, plan: Plan) {
  const { truth, none } = exactTruth(modelOf(document), [plan], feedsOf(document));
  if (!truth) throw new Error(none.reason);
  const own = truth.plans[0];
  const of = (parameter: string) => {
    const gradient = own?.gradients.find((candidate) => candidate.parameter === parameter);
    return {
      truth: truth.gradient.find((candidate) => candidate.parameter === parameter)?.values[0],
      mean: gradient?.mean[0],
      variance: gradient?.variance[0],
    };
  };
  return { verdict: own?.verdict, found: own !== undefined, of };
}

/** The same from a run; parameters in the document's order. */
function run(document: Document, plan: Plan, count = ESTIMATES): Moments[] {
  const { program } = compilePlan(modelOf(document), plan);
  const batch = prepareReference(program).runNow({
    seed: 7,
    first: 0,
    count,
    feeds: feedsOf(document),
    raw: 0,
  });
  return batch.moments.slice(1).map(([first]) => first as Moments);
}

/** (b - t)^2 with t = 0.45 and logit 0: Grathwohl et al. 2018. */
const TOY = graph({ theta: 0 }, { distribution: 'Bernoulli', args: { logits: 'theta' } }, '(x-0.45)^2');

describe('the Bernoulli toy', () => {
  test.each<[string, Plan, number, number]>([
    ['score', scored('none'), 0.025, 0.01593906],
    ['leave-one-out of two', scored({ kind: 'leaveOneOut' }, { samples: 2 }), 0.025, 0.000625],
    ['leave-one-out of five', scored({ kind: 'leaveOneOut' }, { samples: 5 }), 0.025, 0.0000625],
    ['best constant', scored({ kind: 'optimal' }), 0.025, 0],
    ['measure-valued', taking({ estimator: 'measureValued' }), 0.025, 0],
    ['enumeration', taking({ estimator: 'enumerate' }), 0.025, 0],
    ['concrete at 1', taking({ estimator: 'concrete' }), 1 / 60, 0.00481746],
    ['concrete at 0.5', taking({ estimator: 'concrete', temperature: 0.5 }), 0.02146018, 0.01424445],
    ['straight-through', taking({ estimator: 'straightThrough' }), 0.025, 0.0625],
  ])('%s', (_, plan, mean, own) => {
    const { mean: got, variance: spread } = exact(TOY, plan).of('theta');
    expect(got).toBeCloseTo(mean, 7);
    expect(spread).toBeCloseTo(own, 7);
  });

  test('concrete is called biased, and measure-valued is not', () => {
    expect(exact(TOY, taking({ estimator: 'concrete' })).verdict).toBe('biased');
    expect(exact(TOY, taking({ estimator: 'measureValued' })).verdict).toBe('unbiased');
  });
});

const NORMAL = { distribution: 'Normal', args: { loc: 'mu', scale: 's' } } as const;
const unitNormal = (cost: string) => graph({ mu: 1, s: 1 }, NORMAL, cost);

describe('Normal(1, 1)', () => {
  test.each<[string, NodePlan, string, number, number]>([
    ['cos(x)', { estimator: 'measureValued' }, 'mu', -0.510378, 0.028004],
    ['x^2', { estimator: 'measureValued' }, 'mu', 2, (16 / (2 * Math.PI)) * (2 - Math.PI / 2)],
    ['x^2', { estimator: 'measureValued' }, 's', 2, 8],
    ['x^2', { estimator: 'pathwise' }, 's', 2, 12],
    ['x^2', { estimator: 'score' }, 's', 2, 136],
    // Var (1 + M)^2 + Var (1 + N)^2 for M double-sided Maxwell and N normal.
    ['x^2', { estimator: 'measureValued', coupled: false }, 's', 2, 18 + 6],
    ['x^2', { estimator: 'score' }, 'mu', 2, 30],
    ['x^2', { estimator: 'pathwise' }, 'mu', 2, 4],
  ])('%s by %o, derivative in %s', (cost, plan, parameter, mean, own) => {
    const got = exact(unitNormal(cost), taking(plan)).of(parameter);
    expect(got.mean).toBeCloseTo(mean, 5);
    expect(got.variance).toBeCloseTo(own, 5);
  });

  test('mirrored pairs take the odd part away: x^2 by pathwise is exact in the mean, half as noisy in the scale', () => {
    const plan = taking({ estimator: 'pathwise' }, { samples: 2, antithetic: true });
    expect(exact(unitNormal('x^2'), plan).of('mu').variance).toBeCloseTo(0, 12);
    expect(exact(unitNormal('x^2'), plan).of('s').variance).toBeCloseTo(8, 6);
  });

  test('leave-one-out of M has the variance of its U-statistic', () => {
    // With s = z and q = x^2 - 2 at Normal(1, 1): E s^2 q^2 = 28, E s q = 2, E s^2 = 1, Var q = 6.
    for (const m of [2, 3, 8]) {
      const plan = scored({ kind: 'leaveOneOut' }, { samples: m });
      const expected = (E_S2Q2 - 4) / m + (1 * 6 + 2 * 2) / (m * (m - 1));
      expect(exact(unitNormal('x^2'), plan).of('mu').variance).toBeCloseTo(expected, 6);
    }
  });

  test('the best constant is best: no other is steadier in sum over both parameters', () => {
    const total = (baseline: Baseline) => {
      const { of } = exact(unitNormal('x^2'), scored(baseline));
      return (of('mu').variance ?? 0) + (of('s').variance ?? 0);
    };
    const best = total({ kind: 'optimal' });
    for (const b of [0, 2, 4, 5, 6]) expect(total(b)).toBeGreaterThan(best - 1e-9);
    // b = sum E q s^2 / sum E s^2 = (4 + 12) / (1 + 2).
    expect(total(16 / 3)).toBeCloseTo(best, 6);
  });
});

/** E z^2 (x^2 - 2)^2 with x = 1 + z: E z^2 (z^4 + 4 z^3 + 2 z^2 - 4 z + 1) = 15 + 6 + 1, the odd terms vanish. */
const E_S2Q2 = 15 + 2 * 3 + 1;

describe('weak derivatives of other families', () => {
  test.each<[string, Document]>([
    ['Exponential', graph({ a: 1.4 }, { distribution: 'Exponential', args: { rate: 'a' } }, 'x^2')],
    ['Gamma', graph({ a: 1.4 }, { distribution: 'Gamma', args: { concentration: '2.5', rate: 'a' } }, 'x^2')],
    ['Poisson', graph({ a: 3 }, { distribution: 'Poisson', args: { rate: 'a' } }, '(x-2)^2')],
    ['Bernoulli', graph({ a: 0.3 }, { distribution: 'Bernoulli', args: { probs: 'a' } }, '(x-2)^2')],
    [
      'Categorical',
      graph({ a: 0.3 }, { distribution: 'Categorical', args: { logits: 'stack(a, 0, -a)' } }, 'x^3'),
    ],
    [
      'OneHotCategorical',
      graph(
        { a: 0.3 },
        { distribution: 'OneHotCategorical', args: { logits: 'stack(a, 0, -a)' } },
        'dot(x, stack(1, 4, 2))^2',
      ),
    ],
    [
      'two Normal',
      graph(
        { a: 0.3 },
        { distribution: 'Normal', args: { loc: 'a', scale: 'exp(a)' }, shape: [2] },
        'sum(x)^2',
      ),
    ],
  ])('%s, coupled and apart', (_, document) => {
    for (const coupled of [true, false]) {
      const plan = taking({ estimator: 'measureValued', coupled });
      const { of, verdict, found } = exact({ ...document, plans: [plan] }, plan);
      if (found) expect(verdict).toBe('unbiased');
      const { truth, variance: own } = of('a');
      const [moments] = run(document, plan);
      if (!moments) throw new Error('no moments');
      const wanted = truth ?? Number.NaN;
      expect(Math.abs(moments.mean - wanted)).toBeLessThan(ERRORS * standardError(moments) + 1e-9);
      if (own !== undefined)
        expect(Math.abs(variance(moments) - own)).toBeLessThan(ERRORS * varianceError(moments) + 1e-9);
    }
  });

  test('a parameter that reaches an argument without weak derivative breaks Condition 1', () => {
    const document = graph({ a: 2 }, { distribution: 'Gamma', args: { concentration: 'a', rate: '1' } }, 'x');
    const plan = taking({ estimator: 'measureValued' });
    expect(analyse(modelOf(document), plan).violations.map(({ kind, culprit }) => [kind, culprit])).toEqual([
      ['weak', 'concentration of Gamma'],
    ]);
  });
});

describe('relaxations', () => {
  const oneHot = graph(
    { a: 0.3 },
    { distribution: 'OneHotCategorical', args: { logits: 'stack(a, -0.2)' } },
    'dot(x, stack(0.5, -1))^2',
  );

  test('of two classes are those of one Bernoulli, the logits apart by the difference', () => {
    const coin = graph(
      { a: 0.3 },
      { distribution: 'Bernoulli', args: { logits: 'a+0.2' } },
      '(0.5*x-(1-x))^2',
    );
    for (const estimator of ['concrete', 'straightThrough'] as const) {
      const plan = taking({ estimator });
      const [one, other] = [exact(oneHot, plan).of('a'), exact(coin, plan).of('a')];
      expect(one.mean).toBeCloseTo(other.mean ?? Number.NaN, 5);
      expect(one.variance).toBeCloseTo(other.variance ?? Number.NaN, 5);
    }
  });

  test('straight-through Gumbel draws the classes as often as they should be drawn', () => {
    const plan = taking({ estimator: 'straightThroughGumbel', temperature: 0.4 });
    const { program } = compilePlan(modelOf(oneHot), plan);
    const { moments } = prepareReference(program).runNow({
      seed: 3,
      first: 0,
      count: ESTIMATES,
      feeds: feedsOf(oneHot),
      raw: 0,
    });
    const cost = moments[0]?.[0] as Moments;
    const p = 1 / (1 + Math.exp(-0.5));
    expect(Math.abs(cost.mean - (0.25 * p + (1 - p)))).toBeLessThan(ERRORS * standardError(cost));
  });

  test('straight-through is unbiased where the cost is linear', () => {
    const linear = graph({ a: 0.7 }, { distribution: 'Bernoulli', args: { logits: 'a' } }, '3*x-1');
    expect(exact(linear, taking({ estimator: 'straightThrough' })).verdict).toBe('unbiased');
    const curved = graph({ a: 0.7 }, { distribution: 'Bernoulli', args: { logits: 'a' } }, 'x^4');
    expect(exact(curved, taking({ estimator: 'straightThrough' })).verdict).toBe('biased');
  });
});

describe('enumeration', () => {
  test('averages the whole estimate: what other nodes add is their own noise alone', () => {
    // f = (y - x)^2 with y ~ Normal(theta x, 1) below a coin; y pathwise. Given the noise of y nothing else varies.
    const document: Document = {
      ...graph({ theta: 0.4 }, { distribution: 'Bernoulli', args: { logits: 'theta' } }, '(y-x)^2', [
        'x',
        'y',
      ]),
      nodes: [
        { name: 'theta', kind: 'parameter', value: 0.4 },
        {
          name: 'x',
          kind: 'stochastic',
          parents: ['theta'],
          distribution: 'Bernoulli',
          args: { logits: 'theta' },
        },
        {
          name: 'y',
          kind: 'stochastic',
          parents: ['theta', 'x'],
          distribution: 'Normal',
          args: { loc: 'theta*x', scale: '1' },
        },
        { name: 'f', kind: 'cost', parents: ['x', 'y'], expression: '(y-x)^2' },
      ],
    };
    const plan: Plan = {
      name: 'Plan',
      nodes: { x: { estimator: 'enumerate' }, y: { estimator: 'pathwise' } },
    };
    const got = exact(document, plan).of('theta');
    expect(got.mean).toBeCloseTo(got.truth ?? Number.NaN, 6);
    // g(e) = p' ((theta + e - 1)^2 - e^2) + p 2 (theta + e - 1): linear in e with slope 2 p' (theta - 1) + 2 p.
    const p = 1 / (1 + Math.exp(-0.4));
    expect(got.variance).toBeCloseTo((2 * p * (1 - p) * (0.4 - 1) + 2 * p) ** 2, 6);
  });

  test('of a value without mass', () => {
    for (const a of [0, 1]) {
      const sure = graph({ a }, { distribution: 'Bernoulli', args: { probs: 'a' } }, '(x-0.3)^2');
      const { program } = compilePlan(modelOf(sure), taking({ estimator: 'enumerate' }));
      const request = { seed: 1, first: 0, count: 1, feeds: feedsOf(sure), raw: 0 };
      const gradient = prepareReference(program).runNow(request).moments[1]?.[0]?.mean;
      expect(gradient).toBeCloseTo(0.49 - 0.09, 12);
    }
  });

  test('of a node that others are enumerated below', () => {
    const document: Document = {
      ...TOY,
      nodes: [
        { name: 'theta', kind: 'parameter', value: 0.4 },
        {
          name: 'x',
          kind: 'stochastic',
          parents: ['theta'],
          distribution: 'Bernoulli',
          args: { logits: 'theta' },
        },
        {
          name: 'y',
          kind: 'stochastic',
          parents: ['theta', 'x'],
          distribution: 'Categorical',
          args: { logits: 'stack(x, theta, 0)' },
        },
        { name: 'f', kind: 'cost', parents: ['x', 'y'], expression: '(y-x-0.3)^2' },
      ],
    };
    const all: Plan = {
      name: 'Plan',
      nodes: { x: { estimator: 'enumerate' }, y: { estimator: 'enumerate' } },
    };
    const got = exact(document, all).of('theta');
    expect(got.mean).toBeCloseTo(got.truth ?? Number.NaN, 8);
    expect(got.variance).toBeCloseTo(0, 12);
  });
});

test('sticking the landing is still where the approximation is exact, and pathwise is not', () => {
  const bound = graph({ mu: 0, s: 1 }, NORMAL, 'log_prob(x) - log_prob(Normal(0, 1), x)', ['x', 'mu', 's']);
  const stuck = exact(bound, taking({ estimator: 'pathwise', stickTheLanding: true }));
  const plain = exact(bound, taking({ estimator: 'pathwise' }));
  expect(stuck.of('mu').variance).toBeCloseTo(0, 12);
  expect(stuck.of('s').variance).toBeCloseTo(0, 12);
  expect(plain.of('mu').variance).toBeGreaterThan(0.9);
  const off = graph({ mu: 0.5, s: 1.3 }, NORMAL, 'log_prob(x) - log_prob(Normal(0, 1), x)', ['x', 'mu', 's']);
  expect(exact(off, taking({ estimator: 'pathwise', stickTheLanding: true })).verdict).toBe('unbiased');
});

test.each([
  ['entropy(x)', 0, 1 / 1.3],
  ['kl(x, Normal(0, 1))', 0.5, 1.3 - 1 / 1.3],
  ['log_prob(x, 0.2)', (0.2 - 0.5) / 1.69, -1 / 1.3 + 0.09 / 1.3 ** 3],
])('sticking the landing leaves alone what is not the density of its own sample: %s', (cost, mu, s) => {
  const document = graph({ mu: 0.5, s: 1.3 }, NORMAL, cost, ['x', 'mu', 's']);
  const { verdict, of } = exact(document, taking({ estimator: 'pathwise', stickTheLanding: true }));
  expect(verdict).toBe('unbiased');
  expect(of('mu').mean).toBeCloseTo(mu, 9);
  expect(of('s').mean).toBeCloseTo(s, 9);
});

describe('baselines that learn', () => {
  test.each<[string, Baseline]>([
    ['linear', { kind: 'value' }],
    ['a network', { kind: 'value', hidden: [8] }],
  ])('%s: unbiased, and steadier where the parents tell of the cost', (_, baseline) => {
    const document: Document = {
      ...TOY,
      nodes: [
        { name: 'theta', kind: 'parameter', value: 0.2 },
        {
          name: 'w',
          kind: 'stochastic',
          parents: [],
          distribution: 'Normal',
          args: { loc: '0', scale: '2' },
        },
        {
          name: 'x',
          kind: 'stochastic',
          parents: ['theta', 'w'],
          distribution: 'Bernoulli',
          args: { logits: 'theta' },
        },
        { name: 'f', kind: 'cost', parents: ['x', 'w'], expression: 'x + 3*w' },
      ],
    };
    const p = 1 / (1 + Math.exp(-0.2));
    const [learned] = run(document, scored(baseline));
    const [average] = run(document, scored({ kind: 'average', decay: 0.9 }));
    if (!learned || !average) throw new Error('no moments');
    expect(Math.abs(learned.mean - p * (1 - p))).toBeLessThan(ERRORS * standardError(learned));
    expect(variance(learned)).toBeLessThan(0.1 * variance(average));
  });

  test('division by the running deviation scales the gradient, and is seen to', () => {
    const document = graph({ theta: 0 }, { distribution: 'Bernoulli', args: { logits: 'theta' } }, '20*x');
    const [plain] = run(document, scored({ kind: 'average', decay: 0.9 }));
    const [scaled] = run(document, scored({ kind: 'average', decay: 0.9, normalize: true }));
    expect(plain?.mean).toBeCloseTo(5, 1);
    // About 5 over the deviation 10 of the cost.
    expect(scaled?.mean).toBeGreaterThan(0.4);
    expect(scaled?.mean).toBeLessThan(0.6);
  });
});

describe('faults of well-known libraries', () => {
  test('a moving average does not see the sample that it is subtracted from: the gradient is not scaled', () => {
    // One that did would scale the gradient by its decay, here to a tenth.
    const plan = scored({ kind: 'average', decay: 0.1 });
    const [moments] = run(TOY, plan, 400_000);
    if (!moments) throw new Error('no moments');
    expect(Math.abs(moments.mean - 0.025)).toBeLessThan(ERRORS * standardError(moments));
    expect(exact(TOY, plan).of('theta').mean).toBeCloseTo(0.025, 7);
  });

  test('leave-one-out does not see itself: the gradient is not scaled by (M - 1) / M', () => {
    const [moments] = run(TOY, scored({ kind: 'leaveOneOut' }, { samples: 2 }));
    if (!moments) throw new Error('no moments');
    expect(Math.abs(moments.mean - 0.025)).toBeLessThan(ERRORS * standardError(moments));
  });

  test('pathwise through a step is told of, and 5 step(x) + x^2 does not lose its jump unseen', () => {
    const document = unitNormal('5*step(x) + x^2');
    const plan = taking({ estimator: 'pathwise' });
    expect(analyse(modelOf(document), plan).violations.map(({ culprit }) => culprit)).toContain('step');
    const { verdict, of } = exact(document, plan);
    expect(verdict).toBe('biased');
    expect(of('mu').mean).toBeCloseTo(2, 6);
    const jump = (5 * Math.exp(-0.5)) / Math.sqrt(2 * Math.PI);
    expect(of('mu').truth).toBeCloseTo(2 + jump, 6);
    expect(exact(document, taking({ estimator: 'measureValued' })).of('mu').mean).toBeCloseTo(2 + jump, 5);
  });
});
