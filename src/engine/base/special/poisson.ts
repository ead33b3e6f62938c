import { ASYMPTOTIC, lgamma, stirlingRemainder } from './gamma';
import { normalQuantile } from './normal';

const LOG_SQRT_2PI = 0.9189385332046727;
/** Standard deviations below the mean where the sum of a Poisson mass starts; what is left out is below 1e-15. */
const POISSON_SPAN = 8;
/** From here the sum would be too long, and Giles's expansion is exact but for one draw in a million. */
const POISSON_EXPANSION = 2e6;

/**
 * log P(K = k) for K ~ Poisson(rate), rate > 0 (at any real k >= 0: k log rate - rate - log gamma(k + 1)). From k = 10
 * in the saddle-point form of Loader (2000).
 */
export function poissonLogMass(k: number, rate: number): number {
  if (k < ASYMPTOTIC) return k * Math.log(rate) - rate - lgamma(k + 1);
  const d = (k - rate) / rate;
  const deviance = rate * ((1 + d) * Math.log1p(d) - d);
  return -deviance - 0.5 * Math.log(k) - LOG_SQRT_2PI - stirlingRemainder(k);
}

/**
 * The smallest k with P(K <= k) > u for K ~ Poisson(rate), 0 <= u < 1. A negative u stands for 1 + u: float32 tells
 * both ends so. NaN for a negative or infinite rate; 0 for rate 0.
 *
 * Sums the mass upwards by p(k + 1) = p(k) rate / (k + 1), from k = 0 or 8 standard deviations below the mean,
 * whichever is larger, and never past rate + 8 sqrt(rate) + 40. Above rate 2e6, where that takes over 10,000 steps,
 * it is the floor of Giles's expansion ("Algorithm 955: Approximation of the Inverse Poisson Cumulative
 * Distribution Function", ACM TOMS 42(1), 2016, Q_N2).
 */
export function poissonQuantile(level: number, rate: number): number {
  const u = level < 0 ? 1 + level : level;
  if (!(rate >= 0 && rate < Number.POSITIVE_INFINITY)) return Number.NaN;
  const spread = Math.sqrt(rate);
  if (rate > POISSON_EXPANSION) {
    const w = normalQuantile(u);
    const correction = 1 / 3 + (w * w) / 6 - (w / 36 + w ** 3 / 72) / spread;
    return Math.max(0, Math.floor(rate + spread * w + correction));
  }
  let k = Math.max(0, Math.floor(rate - POISSON_SPAN * spread));
  const last = Math.ceil(rate + POISSON_SPAN * spread + 40);
  let mass = rate === 0 ? 1 : Math.exp(poissonLogMass(k, rate));
  let sum = mass;
  while (sum <= u && k < last) {
    k += 1;
    mass *= rate / k;
    sum += mass;
  }
  return k;
}
