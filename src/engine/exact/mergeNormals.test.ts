import { expect, test } from 'vitest';
import { feedsOf } from '../compile/feeds';
import type { Document, Node } from '../document/types';
import { modelOf } from '../model/model';
import { exactTruth } from './truth';

const normal = (name: string, loc: string, scale: string, ...parents: string[]): Node => ({
  name,
  kind: 'stochastic',
  parents,
  distribution: 'Normal',
  args: { loc, scale },
});

function truthOf(nodes: readonly Node[]) {
  const document: Document = { scg: 1, title: 'test', about: '', seed: 1, nodes, plans: [] };
  return exactTruth(modelOf(document), [], feedsOf(document));
}

// A chain of five steps: each is normal, and so are two of them together.
const chain: Node[] = [
  { name: 't', kind: 'parameter', value: 0.3 },
  normal('x1', 't', '1', 't'),
  normal('x2', '0.5*x1', '1', 'x1'),
  normal('x3', '0.5*x2 + 0.1', '1', 'x2'),
  normal('x4', '0.5*x3', '1', 'x3'),
  normal('x5', '0.5*x4', '1', 'x4'),
];

test('a wave of two ends of a chain, by its characteristic function', () => {
  const { truth } = truthOf([
    ...chain,
    { name: 'f', kind: 'cost', parents: ['x2', 'x5'], expression: 'cos(x2 + 0.7*x5)' },
  ]);
  // x2 + 0.7 x5 = a x1-noise ... : factors of the five unit noises, and the mean.
  const to5 = [0.5 ** 4, 0.5 ** 3, 0.5 ** 2, 0.5, 1];
  const to2 = [0.5, 1, 0, 0, 0];
  const variance = to5.reduce((sum, own, i) => sum + ((to2[i] ?? 0) + 0.7 * own) ** 2, 0);
  const factor = 0.5 + 0.7 * 0.5 ** 4;
  const mean = factor * 0.3 + 0.7 * 0.25 * 0.1;
  const damped = Math.exp(-variance / 2);
  expect(truth?.cost).toBeCloseTo(damped * Math.cos(mean), 10);
  expect(truth?.gradient[0]?.values[0]).toBeCloseTo(-damped * factor * Math.sin(mean), 8);
});

test('a product of waves of two correlated ends needs two sums', () => {
  const { truth } = truthOf([
    ...chain,
    { name: 'f', kind: 'cost', parents: ['x2', 'x5'], expression: 'cos(x2)*cos(x5)' },
  ]);
  // cos a cos b is half of cos(a + b) + cos(a - b).
  const to5 = [0.5 ** 4, 0.5 ** 3, 0.5 ** 2, 0.5, 1];
  const to2 = [0.5, 1, 0, 0, 0];
  const half = (sign: number) => {
    const variance = to5.reduce((sum, own, i) => sum + ((to2[i] ?? 0) + sign * own) ** 2, 0);
    return 0.5 * Math.exp(-variance / 2) * Math.cos(0.15 + sign * (0.3 * 0.5 ** 4 + 0.025));
  };
  expect(truth?.cost).toBeCloseTo(half(1) + half(-1), 8);
});
