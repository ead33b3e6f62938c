import type { Code, Value } from './code';
import {
  abs,
  add,
  and,
  bits,
  convert,
  dadd,
  demote,
  dmul,
  dsub,
  floor,
  iadd,
  ieq,
  isub,
  le,
  madd,
  mul,
  or,
  polynomial,
  promote,
  select,
  shl,
  shuffle,
  splat,
  splat64,
  sqrt,
  sub,
  ushr,
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
function quadrantTurn(code: Code, x: Value, turns: 0 | 1): Value {
  const kept = code.vector(x);
  const [lowCount, low] = takeQuarterTurns(code, kept);
  const [highCount, high] = takeQuarterTurns(code, shuffle(kept, kept, [2, 3, 2, 3]));
  const quadrant = code.vector(iadd(shuffle(lowCount, highCount, [0, 2, 4, 6]), bits(turns)));
  const rest = code.vector(shuffle(low, high, [0, 1, 4, 5]));
  // Beyond float64's reach a quarter turn's value; an infinity gives NaN.
  const r = code.vector(select(le(abs(rest), splat(1)), rest, sub(kept, kept)));
  const q = code.vector(mul(r, r));
  const sine = madd(mul(r, q), polynomial(q, [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1]), r);
  const cosine = madd(
    mul(q, q),
    polynomial(q, [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2]),
    madd(q, splat(-0.5), splat(1)),
  );
  const size = select(ieq(and(quadrant, bits(1)), bits(1)), cosine, sine);
  return xor(size, shl(and(quadrant, bits(2)), 30));
}

/** Of the two low lanes: the number of quarter turns (the low words of two float64) and the rest, as float32. */
function takeQuarterTurns(code: Code, x: Value): [Value, Value] {
  const wide = code.vector(promote(x));
  const rounded = code.vector(dadd(dmul(wide, splat64(2 / Math.PI)), splat64(ROUNDER)));
  const k = code.vector(dsub(rounded, splat64(ROUNDER)));
  const rest = dsub(dsub(wide, dmul(k, splat64(HALF_PI_HIGH))), dmul(k, splat64(HALF_PI_LOW)));
  return [rounded, demote(rest)];
}

export function sin(code: Code, x: Value): Value {
  return quadrantTurn(code, x, 0);
}

export function cos(code: Code, x: Value): Value {
  return quadrantTurn(code, x, 1);
}

/**
 * Two independent standard normal draws from two words, as base/noise has them: absolute error about 1e-6. The
 * constants are those of the shaders (../../fused/glslDraws), where they are explained.
 */
export function normalPair(code: Code, word1: Value, word2: Value): [Value, Value] {
  const radius = code.vector(radiusFrom(code, word1));
  const s = code.vector(mul(add(convert(and(word2, bits(0xffffff00 | 0))), splat(128)), splat(2 ** -32)));
  const q = code.vector(mul(s, s));
  const sine = code.vector(
    mul(s, polynomial(q, [0.07756042789, -0.59824215, 2.550069731, -5.167709685, 3.141592637])),
  );
  const cosine = polynomial(q, [0.2196970584, -1.331880307, 4.058411942, -4.934792861, 0.9999999535]);
  const twice = code.vector(add(sine, sine));
  return [mul(radius, sub(splat(1), mul(twice, sine))), mul(radius, mul(twice, cosine))];
}

/** sqrt(-2 log u), u = (word + 1/2) / 2^32. */
function radiusFrom(code: Code, word: Value): Value {
  const t = code.vector(mul(add(convert(word), splat(0.5)), splat(2 ** -32)));
  const u = code.vector(sub(t, floor(t)));
  const e = code.vector(and(isub(u, bits(0x3f2aaaab)), bits(0xff800000 | 0)));
  const g = code.vector(select(ieq(e, bits(0)), t, sub(isub(u, e), splat(1))));
  const p = polynomial(
    g,
    [0.31262069, -0.3425583758, 0.3276527534, -0.3959203926, 0.500160512, -0.6667510274],
  );
  const square = madd(g, madd(mul(g, g), p, sub(g, splat(2))), mul(convert(e), splat(-1.652591659e-7)));
  return sqrt(square);
}

/** A uniform draw in (0, 1): the centres of the top 23 bits, exactly as base/noise has them. */
export function uniform(word: Value): Value {
  return sub(or(ushr(word, 9), bits(0x3f800000)), splat(1 - 2 ** -24));
}
