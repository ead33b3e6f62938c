/**
 * What a test of draws against a law says: how far off they are, and how often a right sampler would be that far off.
 */
export interface TestResult {
  readonly statistic: number;
  /** The number of draws. */
  readonly n: number;
  readonly p: number;
}

/**
 * The test of Kolmogorov (1933) and Smirnov: the largest distance between the share of draws up to a point and the
 * probability up to there. `probabilities` are F(x) of the draws that are numbers, ascending; `n` counts all draws. A
 * draw that is no number lies below no point, so that its share is missing at the right end.
 */
export function kolmogorovSmirnov(probabilities: Float64Array, n: number): TestResult {
  let statistic = n > 0 ? 1 - probabilities.length / n : Number.NaN;
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i] as number;
    statistic = Math.max(statistic, p - i / n, (i + 1) / n - p);
  }
  return { statistic, n, p: kolmogorovTail(statistic, n) };
}

/**
 * P(D_n > d) for a continuous law: Kolmogorov's limit at the argument that Stephens, «Use of the Kolmogorov-Smirnov,
 * Cramér-von Mises and related statistics without extensive tables», JRSS B 32 (1970), corrects for finite n. Below n =
 * 100 to about two digits.
 */
function kolmogorovTail(d: number, n: number): number {
  const root = Math.sqrt(n);
  return kolmogorovLimit(d * (root + 0.12 + 0.11 / root));
}

/** Below this argument the alternating series converges slowly, and its transform by Jacobi quickly. */
const SMALL = 1.18;
const TERMS = 24;

/** P(K > t) for the limit of sqrt(n) D_n: 2 (e^(-2 t^2) - e^(-8 t^2) + e^(-18 t^2) - ...). */
export function kolmogorovLimit(t: number): number {
  if (Number.isNaN(t)) return Number.NaN;
  if (t <= 0.04) return 1;
  let sum = 0;
  if (t < SMALL) {
    for (let k = 1; k < TERMS; k += 2) sum += Math.exp(-((k * Math.PI) ** 2) / (8 * t * t));
    return 1 - (Math.sqrt(2 * Math.PI) / t) * sum;
  }
  for (let k = 1; k < TERMS; k++) sum += (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * t * t);
  return Math.min(1, 2 * sum);
}
