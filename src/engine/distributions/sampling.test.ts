import { describe, expect, test } from 'vitest';
import { gammaQ } from '../base/special/incompleteGamma';
import { gridMoments, gridOfLaw } from '../testing/distributionGrid';
import { DistributionProbe } from '../testing/distributionProbe';
import { SETTINGS, titleOf } from '../testing/distributionSettings';
import { integral } from '../testing/quadrature';
import type { NumericLaw } from './contract';

/** Draws of each test. */
const DRAWS = 40_000;
/** Standard errors that a sampled moment may be off: a false alarm has probability 5.8e-7. */
const ERRORS = 5;
/** For the tests of the whole distribution. */
const FALSE_ALARM = 1e-6;

describe.each(SETTINGS.map((setting) => ({ title: titleOf(setting), setting })))('$title', ({ setting }) => {
  const probe = new DistributionProbe(setting);
  const { distribution } = probe;
  const grid = gridOfLaw(setting);
  const mass = probe.logProb(setting.args, grid.draws).map(Math.exp);
  const { mean, variance, fourth } = gridMoments(grid, mass);
  const { moments = Number.POSITIVE_INFINITY } = setting;

  test('draws have the mean and variance', () => {
    const draws = probe.draws(DRAWS, 11);
    mean.forEach((mu, j) => {
      const sigma2 = variance[j] as number;
      const column = draws.map((draw) => draw[j] as number);
      const sampled = column.reduce((sum, x) => sum + x, 0) / DRAWS;
      const spread = column.reduce((sum, x) => sum + (x - sampled) ** 2, 0) / (DRAWS - 1);
      if (moments > 2) expect(Math.abs(sampled - mu)).toBeLessThan(ERRORS * Math.sqrt(sigma2 / DRAWS));
      const error = Math.sqrt(((fourth[j] as number) - sigma2 ** 2) / DRAWS);
      if (moments > 4) expect(Math.abs(spread - sigma2)).toBeLessThan(ERRORS * error + 1e-12);
    });
  });

  if (distribution.vector)
    test('coordinates of a vector go together as the density says', () => {
      const draws = probe.draws(DRAWS, 13);
      const product = (draw: readonly number[], i: number, j: number) =>
        ((draw[i] as number) - (mean[i] as number)) * ((draw[j] as number) - (mean[j] as number));
      for (let i = 0; i < mean.length; i++)
        for (let j = 0; j < i; j++) {
          const over = (power: number) =>
            integral(
              grid,
              grid.draws.map((draw, k) => product(draw, i, j) ** power * (mass[k] as number)),
            );
          const sampled = draws.reduce((sum, draw) => sum + product(draw, i, j), 0) / DRAWS;
          const error = Math.sqrt((over(2) - over(1) ** 2) / DRAWS);
          expect(Math.abs(sampled - over(1))).toBeLessThan(ERRORS * error + 1e-12);
        }
    });

  test('draws follow the distribution, or its marginals', () => {
    const draws = probe.draws(DRAWS, 12);
    if (distribution.discrete) {
      expect(chiSquareTail(draws)).toBeGreaterThan(FALSE_ALARM);
      return;
    }
    const { marginal } = distribution;
    mean.forEach((_, j) => {
      const law = marginal ? marginal(setting.args, j) : { distribution, args: setting.args };
      const column = draws.map((draw) => draw[j] as number);
      const bound = Math.sqrt(Math.log(2 / FALSE_ALARM) / 2 / DRAWS);
      expect(kolmogorovDistance(column, law)).toBeLessThan(bound);
    });
  });

  /** Probability of a chi-square statistic at least as large; points of low expectation are taken together. */
  function chiSquareTail(draws: readonly (readonly number[])[]): number {
    const counts = new Map<string, number>();
    for (const draw of draws) counts.set(draw.join(), (counts.get(draw.join()) ?? 0) + 1);
    const bins: { expected: number; seen: number }[] = [];
    let rest = { expected: 0, seen: 0 };
    grid.draws.forEach((draw, i) => {
      rest.expected += DRAWS * (mass[i] as number);
      rest.seen += counts.get(draw.join()) ?? 0;
      if (rest.expected < 10) return;
      bins.push(rest);
      rest = { expected: 0, seen: 0 };
    });
    const last = bins.at(-1);
    if (last) {
      last.expected += rest.expected;
      last.seen += rest.seen;
    }
    expect(bins.reduce((sum, { seen }) => sum + seen, 0)).toBe(DRAWS);
    const statistic = bins.reduce((sum, { expected, seen }) => sum + (seen - expected) ** 2 / expected, 0);
    return gammaQ((bins.length - 1) / 2, statistic / 2);
  }
});

/** Largest distance of the empirical from the distribution function (Kolmogorov's asymptotic law bounds it). */
function kolmogorovDistance(draws: readonly number[], { distribution, args }: NumericLaw): number {
  const sorted = [...draws].sort((p, q) => p - q);
  return sorted.reduce((largest, x, i) => {
    const level = distribution.cdf?.(args, x) ?? Number.NaN;
    return Math.max(largest, level - i / sorted.length, (i + 1) / sorted.length - level);
  }, 0);
}
