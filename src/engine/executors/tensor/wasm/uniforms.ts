import type { Emitted, FunctionBody } from './code';
import {
  add,
  and,
  bits,
  blended,
  convert,
  floor,
  ieq,
  isub,
  madd,
  min,
  mul,
  polynomial,
  splat,
  sqrt,
  sub,
} from './vectors';

/**
 * Two independent standard normal draws from two words, as base/noise has them: absolute error about 1e-6. The
 * constants are those of the shaders (../../fused/glslDraws), where they are explained.
 */
export function normalPair(code: FunctionBody, word1: Emitted, word2: Emitted): [Emitted, Emitted] {
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

function radiusFrom(code: FunctionBody, word: Emitted): Emitted {
  return sqrt(squaredRadius(code, word));
}

/** -2 log u, u = (word + 1/2) / 2^32. */
function squaredRadius(code: FunctionBody, word: Emitted): Emitted {
  const t = code.vector(nearZero(word));
  const u = code.vector(sub(t, floor(t)));
  const e = code.vector(and(isub(u, bits(0x3f2aaaab)), bits(0xff800000 | 0)));
  const g = code.vector(blended(ieq(e, bits(0)), t, sub(isub(u, e), splat(1))));
  const p = polynomial(
    g,
    [0.31262069, -0.3425583758, 0.3276527534, -0.3959203926, 0.500160512, -0.6667510274],
  );
  return madd(g, madd(mul(g, g), p, sub(g, splat(2))), mul(convert(e), splat(-1.652591659e-7)));
}

/** The largest float32 below 1. */
const BELOW_ONE = 1 - 2 ** -24;

/** A uniform draw u = (word + 1/2) / 2^32 as float32 has it, below 1 all the same. */
export function uniformOf(code: FunctionBody, word: Emitted): Emitted {
  const t = code.vector(nearZero(word));
  return min(sub(t, floor(t)), splat(BELOW_ONE));
}

/** log u. */
export function logUniform(code: FunctionBody, word: Emitted): Emitted {
  return mul(squaredRadius(code, word), splat(-0.5));
}

/** u, or u - 1 where that is nearer to 0. */
export function nearZero(word: Emitted): Emitted {
  return mul(add(convert(word), splat(0.5)), splat(2 ** -32));
}
