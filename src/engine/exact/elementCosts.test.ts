import { describe, expect, test } from 'vitest';
import { digamma, lgamma } from '../base/special/gamma';
import { feedsOf } from '../compile/feeds';
import type { Document, Node } from '../document/types';
import { modelOf } from '../model/model';
import { exactTruth } from './truth';

function truthOf(nodes: readonly Node[]) {
  const document: Document = { scg: 1, title: 'test', about: '', seed: 1, nodes, plans: [] };
  const { truth } = exactTruth(modelOf(document), [], feedsOf(document));
  return { cost: truth?.cost, slopes: truth?.gradient.map(({ values }) => values[0]) };
}

const circle = (
  name: string,
  distribution: 'Dirichlet' | 'Bernoulli' | 'Exponential' | 'OneHotCategorical' | 'Normal',
  args: Readonly<Record<string, string>>,
  parents: readonly string[],
  shape: readonly number[] = [],
): Node => ({ name, kind: 'stochastic', parents, distribution, args, shape });
const cost = (expression: string, ...parents: string[]): Node => ({
  name: 'f',
  kind: 'cost',
  parents,
  expression,
});
const parameter = (name: string, value: number): Node => ({ name, kind: 'parameter', value });

describe('a Dirichlet draw of five', () => {
  const a = [0.8, 0.7, 1.3, 2, 1.7];
  const total = 6.5;
  const nodes = [
    parameter('a', 0.8),
    parameter('b', 1.7),
    circle('x', 'Dirichlet', { concentration: 'stack(a, 0.7, 1.3, 2, b)' }, ['a', 'b']),
  ];

  test('one share', () => {
    const { cost: mean, slopes } = truthOf([...nodes, cost('x[4]', 'x')]);
    expect(mean).toBeCloseTo(1.7 / total, 13);
    expect(slopes?.[0]).toBeCloseTo(-1.7 / total ** 2, 9);
    expect(slopes?.[1]).toBeCloseTo((total - 1.7) / total ** 2, 9);
  });

  test('all shares, each by itself', () => {
    const { cost: mean } = truthOf([...nodes, cost('dot(x, stack(1, 2, 3, 4, 5))', 'x')]);
    expect(mean).toBeCloseTo(a.reduce((sum, own, i) => sum + (i + 1) * own, 0) / total, 12);
  });

  test('its entropy as a distribution over classes', () => {
    const { cost: mean } = truthOf([...nodes, cost('-sum(x*log(x))', 'x')]);
    const right = digamma(total + 1) - a.reduce((sum, own) => sum + (own / total) * digamma(own + 1), 0);
    expect(mean).toBeCloseTo(right, 12);
  });

  test('a product of two shares beside a square of a third', () => {
    const { cost: mean } = truthOf([...nodes, cost('x[0]*x[4] + x[2]^2', 'x')]);
    expect(mean).toBeCloseTo((0.8 * 1.7 + 1.3 * 2.3) / (total * (total + 1)), 12);
  });

  test('its own log density', () => {
    const { cost: mean } = truthOf([...nodes, cost('log_prob(x)', 'x', 'a', 'b')]);
    const norm = a.reduce((sum, own) => sum + lgamma(own), 0) - lgamma(total);
    const right = a.reduce((sum, own) => sum + (own - 1) * (digamma(own) - digamma(total)), 0) - norm;
    expect(mean).toBeCloseTo(right, 11);
  });

  test('a coin and a Normal below it', () => {
    const below = [
      circle('y', 'Bernoulli', { probs: 'x[4]' }, ['x']),
      circle('z', 'Normal', { loc: 'x[1]', scale: '1' }, ['x']),
    ];
    const { cost: mean } = truthOf([...nodes, ...below, cost('y + z^2', 'y', 'z')]);
    expect(mean).toBeCloseTo(1.7 / total + 1 + (0.7 * 1.7) / (total * (total + 1)), 12);
  });

  test('a concentration that a coin decides', () => {
    const coin = circle('g', 'Bernoulli', { probs: 'p' }, ['p']);
    const rows = circle('x', 'Dirichlet', { concentration: 'stack(g + 0.5, 1, 0.5, 0.5)' }, ['g'], [2]);
    const { cost: mean, slopes } = truthOf([parameter('p', 0.4), coin, rows, cost('x[1][0]', 'x')]);
    expect(mean).toBeCloseTo((0.4 * 1.5) / 3.5 + (0.6 * 0.5) / 2.5, 12);
    expect(slopes?.[0]).toBeCloseTo(1.5 / 3.5 - 0.5 / 2.5, 9);
  });

  test('three rows of one concentration', () => {
    const rows = circle('x', 'Dirichlet', { concentration: 'stack(a, 0.7, 1.3, 2, b)' }, ['a', 'b'], [3]);
    const { cost: mean } = truthOf([...nodes.slice(0, 2), rows, cost('sum(x^2)', 'x')]);
    const right = a.reduce((sum, own) => sum + own * (own + 1), 0) / (total * (total + 1));
    expect(mean).toBeCloseTo(3 * right, 12);
  });
});

describe('vectors whose elements are asked for one by one', () => {
  test('forty coins', () => {
    const coins = circle('x', 'Bernoulli', { probs: 'p' }, ['p'], [40]);
    const { cost: mean, slopes } = truthOf([parameter('p', 0.3), coins, cost('x[0]*x[39] + sum(x)', 'x')]);
    expect(mean).toBeCloseTo(0.09 + 12, 11);
    expect(slopes?.[0]).toBeCloseTo(0.6 + 40, 6);
  });

  test('thirty one-hot draws', () => {
    const logits: Node = { name: 'l', kind: 'parameter', value: [0, 1, 2] };
    const draws = circle('x', 'OneHotCategorical', { logits: 'l' }, ['l'], [30]);
    const { cost: mean } = truthOf([logits, draws, cost('sum(x*stack(1, 2, 4))', 'x')]);
    const [p, q, r] = [1, Math.E, Math.E ** 2];
    expect(mean).toBeCloseTo((30 * (p + 2 * q + 4 * r)) / (p + q + r), 10);
  });

  test('exponential times, each at a rate of its own', () => {
    const rates: Node = { name: 'r', kind: 'parameter', value: [1, 2, 3, 4, 5] };
    const times = circle('x', 'Exponential', { rate: 'r' }, ['r'], [5]);
    const { cost: mean } = truthOf([rates, times, cost('x[0]*x[1] + exp(-x[4])', 'x')]);
    expect(mean).toBeCloseTo(1 / 2 + 5 / 6, 12);
  });
});

describe('products of independent values', () => {
  test('the likelihood ratio of five times', () => {
    const times = circle('x', 'Exponential', { rate: 'r' }, ['r'], [5]);
    const { cost: mean, slopes } = truthOf([parameter('r', 1.2), times, cost('exp(-0.1*sum(x))*x[2]', 'x')]);
    const own = (r: number) => (r / (r + 0.1)) ** 4 * (r / (r + 0.1) ** 2);
    expect(mean).toBeCloseTo(own(1.2), 12);
    expect(slopes?.[0]).toBeCloseTo((own(1.2 + 1e-5) - own(1.2 - 1e-5)) / 2e-5, 7);
  });

  test('a quotient and a sign', () => {
    const nodes = ['p', 'q', 'r', 's'].map((name, i) =>
      circle(name, 'Exponential', { rate: `${i + 1}` }, []),
    );
    const { cost: mean } = truthOf([
      parameter('t', 2),
      ...nodes,
      cost('-t*p*q*r/(1 + s)', 't', 'p', 'q', 'r', 's'),
    ]);
    // E 1/(1 + s) at rate 4 is 4 e^4 E_1(4).
    expect(mean).toBeCloseTo(-2 * (1 / 6) * 4 * Math.exp(4) * 0.0037793524098489067, 12);
  });
});
