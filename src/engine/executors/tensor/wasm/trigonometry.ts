import type { Emitted, FunctionBody } from './code';
import {
  abs,
  and,
  bits,
  blended,
  dadd,
  demote,
  dmul,
  dsub,
  iadd,
  ieq,
  le,
  madd,
  mul,
  polynomial,
  promote,
  shl,
  shuffle,
  splat,
  splat64,
  sub,
  xor,
} from './vectors';

/** 1.5 * 2^52: as ROUNDER of ./math, in float64. */
const ROUNDER = 6755399441055744;
/** Pi / 2 in two parts, the first with 33 bits (fdlibm). */
const HALF_PI_HIGH = 1.5707963267341256;
const HALF_PI_LOW = 6.077100506506192e-11;

/**
 * Sine (turns = 0) or cosine (turns = 1), absolute error 1e-7 for |x| below 10^9: quarter turns are taken off in
 * float64.
 */
function quadrantTurn(code: FunctionBody, x: Emitted, turns: 0 | 1): Emitted {
  const kept = code.vector(x);
  const [lowCount, low] = takeQuarterTurns(code, kept);
  const [highCount, high] = takeQuarterTurns(code, shuffle(kept, kept, [2, 3, 2, 3]));
  const quadrant = code.vector(iadd(shuffle(lowCount, highCount, [0, 2, 4, 6]), bits(turns)));
  const rest = code.vector(shuffle(low, high, [0, 1, 4, 5]));
  // Beyond float64's reach a quarter turn's value; an infinity gives NaN.
  const r = code.vector(blended(le(abs(rest), splat(1)), rest, sub(kept, kept)));
  const q = code.vector(mul(r, r));
  const sine = madd(mul(r, q), polynomial(q, [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1]), r);
  const cosine = madd(
    mul(q, q),
    polynomial(q, [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2]),
    madd(q, splat(-0.5), splat(1)),
  );
  const size = blended(ieq(and(quadrant, bits(1)), bits(1)), cosine, sine);
  return xor(size, shl(and(quadrant, bits(2)), 30));
}

/** Of the two low lanes: the number of quarter turns (the low words of two float64) and the rest, as float32. */
function takeQuarterTurns(code: FunctionBody, x: Emitted): [Emitted, Emitted] {
  const wide = code.vector(promote(x));
  const rounded = code.vector(dadd(dmul(wide, splat64(2 / Math.PI)), splat64(ROUNDER)));
  const k = code.vector(dsub(rounded, splat64(ROUNDER)));
  const rest = dsub(dsub(wide, dmul(k, splat64(HALF_PI_HIGH))), dmul(k, splat64(HALF_PI_LOW)));
  return [rounded, demote(rest)];
}

export function sin(code: FunctionBody, x: Emitted): Emitted {
  return quadrantTurn(code, x, 0);
}

export function cos(code: FunctionBody, x: Emitted): Emitted {
  return quadrantTurn(code, x, 1);
}
