import { describe, expect, test } from 'vitest';
import { feedsOf } from '../compile/feeds';
import type { Document, Node, Plan } from '../document/types';
import { modelOf } from '../model/model';
import { planMoments } from './plan';
import { polynomialMoments } from './polynomialMoments';
import { exactTruth } from './truth';

const theta: Node = { name: 'theta', kind: 'parameter', value: [0.6, -0.3] };
const normal = (name: string, loc: string, ...parents: string[]): Node => ({
  name,
  kind: 'stochastic',
  parents,
  distribution: 'Normal',
  args: { loc, scale: 'exp(0.1)' },
});
const cost = (expression: string, ...parents: string[]): Node => ({
  name: 'f',
  kind: 'cost',
  parents,
  expression,
});

const graph = (nodes: readonly Node[], plans: readonly Plan[] = []): Document => ({
  scg: 1,
  title: 'test',
  about: '',
  seed: 1,
  nodes,
  plans,
});

const both = (entry: Plan['nodes'][string]) => ({ x: entry, y: entry });

/** Two variables, few enough for quadrature. */
const chain = graph([
  theta,
  normal('x', 'theta[0]', 'theta'),
  normal('y', 'theta[1]*x', 'theta', 'x'),
  cost('(y - 1)^2/2 + x*y', 'x', 'y'),
]);

describe('polynomials against quadrature', () => {
  test.each<Plan>([
    { name: 'score', nodes: both({ estimator: 'score' }) },
    { name: 'pathwise', nodes: both({ estimator: 'pathwise' }) },
    { name: 'mixed', nodes: { x: { estimator: 'pathwise' }, y: { estimator: 'score', baseline: 0.7 } } },
    { name: 'best constants', nodes: both({ estimator: 'score', baseline: { kind: 'optimal' } }) },
    {
      name: 'leave one out',
      nodes: both({ estimator: 'score', baseline: { kind: 'leaveOneOut' } }),
      samples: 3,
    },
    { name: 'mirrored', nodes: both({ estimator: 'score' }), samples: 4, antithetic: true },
  ])('$name', (plan) => {
    const wanted = planMoments(modelOf(chain), plan, feedsOf(chain));
    const found = polynomialMoments(modelOf(chain), plan, feedsOf(chain));
    const numbers = [...(found?.mean ?? []), ...(found?.variance ?? [])].map(({ value }) => value);
    expect(numbers).toHaveLength(4);
    numbers.forEach((value, i) => {
      expect(value).toBeCloseTo([...(wanted?.mean ?? []), ...(wanted?.variance ?? [])][i] ?? Number.NaN, 7);
    });
    expect(found?.optima.length).toBe(plan.name === 'best constants' ? 2 : 0);
    found?.optima.forEach((value, i) => {
      expect(value).toBeCloseTo([...(wanted?.optima.values() ?? [])][i]?.[0] ?? Number.NaN, 7);
    });
  });

  test('have no answer where a function is no polynomial, or something is carried', () => {
    const wave = graph([theta, normal('x', 'theta[0]', 'theta'), cost('cos(x)', 'x')]);
    const path: Plan = { name: 'path', nodes: { x: { estimator: 'pathwise' } } };
    expect(polynomialMoments(modelOf(wave), path, feedsOf(wave))).toBeUndefined();
    const average: Plan = {
      name: 'average',
      nodes: both({ estimator: 'score', baseline: { kind: 'average', decay: 0.9 } }),
    };
    expect(polynomialMoments(modelOf(chain), average, feedsOf(chain))).toBeUndefined();
  });
});

describe('more variables than quadrature can have', () => {
  test('have a truth where the cost is a polynomial', () => {
    const x: Node = { name: 'x', kind: 'stochastic', parents: ['theta'], shape: [3, 2] };
    const plan: Plan = { name: 'score', nodes: { x: { estimator: 'score' } } };
    const document = graph([theta, x, cost('sum(x^2)', 'x')], [plan]);
    const { truth } = exactTruth(modelOf(document), [plan], feedsOf(document));
    expect(truth?.method).toBe('polynomials');
    // E[x_ij^2] = theta_j^2 + 1, three of each.
    expect(truth?.cost).toBeCloseTo(3 * (0.36 + 0.09 + 2), 10);
    expect(truth?.gradient[0]?.values[0]).toBeCloseTo(3.6, 8);
    expect(truth?.gradient[0]?.values[1]).toBeCloseTo(-1.8, 8);
    expect(truth?.plans[0]?.verdict).toBe('unbiased');
    expect(truth?.plans[0]?.gradients[0]?.mean[1]).toBeCloseTo(-1.8, 8);
  });
});
