import { describe, expect, test } from 'vitest';
import { feedsOf } from '../compile/feeds';
import type { Baseline, Document, Node, Plan } from '../document/types';
import { exactTruth, type Truth } from '../exact/truth';
import { modelOf } from '../model/model';
import { checkPlans, type WithdrawnPlan } from './checkPlans';

type Circle = Pick<Node & { kind: 'stochastic' }, 'distribution' | 'args'>;

const NORMAL: Circle = { distribution: 'Normal', args: { loc: 't', scale: '1' } };

function graph(theta: number, circle: Circle, f: string, plans: readonly Plan[]): Document {
  return {
    scg: 1,
    title: '',
    about: '',
    seed: 1,
    nodes: [
      { name: 't', kind: 'parameter', value: theta },
      { name: 'x', kind: 'stochastic', parents: ['t'], ...circle },
      { name: 'f', kind: 'cost', parents: ['x'], expression: f },
    ],
    plans,
  };
}

function scored(name: string, baseline: Baseline, more: Partial<Plan> = {}): Plan {
  return { name, nodes: { x: { estimator: 'score', baseline } }, ...more };
}

/** The exact answer with the mean or the variance of every plan off by a factor. */
const forged =
  (of: 'mean' | 'variance', factor: number) =>
  (truth: Truth): Truth => ({
    ...truth,
    plans: truth.plans.map((own) => ({
      ...own,
      gradients: own.gradients.map((gradient) => ({
        ...gradient,
        [of]: gradient[of].map((x) => factor * x),
      })),
    })),
  });

/** `seconds`: for all plans; of a wrong one so many are not needed. */
function withdrawn(
  document: Document,
  seconds: number,
  forge = (truth: Truth) => truth,
): readonly WithdrawnPlan[] {
  const model = modelOf(document);
  const feeds = feedsOf(document);
  const { truth } = exactTruth(model, document.plans, feeds);
  if (!truth) throw new Error('no truth');
  expect(truth.plans).toHaveLength(document.plans.length);
  const check = checkPlans(model, forge(truth), feeds, seconds);
  for (;;) {
    const { done, value } = check.next();
    if (done) return value;
  }
}

/** Draws of fixed seeds; a right plan is taken back by chance in fewer than one of 10^9. */
describe('every kind of plan beside x^2', () => {
  const document = graph(0.5, NORMAL, 'x^2', [
    scored('Score', 'none'),
    scored('Average', { kind: 'average', decay: 0.9 }),
    scored('Others', { kind: 'leaveOneOut' }, { samples: 4 }),
    scored('Best', { kind: 'optimal' }),
    scored('Pairs', 'none', { samples: 4, antithetic: true }),
    { name: 'Path', nodes: { x: { estimator: 'pathwise' } } },
    { name: 'Weak', nodes: { x: { estimator: 'measureValued' } } },
  ]);

  const names = document.plans.map(({ name }) => name);

  test('right moments stay', () => {
    expect(withdrawn(document, 1)).toEqual([]);
  });

  test('wrong means are taken back', () => {
    const found = withdrawn(document, 60, forged('mean', 1.3));
    expect(found.map(({ plan }) => plan)).toEqual(names);
    for (const own of found) {
      expect(own).toMatchObject({ of: 'mean', coordinate: 't', exact: expect.closeTo(1.3, 6) });
      expect(Math.abs(own.estimate - 1)).toBeLessThan(5 * own.standardError);
    }
  });

  test('so are wrong variances', () => {
    const found = withdrawn(document, 60, forged('variance', 1.3));
    expect(found.map(({ plan, of }) => `${of} of ${plan}`)).toEqual(
      names.map((plan) => `variance of ${plan}`),
    );
  });
});

test('a tail too heavy for standard errors takes nothing back', () => {
  const heavy = graph(0, { distribution: 'LogNormal', args: { loc: 't', scale: '4' } }, 'x', [
    scored('Score', 'none'),
  ]);
  expect(withdrawn(heavy, 1, forged('mean', 2))).toEqual([]);
});

test('nor do estimates that have not seen what makes the exact variance', () => {
  const jackpot: Circle = { distribution: 'Bernoulli', args: { probs: '1e-7*exp(t)' } };
  expect(withdrawn(graph(0, jackpot, '1e8*x + 1', [scored('Score', 'none')]), 1)).toEqual([]);
});

test('coordinates of a vector have names', () => {
  const coins: Document = {
    ...graph(0, { distribution: 'Bernoulli', args: { logits: 't' } }, 'sum(x)^2', [scored('Score', 'none')]),
  };
  const nodes = coins.nodes.map((node) =>
    node.kind === 'parameter' ? { ...node, value: [0.1, 0.4] } : node,
  );
  const found = withdrawn({ ...coins, nodes }, 60, forged('mean', 1.5));
  expect(found).toMatchObject([
    { plan: 'Score', of: 'mean', coordinate: expect.stringMatching(/^t\[[01]\]$/) },
  ]);
});
