import { erfc } from '../base/special/normal';
import type { TestResult } from './kolmogorovSmirnov';

/**
 * Fisher's test (1921) of the correlation of n normal pairs: atanh(r) - atanh(rho) has standard deviation
 * 1 / sqrt(n - 3), and the statistic is r - rho.
 */
export function correlationTest(r: number, rho: number, n: number): TestResult {
  const z = (Math.atanh(r) - Math.atanh(rho)) * Math.sqrt(n - 3);
  return { statistic: r - rho, n, p: erfc(Math.abs(z) / Math.SQRT2) };
}

/** The correlation of pairs, x and y in turn, in two passes; NaN where one of them does not vary. */
export function correlationOf(pairs: Float64Array): number {
  const n = pairs.length / 2;
  let mx = 0;
  let my = 0;
  for (let i = 0; i < pairs.length; i += 2) {
    mx += (pairs[i] as number) / n;
    my += (pairs[i + 1] as number) / n;
  }
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let i = 0; i < pairs.length; i += 2) {
    const x = (pairs[i] as number) - mx;
    const y = (pairs[i + 1] as number) - my;
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  return xy / Math.sqrt(xx * yy);
}
