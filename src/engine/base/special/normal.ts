/** The error function, the normal distribution function and its inverse, in float64. */

const SQRT_2PI = 2.5066282746310002;

/** From here erfc is computed as such; below it as 1 - erf. */
const ERF_SWITCH = 1.5;

/** The error function 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to x. */
export function erf(x: number): number {
  const a = Math.abs(x);
  if (a >= ERF_SWITCH) return Math.sign(x) * (1 - upperErfc(a));
  // Abramowitz and Stegun 7.1.6: all terms of one sign.
  let term = x;
  let sum = x;
  for (let n = 1; n <= 40; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** 1 - erf(x), without cancellation for large x. */
export function erfc(x: number): number {
  return x >= ERF_SWITCH ? upperErfc(x) : 1 - erf(x);
}

/** erfc for x >= 1.5 by its continued fraction from the inside out (Abramowitz and Stegun 7.1.14). */
function upperErfc(x: number): number {
  let tail = x;
  for (let k = 80; k >= 1; k--) tail = x + k / (2 * tail);
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * tail);
}

export function normalCdf(x: number): number {
  return 0.5 * erfc(-x / Math.SQRT2);
}

/**
 * The x with normalCdf(x) = p; -Infinity and Infinity at 0 and 1, NaN outside. Starts from the rational approximation
 * 26.2.23 of Abramowitz and Stegun (error below 4.5e-4), which two of Halley's steps, each cubing it, make exact.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p === 0) return Number.NEGATIVE_INFINITY;
  const t = Math.sqrt(-2 * Math.log(p));
  const numerator = 2.515517 + t * (0.802853 + t * 0.010328);
  let x = numerator / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
  for (let step = 0; step < 2; step++) {
    const u = (normalCdf(x) - p) * SQRT_2PI * Math.exp(0.5 * x * x);
    x -= u / (1 + 0.5 * x * u);
  }
  return x;
}
