import { expect, test } from 'vitest';
import { binomialLogMass, binomialQuantile } from './binomial';
import { betaI } from './incompleteBeta';

const LEVELS = [1e-7, 0.01, 0.5, 0.99, 1 - 2 ** -24];

// From scipy.stats 1.17.
test.each([
  [0, 0.3, [0, 0, 0, 0, 0]],
  [1, 0.3, [0, 0, 0, 1, 1]],
  [1, 0.6, [0, 0, 1, 1, 1]],
  [5, 0.0, [0, 0, 0, 0, 0]],
  [5, 1.0, [5, 5, 5, 5, 5]],
  [10, 0.5, [0, 1, 5, 9, 10]],
  [10, 0.97, [4, 8, 10, 10, 10]],
  [40, 0.25, [0, 4, 10, 17, 26]],
  [300, 0.02, [0, 1, 6, 12, 23]],
  [300, 0.98, [278, 288, 294, 299, 300]],
  [1000, 0.5, [418, 463, 500, 537, 584]],
  [12345, 0.37, [4290, 4443, 4568, 4693, 4853]],
  [1000000, 1e-6, [0, 0, 1, 4, 10]],
  [1000000, 0.5, [497400, 498837, 500000, 501163, 502647]],
  [5000000, 0.9, [4496509, 4498439, 4500000, 4501560, 4503548]],
])('quantiles of Binomial(%i, %f)', (n, p, wanted) => {
  expect(LEVELS.map((u) => binomialQuantile(u, n, p))).toEqual(wanted);
});

test('is the inverse of the incomplete beta function, also past the expansion', () => {
  for (const [n, p] of [
    [7, 0.4],
    [60, 0.93],
    [4000, 0.02],
    [3e5, 0.6],
    [2e7, 0.3],
    [2e7, 0.8],
  ] as const)
    for (const u of [0.003, 0.2, 0.6, 0.9991]) {
      const k = binomialQuantile(u, n, p);
      // P(K <= k) = I(n - k, k + 1) at 1 - p.
      if (k < n) expect(betaI(n - k, k + 1, 1 - p)).toBeGreaterThan(u);
      if (k > 0) expect(betaI(n - k + 1, k, 1 - p)).toBeLessThanOrEqual(u);
    }
});

test('takes the larger count where the distribution function is exactly at the level', () => {
  expect([0.24, 0.25, 0.74, 0.75].map((u) => binomialQuantile(u, 2, 0.5))).toEqual([0, 1, 1, 2]);
  expect(binomialQuantile(0.25, 1, 0.75)).toBe(1);
});

test('mass sums to one', () => {
  for (const [n, p] of [
    [1, 0.2],
    [30, 0.5],
    [700, 0.97],
  ] as const) {
    let sum = 0;
    for (let k = 0; k <= n; k++) sum += Math.exp(binomialLogMass(k, n, p));
    expect(Math.abs(sum - 1)).toBeLessThan(1e-12);
  }
});

test('takes no part of a trial, no negative count and no probability beyond one', () => {
  for (const [n, p] of [
    [2.5, 0.5],
    [-1, 0.5],
    [3, 1.1],
    [3, -0.1],
    [Number.NaN, 0.5],
    [3, Number.NaN],
  ] as const)
    expect(binomialQuantile(0.5, n, p)).toBeNaN();
});
