import { describe, expect, test } from 'vitest';
import { DISTRIBUTIONS } from '../distributions/registry';
import { SETTINGS, titleOf } from '../testing/distributionSettings';
import { type LawName, lawOf } from './laws';

/** Arguments, and x with P(X <= x) from tables or by hand. */
const KNOWN: readonly (readonly [LawName, Record<string, number>, x: number, p: number])[] = [
  ['Exponential', { rate: 2 }, 0.5, 1 - Math.exp(-1)],
  ['Cauchy', { loc: 1, scale: 2 }, 3, 0.75],
  ['Cauchy', { loc: 0, scale: 1 }, -12.706205, 0.025],
  ['Laplace', { loc: 1, scale: 2 }, -1, Math.exp(-1) / 2],
  ['Normal', { loc: 1, scale: 2 }, 1 + 2 * 1.959964, 0.975],
  ['LogNormal', { loc: 0.5, scale: 0.7 }, Math.exp(0.5), 0.5],
  // 2 b / X is a chi-square with 2 a degrees of freedom: 9.48773 is the 95 % point for 4 of them.
  ['InverseGamma', { concentration: 2, rate: 3 }, 6 / 9.487729, 0.05],
  ['Gumbel', { loc: 1, scale: 2 }, 1, Math.exp(-1)],
  ['Logistic', { loc: 1, scale: 2 }, 1 + 2 * Math.log(3), 0.75],
  ['Uniform', { low: -1, high: 3 }, 0, 0.25],
  ['Gamma', { concentration: 2, rate: 3 }, 9.487729 / 6, 0.95],
];

describe.each(KNOWN)('%s %j', (name, args, x, p) => {
  const { cdf, density } = lawOf(name, args);

  test(`has P(X <= ${x}) as known`, () => {
    expect(cdf(x)).toBeCloseTo(p, 6);
  });

  test('has a density that is the slope of its distribution function', () => {
    for (const at of [-2.3, -0.4, 0.3, 0.8, 1.7, 2.6]) {
      const slope = (cdf(at + 1e-5) - cdf(at - 1e-5)) / 2e-5;
      expect(density(at)).toBeCloseTo(slope, 5);
    }
  });

  test('runs from 0 to 1', () => {
    expect(cdf(-1e9)).toBeCloseTo(0, 8);
    expect(cdf(1e12)).toBeCloseTo(1, 5);
    expect(density(-1e9)).toBeCloseTo(0, 8);
  });
});

test.each(SETTINGS.filter(({ name }) => isLaw(name)))(
  'agrees with the distribution of its name: $name $args',
  (setting) => {
    const { name, args, cuts = [] } = setting;
    const { cdf } = DISTRIBUTIONS[name];
    const plain = Object.fromEntries(Object.entries(args).map(([arg, [value = 0]]) => [arg, value]));
    if (!isLaw(name) || !cdf) throw new Error(titleOf(setting));
    for (const x of cuts) expect(lawOf(name, plain).cdf(x)).toBeCloseTo(cdf(args, x), 12);
  },
);

function isLaw(name: string): name is LawName {
  return KNOWN.some(([known]) => known === name);
}
