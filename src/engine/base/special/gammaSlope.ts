import { gaussLegendre } from '../gaussLegendre';
import { digamma } from './gamma';

/** Terms of the series for x <= 1, where term n is below 1 / n!. */
const TERMS = 20;
/** The integral is cut where its kernel has fallen to exp(-REACH). */
const REACH = 30;
const RULE = gaussLegendre(32);

/**
 * How the logarithm l of a draw x of Gamma(concentration a, 1) moves with its concentration while its level P(a, x)
 * stays: the implicit derivative dl/da = -(dP(a, x)/da) / (x p(x; a)) (Figurnov, Mohamed and Mnih, "Implicit
 * Reparameterization Gradients", NeurIPS 2018). Relative error below 1e-11 for a from 1e-6 to 10,000 over all of the
 * mass, also where exp(l) is smaller than any float. NaN unless a > 0, finite, and l is a number.
 *
 * For x <= 1 from the series P(a, x) = x^a exp(-x) / gamma(a + 1) * (1 + x/(a+1) + x^2/((a+1)(a+2)) + ...), which
 * leaves (digamma(a + 1) - l) / a for small x. Beyond, as dP(a, x)/da is the integral of p(t; a) (log t - digamma(a))
 * over t < x and over t > x the same less its sign,
 *
 *     dl/da = integral over w > 0 of exp(-g(w)) (|l - digamma(a)| + w),  g(w) = s (x - a) w + x phi(s w),
 *
 * with t = x exp(s w), phi(v) = exp(v) - 1 - v and s the sign of l - digamma(a): nothing cancels or overflows.
 */
export function gammaSlope(a: number, logDraw: number): number {
  if (!(a > 0 && a < Number.POSITIVE_INFINITY) || Number.isNaN(logDraw)) return Number.NaN;
  const x = Math.exp(logDraw);
  if (x === Number.POSITIVE_INFINITY) return 0;
  return logDraw <= 0 ? fromSeries(a, x, logDraw) : fromIntegral(a, x, logDraw);
}

function fromSeries(a: number, x: number, logDraw: number): number {
  let term = 1;
  let harmonic = 0;
  let sum = 1;
  let slope = 0;
  for (let n = 1; n <= TERMS; n++) {
    term *= x / (a + n);
    harmonic += 1 / (a + n);
    sum += term;
    slope += term * harmonic;
  }
  return (sum * (digamma(a + 1) - logDraw) + slope) / a;
}

function fromIntegral(a: number, x: number, logDraw: number): number {
  const distance = logDraw - digamma(a);
  const s = distance >= 0 ? 1 : -1;
  const gap = s * (x - a);
  const reach = reachOf(gap, x, s);
  const sum = RULE.points.reduce((total, point, i) => {
    const w = 0.5 * reach * (1 + point);
    const kernel = Math.exp(-(gap * w + x * (Math.expm1(s * w) - s * w)));
    return total + (RULE.weights[i] as number) * kernel * (Math.abs(distance) + w);
  }, 0);
  return 0.5 * reach * sum;
}

/**
 * About the w with g(w) = REACH, from above: one of Newton's steps from the smaller of the ends that either term of g
 * sets.
 */
function reachOf(gap: number, x: number, s: number): number {
  const y = REACH / x;
  const curved = s > 0 ? Math.log1p(y + Math.sqrt(2 * y)) : y + Math.sqrt(2 * y);
  const w = gap > 0 ? Math.min(curved, REACH / gap) : curved;
  const rise = Math.expm1(s * w);
  return w - (gap * w + x * (rise - s * w) - REACH) / (gap + s * x * rise);
}
