import { describe, expect, test } from 'vitest';
import { feedsOf } from '../compile/feeds';
import { compilePlan } from '../compile/plan';
import type { Document, Node, NodePlan } from '../document/types';
import { prepareReference } from '../executors/reference/reference';
import { modelOf } from '../model/model';

/** A parameter, a circle a with this law and the cost of its value. */
function graph(
  law: Pick<Extract<Node, { kind: 'stochastic' }>, 'distribution' | 'args'>,
  cost: string,
  theta: number,
): Document {
  return {
    scg: 1,
    title: 'what never happens',
    about: '',
    seed: 1,
    nodes: [
      { name: 'theta', kind: 'parameter', value: theta },
      { name: 'a', kind: 'stochastic', parents: ['theta'], ...law },
      { name: 'f', kind: 'cost', parents: ['a'], expression: cost },
    ],
    plans: [],
  };
}

/** Cost and gradient, averaged over estimates. */
function estimate(document: Document, a: NodePlan): number[] {
  const { program } = compilePlan(modelOf(document), { name: 'P', nodes: { a } });
  const { raw } = prepareReference(program).runNow({
    seed: 1,
    first: 0,
    count: 4000,
    feeds: feedsOf(document),
    raw: 4000,
  });
  return raw.map((numbers) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length);
}

const enumerated: NodePlan = { estimator: 'enumerate' };
const measured: NodePlan = { estimator: 'measureValued' };
const alone: NodePlan = { estimator: 'measureValued', coupled: false };

// Class 2 is masked: log(0) and 0/0 are what it would cost. P(a = 1) = sigmoid(-theta), costs 3 and 5.
const theta = 0.4;
const p = 1 / (1 + Math.exp(theta));
const cases: readonly [string, Document][] = [
  [
    'logits of -Infinity',
    graph(masked('stack(theta, 0, log(0))', 'logits'), 'log(stack(exp(3), exp(5), 0)[a])', theta),
  ],
  [
    'logits of -1e9',
    graph(masked('stack(theta, 0, -1e9)', 'logits'), 'log(stack(exp(3), exp(5), 0)[a])', theta),
  ],
  [
    'probabilities of 0',
    graph(
      masked('stack(sigmoid(theta), sigmoid(-theta), 0)', 'probs'),
      'stack(3, 5, 0)[a]/stack(1, 1, 0)[a]',
      theta,
    ),
  ],
];

function masked(text: string, arg: string) {
  return { distribution: 'Categorical', args: { [arg]: text } } as const;
}

describe.each(cases)('classes masked by %s', (_, document) => {
  test.each([
    ['enumerated', enumerated, 1e-12],
    ['measure-valued', measured, 0.1],
    ['measure-valued without coupling', alone, 0.2],
  ] as const)('%s', (__, plan, tolerance) => {
    const [cost, slope] = estimate(document, plan);
    // A sampled cost has a standard deviation of 1 around it, over 4,000 draws; the slope's is smaller.
    expect(cost).toBeCloseTo(3 + 2 * p, plan === enumerated ? 12 : 0);
    expect(Math.abs((slope ?? Number.NaN) + 2 * p * (1 - p))).toBeLessThan(tolerance);
  });
});

describe('a coin that never comes up', () => {
  test.each([
    ['enumerated', enumerated],
    ['measure-valued', measured],
  ])('%s', (_, plan) => {
    const law = { distribution: 'Bernoulli', args: { probs: 'theta*0' } } as const;
    const [cost, slope] = estimate(graph(law, 'log(1 - a)', 0.5), plan);
    expect(cost).toBe(0);
    expect(slope).toBeCloseTo(0, 14);
  });

  test('still has a slope where both sides are finite', () => {
    const law = { distribution: 'Bernoulli', args: { probs: 'theta' } } as const;
    const [, slope] = estimate(graph(law, 'exp(a)', 0), enumerated);
    expect(slope).toBeCloseTo(Math.E - 1, 12);
  });
});
