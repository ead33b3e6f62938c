import { describe, expect, test } from 'vitest';
import { gammaP } from './incompleteGamma';
import { poissonLogMass, poissonQuantile } from './poisson';

// The quantiles come from scipy.stats 1.17.

describe('Poisson', () => {
  const LEVELS = [1e-7, 0.01, 0.5, 0.99, 1 - 2 ** -24];
  test.each([
    [1e-6, [0, 0, 0, 0, 1]],
    [0.3, [0, 0, 0, 2, 6]],
    [7.7, [0, 2, 8, 15, 26]],
    [63, [26, 45, 63, 82, 109]],
    [65, [28, 47, 65, 84, 112]],
    [66, [28, 48, 66, 86, 113]],
    [144, [86, 117, 144, 173, 212]],
    [1000, [840, 927, 1000, 1074, 1172]],
    [12345.6, [11772, 12088, 12345, 12605, 12938]],
    [1e6, [994805, 997674, 1000000, 1002327, 1005299]],
  ])('quantiles for rate %f', (rate, wanted) => {
    expect(LEVELS.map((u) => poissonQuantile(u, rate))).toEqual(wanted);
  });

  test('is the inverse of the incomplete gamma function, also past the expansion', () => {
    for (const rate of [0.7, 5, 64.5, 200, 3e4, 2.5e6])
      for (const u of [0.003, 0.2, 0.6, 0.9991]) {
        const k = poissonQuantile(u, rate);
        // P(K <= k) = 1 - P(k + 1, rate).
        expect(1 - gammaP(k + 1, rate)).toBeGreaterThan(u);
        if (k > 0) expect(1 - gammaP(k, rate)).toBeLessThanOrEqual(u);
      }
  });

  test('mass sums to one', () => {
    for (const rate of [0.2, 11, 300]) {
      let sum = 0;
      for (let k = 0; k < 1000; k++) sum += Math.exp(poissonLogMass(k, rate));
      expect(Math.abs(sum - 1)).toBeLessThan(1e-13);
    }
  });

  test('ends on any input', () => {
    expect(poissonQuantile(0.5, 0)).toBe(0);
    expect(poissonQuantile(0.5, -1)).toBeNaN();
    expect(poissonQuantile(0.5, Number.NaN)).toBeNaN();
    expect(poissonQuantile(1, 3)).toBe(Math.ceil(3 + 8 * Math.sqrt(3) + 40));
    expect(poissonQuantile(0.5, Number.POSITIVE_INFINITY)).toBeNaN();
  });
});
