import { REJECTION_ATTEMPTS } from '../noise';

/** What one attempt of the gamma sampler reads: a standard normal and two uniforms in (0, 1). */
export interface GammaAttempt {
  readonly normal: number;
  readonly uniform: number;
  /** Read from attempt 0 alone. */
  readonly boost: number;
}

/** The smallest positive normal float64: a gamma draw of tiny concentration stays inside the support. */
const SMALLEST_DRAW = 2 ** -1022;

/**
 * A draw of Gamma(concentration, 1) by Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables",
 * ACM TOMS 26(3), 2000. Below concentration 1 it draws with concentration + 1 and multiplies by
 * boost^(1 / concentration). NaN unless concentration > 0.
 *
 * Each attempt is refused with probability below 0.05. After REJECTION_ATTEMPTS refusals, which no one will see,
 * it gives the mode of the proposal.
 */
export function standardGamma(concentration: number, draw: (attempt: number) => GammaAttempt): number {
  if (!(concentration > 0)) return Number.NaN;
  const boosted = concentration < 1;
  const d = concentration + (boosted ? 1 : 0) - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  let factor = 1;
  for (let attempt = 0; attempt < REJECTION_ATTEMPTS; attempt++) {
    const { normal, uniform, boost } = draw(attempt);
    if (boosted && attempt === 0) factor = boost ** (1 / concentration);
    const v = (1 + c * normal) ** 3;
    if (v > 0 && Math.log(uniform) < 0.5 * normal * normal + d * (1 - v + Math.log(v)))
      return Math.max(d * v * factor, SMALLEST_DRAW);
  }
  return Math.max(d * factor, SMALLEST_DRAW);
}
