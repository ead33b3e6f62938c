import type { Emitted, FunctionBody } from './code';
import {
  abs,
  add,
  and,
  bits,
  blended,
  convert,
  div,
  eq,
  gt,
  iadd,
  imin,
  isub,
  lt,
  madd,
  mul,
  neg,
  or,
  pmax,
  pmin,
  polynomial,
  shl,
  shr,
  splat,
  sub,
} from './vectors';

/**
 * Elementary functions of four float32 at once, after the single precision ones of S. Moshier's Cephes library.
 * Relative errors are a few units of the last place; infinities, NaN, zeros and denormal numbers come out as float64
 * functions give them.
 *
 * A function writes what it needs more than once as it is called; the value that it returns is to be emitted once.
 */

const SIGN = 0x80000000 | 0;
/** 1.5 * 2^23: added to a float32 below 2^22 in size, it leaves the nearest integer in the low bits. */
const ROUNDER = 12582912;
const ROUNDER_BITS = 0x4b400000;
const LOG2_HIGH = 0.693359375;
const LOG2_LOW = -2.1219444e-4;

interface Reduced {
  /** exp(r) - 1 for the rest r in [-log(2) / 2, log(2) / 2]. */
  readonly small: Emitted;
  /** Of x = n log 2 + r, an integer. */
  readonly n: Emitted;
}

function reduceExp(code: FunctionBody, x: Emitted): Reduced {
  const kept = code.vector(x);
  const rounded = code.vector(madd(kept, splat(Math.LOG2E), splat(ROUNDER)));
  const n = code.vector(sub(rounded, splat(ROUNDER)));
  const r = code.vector(madd(n, splat(-LOG2_LOW), madd(n, splat(-LOG2_HIGH), kept)));
  const p = polynomial(
    r,
    [1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1],
  );
  return { small: code.vector(madd(mul(r, r), p, r)), n: code.vector(isub(rounded, bits(ROUNDER_BITS))) };
}

/** value * 2^n in two steps, so that what is denormal or infinite in the end becomes so in the second. */
function scale(code: FunctionBody, value: Emitted, n: Emitted): Emitted {
  const half = code.vector(shr(n, 1));
  const first = powerOf2(half);
  return mul(mul(value, first), powerOf2(isub(n, half)));
}

/** 2^n for integers n from -126 to 127. */
function powerOf2(n: Emitted): Emitted {
  return shl(iadd(n, bits(127)), 23);
}

export function exp(code: FunctionBody, x: Emitted): Emitted {
  const { small, n } = reduceExp(code, pmax(pmin(x, splat(89)), splat(-104)));
  return scale(code, add(small, splat(1)), n);
}

/** exp(x) - 1 = (exp(r) - 1 + 1 - 2^-n) 2^n. */
export function expm1(code: FunctionBody, x: Emitted): Emitted {
  const { small, n } = reduceExp(code, pmax(pmin(x, splat(89)), splat(-20)));
  const inverse = powerOf2(isub(bits(0), imin(n, bits(100))));
  return scale(code, add(small, sub(splat(1), inverse)), n);
}

export function log(code: FunctionBody, x: Emitted): Emitted {
  const kept = code.vector(x);
  const denormal = code.vector(lt(kept, splat(2 ** -126)));
  const scaled = code.vector(blended(denormal, mul(kept, splat(2 ** 24)), kept));
  // The mantissa stands in [sqrt(1/2), sqrt(2)): 0x3f3504f3 is sqrt(1/2).
  const exponent = code.vector(shr(isub(scaled, bits(0x3f3504f3)), 23));
  const f = code.vector(sub(isub(scaled, shl(exponent, 23)), splat(1)));
  const e = code.vector(sub(convert(exponent), and(denormal, splat(24))));
  const z = code.vector(mul(f, f));
  const p = polynomial(
    f,
    [
      7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
      2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
    ],
  );
  const tail = madd(e, splat(LOG2_LOW), mul(mul(f, z), p));
  const regular = madd(e, splat(LOG2_HIGH), add(f, madd(z, splat(-0.5), tail)));
  const atEnds = blended(
    eq(kept, splat(0)),
    splat(Number.NEGATIVE_INFINITY),
    blended(eq(kept, splat(Infinity)), splat(Infinity), splat(Number.NaN)),
  );
  return blended(inside(kept), regular, atEnds);
}

/** 0 < x < Infinity. */
function inside(x: Emitted): Emitted {
  return and(gt(x, splat(0)), lt(x, splat(Infinity)));
}

/** log(u) for u = 1 + x rounded, and what the rounding took from it. */
export function log1p(code: FunctionBody, x: Emitted): Emitted {
  const kept = code.vector(x);
  const u = code.vector(add(kept, splat(1)));
  const lost = and(inside(u), div(sub(kept, sub(u, splat(1))), u));
  return add(log(code, u), lost);
}

export function sigmoid(code: FunctionBody, x: Emitted): Emitted {
  const kept = code.vector(x);
  const e = code.vector(exp(code, neg(abs(kept))));
  return div(blended(lt(kept, splat(0)), e, splat(1)), add(e, splat(1)));
}

/**
 * max(x, 0) + log(1 + e), e = exp(-|x|): the logarithm as 2 atanh(s), s = e / (2 + e), relative error 4e-9 before
 * rounding.
 */
export function softplus(code: FunctionBody, x: Emitted): Emitted {
  const kept = code.vector(x);
  const e = code.vector(exp(code, neg(abs(kept))));
  const s = code.vector(div(e, add(e, splat(2))));
  const q = code.vector(mul(s, s));
  return madd(s, polynomial(q, ATANH), pmax(kept, splat(0)));
}

const ATANH = [0.2817832675, 0.2796060533, 0.4002491003, 0.6666631469, 2.000000008];

/** e / (e + 2), e = exp(2 |x|) - 1, with the sign of x. */
export function tanh(code: FunctionBody, x: Emitted): Emitted {
  const kept = code.vector(x);
  const size = abs(kept);
  const e = code.vector(expm1(code, pmin(add(size, size), splat(20))));
  return copySign(div(e, add(e, splat(2))), kept);
}

/** Below 0.93 the Taylor form, above it 1 - exp(polynomial): both fitted to float32 (N. Juffa's erff). */
export function errorFunction(code: FunctionBody, x: Emitted): Emitted {
  const kept = code.vector(x);
  const size = code.vector(abs(kept));
  // From 4 on it is 1 to float32.
  const t = code.vector(pmin(size, splat(4)));
  const farPolynomial = polynomial(
    t,
    [
      -1.7285347e-5, 3.83197126e-4, -3.88396438e-3, 2.42546219e-2, -1.06777877e-1, -6.34846687e-1,
      -1.28717512e-1,
    ],
  );
  const far = copySign(sub(splat(1), exp(code, sub(mul(farPolynomial, t), t))), kept);
  const q = code.vector(mul(kept, kept));
  const nearPolynomial = polynomial(
    q,
    [-5.96761703e-4, 4.99119423e-3, -2.67681349e-2, 1.12819925e-1, -3.76125336e-1, 1.28379166e-1],
  );
  const near = madd(nearPolynomial, kept, kept);
  return blended(gt(size, splat(0.927734375)), far, near);
}

/** -1, 0 or 1; zeros and NaN stay. */
export function sign(code: FunctionBody, x: Emitted): Emitted {
  const kept = code.vector(x);
  return blended(gt(abs(kept), splat(0)), copySign(splat(1), kept), kept);
}

/** `size` is not negative. */
function copySign(size: Emitted, x: Emitted): Emitted {
  return or(size, and(x, bits(SIGN)));
}
