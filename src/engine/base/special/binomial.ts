import { normalQuantile } from './normal';
import { poissonLogMass } from './poisson';

/** Standard deviations below the mean where the sum of a mass starts; what is left out is below 1e-15. */
const SPAN = 8;
/** From this variance on the sum would be too long, and the expansion is exact but for one draw in a million. */
const EXPANSION = 2e6;

/**
 * log P(K = k) for K ~ Binomial(n, p), k and n - k >= 0: the mass of independent Poisson(n p) successes and
 * Poisson(n (1 - p)) failures, given that they are n together. So it has their saddle-point form (Loader 2000).
 */
export function binomialLogMass(k: number, n: number, p: number): number {
  if (p === 0) return k === 0 ? 0 : Number.NEGATIVE_INFINITY;
  if (p === 1) return k === n ? 0 : Number.NEGATIVE_INFINITY;
  if (n === 0) return 0;
  return poissonLogMass(k, n * p) + poissonLogMass(n - k, n * (1 - p)) - poissonLogMass(n, n);
}

/**
 * The smallest k with P(K <= k) > u for K ~ Binomial(n, p), 0 <= u < 1. A negative u stands for 1 + u. NaN unless n is
 * 0, 1, 2, ... and 0 <= p <= 1.
 *
 * Sums the mass upwards by p(k + 1) = p(k) (n - k) / (k + 1) p / (1 - p), as `poissonQuantile` does, and counts
 * failures in place of successes where these are more. From variance 2e6 on it is the floor of the expansion of Cornish
 * and Fisher (1938) to the order of 1 / sd, with the corrections for a lattice that Giles (2016) has for the Poisson
 * law.
 */
export function binomialQuantile(level: number, n: number, p: number): number {
  const u = level < 0 ? 1 + level : level;
  if (!(n >= 0 && n < Number.POSITIVE_INFINITY && Math.floor(n) === n && p >= 0 && p <= 1)) return Number.NaN;
  // P(K <= k) > u says that n - k is at most the smallest count of failures whose distribution function reaches 1 - u.
  return p <= 0.5 ? smallest(u, n, p, false) : n - smallest(1 - u, n, 1 - p, true);
}

/** The smallest k with P(K <= k) > u, or with P(K <= k) >= u where `reached`; p <= 1/2. */
function smallest(u: number, n: number, p: number, reached: boolean): number {
  const mean = n * p;
  const variance = mean * (1 - p);
  const spread = Math.sqrt(variance);
  if (variance > EXPANSION) {
    const k = Math.floor(mean + 0.5 + expansion(normalQuantile(u), p, spread));
    return Math.min(n, Math.max(0, k));
  }
  let k = Math.max(0, Math.floor(mean - SPAN * spread));
  const last = Math.min(n, Math.ceil(mean + SPAN * spread + 40));
  const odds = p / (1 - p);
  let mass = Math.exp(binomialLogMass(k, n, p));
  let sum = mass;
  while ((reached ? sum < u : sum <= u) && k < last) {
    mass *= ((n - k) / (k + 1)) * odds;
    k += 1;
    sum += mass;
  }
  return k;
}

/** What the quantile of a binomial law at the normal quantile w adds to its mean, less the half that rounds. */
function expansion(w: number, p: number, spread: number): number {
  const skew = 1 - 2 * p;
  const excess = 1 - 6 * p * (1 - p);
  const cubic = (excess * (w ** 3 - 3 * w) - w) / 24 - (skew * skew * (2 * w ** 3 - 5 * w)) / 36;
  return spread * w + (skew * (w * w - 1)) / 6 + cubic / spread;
}
