import { REJECTION_ATTEMPTS } from '../noise';

/** What one attempt of the gamma sampler reads: a standard normal and two uniforms in (0, 1). */
export interface GammaAttempt {
  readonly normal: number;
  readonly uniform: number;
  /** Read from attempt 0 alone. */
  readonly boost: number;
}

/**
 * The logarithm of a draw of Gamma(concentration, 1) by Marsaglia and Tsang, "A Simple Method for Generating Gamma
 * Variables", ACM TOMS 26(3), 2000. Below concentration 1 it draws with concentration + 1 and adds
 * log(boost) / concentration: the draw itself, about exp(-1 / concentration), may be smaller than any float. NaN unless
 * concentration > 0.
 *
 * Each attempt is refused with probability below 0.05. After REJECTION_ATTEMPTS refusals, which no one will see,
 * it gives the mode of the proposal.
 */
export function logStandardGamma(concentration: number, draw: (attempt: number) => GammaAttempt): number {
  if (!(concentration > 0)) return Number.NaN;
  const boosted = concentration < 1;
  const d = concentration + (boosted ? 1 : 0) - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  let front = Math.log(d);
  for (let attempt = 0; attempt < REJECTION_ATTEMPTS; attempt++) {
    const { normal, uniform, boost } = draw(attempt);
    if (boosted && attempt === 0) front += Math.log(boost) / concentration;
    const w = c * normal;
    if (w <= -1) continue;
    const logCube = 3 * Math.log1p(w);
    if (Math.log(uniform) < 0.5 * normal * normal + d * (logCube - w * (3 + w * (3 + w))))
      return front + logCube;
  }
  return front;
}
