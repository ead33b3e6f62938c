import { REJECTION_ATTEMPTS } from './noise';

/**
 * Special functions in float64, and the two samplers that the intermediate language has as single operations.
 * Every algorithm here is a short loop with a fixed bound, so that a shader can follow it step by step.
 */

const LOG_SQRT_2PI = 0.9189385332046727;
const SQRT_2PI = 2.5066282746310002;

/** (-1)^k (zeta(k) - 1) / k for k = 2, 3, ...: the Taylor series of log gamma around 2 (Abramowitz and Stegun 6.1.33). */
const LGAMMA_AT_2 = [
  0.3224670334241132, -0.0673523010531981, 0.020580808427784546, -0.007385551028673986, 0.0028905103307415234,
  -0.001192753911703261, 0.0005096695247430425, -0.00022315475845357939, 9.945751278180853e-5,
  -4.492623673813314e-5, 2.050721277567069e-5, -9.439488275268397e-6, 4.374866789907488e-6,
  -2.039215753801366e-6, 9.55141213040742e-7, -4.492469198764566e-7, 2.1207184805554665e-7,
  -1.0043224823968099e-7, 4.7698101693639804e-8, -2.2711094608943164e-8, 1.0838659214896955e-8,
  -5.183475041970047e-9, 2.4836745438024785e-9, -1.1921401405860912e-9, 5.731367241678862e-10,
  -2.7595228851242334e-10,
];
const ONE_MINUS_EULER = 1 - 0.5772156649015329;

/** From here the asymptotic series of the gamma functions give full precision. */
const ASYMPTOTIC = 10;

/** log gamma(x) - ((x - 1/2) log x - x + log sqrt(2 pi)) for x >= 10 (Abramowitz and Stegun 6.1.40). */
function stirlingRemainder(x: number): number {
  const r = 1 / (x * x);
  const inner = 1 / 1188 - r * (691 / 360360 - r * (1 / 156 - (r * 3617) / 122400));
  return (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * inner)))) / x;
}

/** log |gamma(x)|. Relative error about 1e-15 for x > 0, also at its zeros 1 and 2; Infinity at 0, -1, -2, ... */
export function lgamma(x: number): number {
  if (x <= 0) {
    if (Number.isInteger(x)) return Number.POSITIVE_INFINITY;
    return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - lgamma(1 - x);
  }
  if (x >= ASYMPTOTIC) {
    if (x === Number.POSITIVE_INFINITY) return x;
    return (x - 0.5) * Math.log(x) - x + LOG_SQRT_2PI + stirlingRemainder(x);
  }
  if (x < 0.5) return lgamma(x + 1) - Math.log(x);
  if (x < 1.5) return lgammaAround2(x - 1) - Math.log1p(x - 1);
  let product = 1;
  let y = x;
  while (y > 2.5) {
    y -= 1;
    product *= y;
  }
  return Math.log(product) + lgammaAround2(y - 2);
}

/** log gamma(2 + z) for |z| <= 1/2. */
function lgammaAround2(z: number): number {
  let sum = 0;
  for (let k = LGAMMA_AT_2.length - 1; k >= 0; k--) sum = (sum + (LGAMMA_AT_2[k] as number)) * z;
  return (sum + ONE_MINUS_EULER) * z;
}

/** The derivative of log gamma. NaN at 0, -1, -2, ... */
export function digamma(x: number): number {
  if (x <= 0) return Number.isInteger(x) ? Number.NaN : digamma(1 - x) - Math.PI / Math.tan(Math.PI * x);
  let sum = 0;
  let y = x;
  for (; y < ASYMPTOTIC; y += 1) sum -= 1 / y;
  const r = 1 / (y * y);
  const inner = 1 / 240 - r * (1 / 132 - r * (691 / 32760 - r / 12));
  return sum + Math.log(y) - 0.5 / y - r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * inner)));
}

/** The derivative of digamma. Infinity at 0, -1, -2, ... */
export function trigamma(x: number): number {
  if (x <= 0)
    return Number.isInteger(x)
      ? Number.POSITIVE_INFINITY
      : (Math.PI / Math.sin(Math.PI * x)) ** 2 - trigamma(1 - x);
  let sum = 0;
  let y = x;
  for (; y < ASYMPTOTIC; y += 1) sum += 1 / (y * y);
  const r = 1 / (y * y);
  const inner = 1 / 30 - r * (5 / 66 - r * (691 / 2730 - (r * 7) / 6));
  return sum + (1 + (0.5 + (1 / 6 - r * (1 / 30 - r * (1 / 42 - r * inner))) / y) / y) / y;
}

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

/**
 * The regularized lower incomplete gamma function P(a, x), a > 0, x >= 0: the distribution function of
 * Gamma(a, 1). Series below a + 1, continued fraction by Lentz above (Numerical Recipes, 6.2).
 */
export function gammaP(a: number, x: number): number {
  if (x <= 0) return 0;
  if (x === Number.POSITIVE_INFINITY) return 1;
  const front = a * Math.exp(poissonLogMass(a, x));
  // The series and the fraction need some multiples of sqrt(a) terms near x = a.
  const limit = 200 + 20 * Math.sqrt(a);
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < limit && term > sum * 1e-17; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return Math.min(1, front * sum);
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < limit; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    h *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return 1 - front * h;
}

/** Standard deviations below the mean where the sum of a Poisson mass starts; what is left out is below 1e-15. */
const POISSON_SPAN = 8;
/** From here the sum would be too long, and Giles's expansion is exact but for one draw in a million. */
const POISSON_EXPANSION = 2e6;

/** log P(K = k) for K ~ Poisson(rate), rate > 0 (at any real k >= 0: k log rate - rate - log gamma(k + 1)). From k = 10 in the saddle-point form of Loader (2000). */
export function poissonLogMass(k: number, rate: number): number {
  if (k < ASYMPTOTIC) return k * Math.log(rate) - rate - lgamma(k + 1);
  const d = (k - rate) / rate;
  const deviance = rate * ((1 + d) * Math.log1p(d) - d);
  return -deviance - 0.5 * Math.log(k) - LOG_SQRT_2PI - stirlingRemainder(k);
}

/**
 * The smallest k with P(K <= k) > u for K ~ Poisson(rate), 0 <= u < 1. NaN for a negative or infinite rate; 0 for rate 0.
 *
 * Sums the mass upwards by p(k + 1) = p(k) rate / (k + 1), from k = 0 or 8 standard deviations below the mean,
 * whichever is larger, and never past rate + 8 sqrt(rate) + 40. Above rate 2e6, where that takes over 10,000 steps,
 * it is the floor of Giles's expansion ("Algorithm 955: Approximation of the Inverse Poisson Cumulative
 * Distribution Function", ACM TOMS 42(1), 2016, Q_N2).
 */
export function poissonQuantile(u: number, rate: number): number {
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
