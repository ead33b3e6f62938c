import { describe, expect, test } from 'vitest';
import { DISTRIBUTION_ARGS, type DistributionName } from '../document/distributions';
import type { Document } from '../document/types';
import { modelOf } from '../model/model';
import { nodeDensity } from './nodeDensity';

function single(distribution: DistributionName | undefined, args?: Record<string, string>): Document {
  return {
    scg: 1,
    title: '',
    about: '',
    seed: 1,
    plans: [],
    nodes: [
      { name: 'theta', kind: 'parameter', value: 0.5 },
      { name: 'z', kind: 'stochastic', parents: ['theta'], distribution: 'Exponential', args: { rate: '2' } },
      { name: 'x', kind: 'stochastic', parents: ['theta', 'z'], distribution, args },
      { name: 'broken', kind: 'cost', parents: ['x'], expression: '(x' },
    ],
  };
}

const ARGS: Readonly<Record<string, string>> = {
  loc: 'theta',
  scale: '0.7',
  rate: '1.3',
  concentration: '2.5',
  low: '0',
  high: '2',
  df: '2.5',
  concentration1: '2',
  concentration0: '3',
  total_count: '12',
  probs: '0.4',
  logits: '0.3',
};
const OVER_CLASSES = { probs: 'stack(0.2, 0.5, 0.3)', logits: 'stack(0, 1, 2)' };
/** Arguments that are not numbers. */
const OWN: { readonly [N in DistributionName]?: Readonly<Record<string, string>> } = {
  Categorical: OVER_CLASSES,
  OneHotCategorical: OVER_CLASSES,
  Dirichlet: { concentration: 'stack(2, 3, 1.5)' },
  MultivariateNormal: { loc: 'stack(theta, 1)', scale_tril: 'stack(stack(2, 0), stack(1, 0.5))' },
};

describe.each(Object.keys(DISTRIBUTION_ARGS) as DistributionName[])('%s', (name) => {
  test.each(DISTRIBUTION_ARGS[name].map((args) => [args]))('with %s, sums to one', (names) => {
    const given = names.map((arg) => [arg, OWN[name]?.[arg] ?? ARGS[arg] ?? '']);
    const shape = nodeDensity(modelOf(single(name, Object.fromEntries(given))), 'x');
    if (!shape) throw new Error('nothing came');
    const step = shape.kind === 'mass' ? 1 : (shape.x[1] ?? 0) - (shape.x[0] ?? 0);
    const total = shape.height.reduce((sum, height) => sum + height * step, 0);
    // Of many points those far below the highest are left out. A density lacks 0.4 %, or more of a heavy tail, and where
    // it jumps a grid of 161 points adds up to 2 % more or less.
    const lacking = name === 'Cauchy' ? 0.04 : 0;
    expect(Math.abs(total + lacking - 1)).toBeLessThan(shape.kind === 'mass' ? 0.01 : 0.02);
  });
});

test('arguments are those at the means of what lies above', () => {
  // E z = 1/2.
  const shape = nodeDensity(modelOf(single('Normal', { loc: 'theta + 3*z', scale: '1' })), 'x');
  expect(shape?.args.loc?.[0]).toBeCloseTo(2, 12);
  expect(nodeDensity(modelOf(single(undefined)), 'x')?.args.loc?.[0]).toBeCloseTo(1, 12);
});

test('an argument out of range and an expression at fault give no picture', () => {
  expect(nodeDensity(modelOf(single('Normal', { loc: '0', scale: 'theta - 1' })), 'x')).toBeUndefined();
  expect(nodeDensity(modelOf(single('Normal', { loc: '0', scale: '(1' })), 'x')).toBeUndefined();
  expect(nodeDensity(modelOf(single('Normal', { loc: '0', scale: 'nobody' })), 'x')).toBeUndefined();
});

test('counts are shown where their mass is', () => {
  // P(K = 4) is 0.001 at rate 0.5, P(K = 3) 0.013.
  expect([...(nodeDensity(modelOf(single('Poisson', { rate: '0.5' })), 'x')?.x ?? [])]).toEqual([
    0, 1, 2, 3, 4,
  ]);
  const shape = nodeDensity(modelOf(single('Poisson', { rate: '10000' })), 'x');
  expect(shape?.x[0]).toBeGreaterThan(9500);
  expect(shape?.x.at(-1)).toBeLessThan(10_500);
});
