import { describe, expect, test } from 'vitest';
import { kolmogorovLimit, kolmogorovSmirnov } from './kolmogorovSmirnov';

describe('the limit of Kolmogorov', () => {
  /**
   * Critical values of the table of Smirnov, «Table for estimating the goodness of fit», Ann. Math. Stat. 19 (1948).
   */
  test.each([
    [0.5, 1 - 0.036055],
    [0.8, 1 - 0.455857],
    [1, 1 - 0.73],
    [1.2, 1 - 0.88775],
    [1.5, 1 - 0.977782],
    [2, 1 - 0.999329],
  ])('beyond %f is as tabled', (t, p) => {
    expect(kolmogorovLimit(t)).toBeCloseTo(p, 5);
  });

  test.each([
    [1.22385, 0.1],
    [1.3581, 0.05],
    [1.62762, 0.01],
    [1.94947, 0.001],
  ])('has its critical values: %f', (t, p) => {
    expect(kolmogorovLimit(t) / p).toBeCloseTo(1, 3);
  });

  test('is one series continued by another', () => {
    expect(kolmogorovLimit(1.18 - 1e-9)).toBeCloseTo(kolmogorovLimit(1.18 + 1e-9), 7);
    expect(kolmogorovLimit(0)).toBe(1);
    expect(kolmogorovLimit(100)).toBe(0);
  });
});

describe('the test', () => {
  /** One F(x) at 1/n + d, and all others in step, so that the distance is d. */
  const distant = (d: number, n: number) =>
    Float64Array.from({ length: n }, (_, i) => Math.min(1, i / n + d));

  /** Exact values of Marsaglia, Tsang and Wang, «Evaluating Kolmogorov's Distribution», J. Stat. Software 8 (2003). */
  test.each([
    [10, 0.274, 1 - 0.6284796154565, 1e-2],
    [2000, 0.04, 1 - 0.9967694319171, 3e-5],
    [16000, 0.016, 1 - 0.9994523491383, 3e-6],
  ])('n = %i, D = %f', (n, d, p, tolerance) => {
    const result = kolmogorovSmirnov(distant(d, n), n);
    expect(result.statistic).toBeCloseTo(d, 12);
    expect(Math.abs(result.p - p)).toBeLessThan(tolerance);
  });

  test('finds the largest distance on either side of a step', () => {
    expect(kolmogorovSmirnov(Float64Array.of(0.1, 0.2, 0.9), 3).statistic).toBeCloseTo(2 / 3 - 0.2, 12);
    expect(kolmogorovSmirnov(Float64Array.of(0.6, 0.7), 2).statistic).toBeCloseTo(0.6, 12);
  });

  test('misses the draws that are no numbers', () => {
    const half = Float64Array.from({ length: 500 }, (_, i) => i / 1000);
    expect(kolmogorovSmirnov(half, 1000)).toMatchObject({
      statistic: 0.5,
      n: 1000,
      p: expect.closeTo(0, 12),
    });
    expect(kolmogorovSmirnov(new Float64Array(0), 10)).toMatchObject({ statistic: 1 });
  });
});
