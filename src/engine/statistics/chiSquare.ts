import { gammaP } from '../base/special/incompleteGamma';
import type { TestResult } from './kolmogorovSmirnov';

/**
 * Pearson's test of counts against probabilities that sum to one. Draws that are none of the values (`strays`) have
 * probability nought: a single one refutes.
 */
export function chiSquare(
  counts: readonly number[],
  probabilities: readonly number[],
  strays = 0,
): TestResult {
  const n = counts.reduce((sum, count) => sum + count, strays);
  if (strays > 0) return { statistic: Number.POSITIVE_INFINITY, n, p: 0 };
  const statistic = counts.reduce((sum, count, i) => {
    const expected = n * (probabilities[i] ?? 0);
    return sum + (count - expected) ** 2 / expected;
  }, 0);
  return { statistic, n, p: chiSquareTail(statistic, counts.length - 1) };
}

/** P(X > x) for a chi-square with so many degrees of freedom. */
export function chiSquareTail(x: number, freedom: number): number {
  return 1 - gammaP(freedom / 2, x / 2);
}
