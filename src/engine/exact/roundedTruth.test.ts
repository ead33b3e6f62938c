import { expect, test } from 'vitest';
import { feedsOf } from '../compile/feeds';
import type { Document } from '../document/types';
import { modelOf } from '../model/model';
import { exactTruth } from './truth';

const density = (z: number) => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);

function truthOf(t: number, args: Record<string, string>, expression: string) {
  const document: Document = {
    scg: 1,
    title: 'rounded',
    about: '',
    seed: 1,
    nodes: [
      { name: 't', kind: 'parameter', value: t },
      {
        name: 'x',
        kind: 'stochastic',
        parents: ['t'],
        distribution: 'scale_tril' in args ? 'MultivariateNormal' : 'Normal',
        args,
      },
      { name: 'f', kind: 'cost', parents: ['x'], expression },
    ],
    plans: [{ name: 'score', nodes: { x: { estimator: 'score', baseline: 'none' } } }],
  };
  const { truth } = exactTruth(modelOf(document), document.plans, feedsOf(document));
  if (!truth) throw new Error('no truth');
  return truth;
}

// What numbers that cancel are rounded by is many times what quadrature is off by. Closed forms; a bound is as wide as it must be, and no wider.
test.each([
  [
    'a score that divides by 0.2',
    -300,
    { loc: 'stack(t,1.14)', scale_tril: 'stack(0.3,stack(t,0.2))' },
    'x',
    -298.86,
    1,
    1e-2,
  ],
  ['a kink at a billion', 1e9, { loc: 't', scale: '1' }, 'relu(x-1e9)', density(0), 0.5, 1e-5],
  [
    'a band of 1e-10',
    0.4,
    { loc: 't', scale: '1' },
    'step(1e-10-abs(x-0.7))*1e10',
    2 * density(0.3),
    0.6 * density(0.3),
    1e-4,
  ],
  [
    'a band of 1e-8',
    0.4,
    { loc: 't', scale: '1' },
    '(abs(x-0.7) < 1e-8)*1e8',
    2 * density(0.3),
    0.6 * density(0.3),
    1e-6,
  ],
  ['a large offset', 0.3, { loc: 't', scale: '1' }, '(x + 1e7) - 1e7', 0.3, 1, 1e-6],
] as const)('bounds hold rounding: %s', (_, t, args, expression, cost, slope, narrow) => {
  const truth = truthOf(t, args, expression);
  expect(Math.abs(truth.cost - cost)).toBeLessThanOrEqual(truth.costError + 4e-16 * Math.abs(cost));
  const [gradient] = truth.gradient;
  expect(Math.abs((gradient?.values[0] ?? Number.NaN) - slope)).toBeLessThanOrEqual(gradient?.errors[0] ?? 0);
  expect(truth.plans).toHaveLength(1);
  for (const { verdict, gradients } of truth.plans) {
    expect(verdict).not.toBe('biased');
    for (const { mean, meanErrors } of gradients) {
      expect(Math.abs((mean[0] ?? Number.NaN) - slope)).toBeLessThanOrEqual(meanErrors[0] ?? 0);
      expect(meanErrors[0]).toBeLessThan(narrow);
    }
  }
});
