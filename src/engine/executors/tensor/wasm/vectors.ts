import type { Address, Emitted, FunctionBody } from './code';
import { float32 } from './encoder';
import type { Opcode } from './opcodes';

/** Expressions on vectors of four 32-bit lanes. Each names the instruction that it is. */

function unary(name: Opcode) {
  return (a: Emitted): Emitted =>
    (code) => {
      a(code);
      code.op(name);
    };
}

function binary(name: Opcode) {
  return (a: Emitted, b: Emitted): Emitted =>
    (code) => {
      a(code);
      b(code);
      code.op(name);
    };
}

export const add = binary('f32x4.add');
export const sub = binary('f32x4.sub');
export const mul = binary('f32x4.mul');
export const div = binary('f32x4.div');
export const min = binary('f32x4.min');
export const max = binary('f32x4.max');
/** b < a ? b : a, so that a NaN in `a` stays. */
export const pmin = binary('f32x4.pmin');
/** a < b ? b : a, so that a NaN in `a` stays. */
export const pmax = binary('f32x4.pmax');
export const eq = binary('f32x4.eq');
export const ne = binary('f32x4.ne');
export const lt = binary('f32x4.lt');
export const le = binary('f32x4.le');
export const gt = binary('f32x4.gt');
export const and = binary('v128.and');
export const or = binary('v128.or');
export const xor = binary('v128.xor');
export const neg = unary('f32x4.neg');
export const abs = unary('f32x4.abs');
export const sqrt = unary('f32x4.sqrt');
export const floor = unary('f32x4.floor');
export const convert = unary('f32x4.convert_i32x4_s');
export const iadd = binary('i32x4.add');
export const isub = binary('i32x4.sub');
export const imul = binary('i32x4.mul');
export const imin = binary('i32x4.min_s');
export const ieq = binary('i32x4.eq');
export const ige = binary('i32x4.ge_s');
export const isplat = unary('i32x4.splat');
export const dadd = binary('f64x2.add');
export const dsub = binary('f64x2.sub');
export const dmul = binary('f64x2.mul');
export const promote = unary('f64x2.promote_low_f32x4');
export const demote = unary('f32x4.demote_f64x2_zero');
export const i32add = binary('i32.add');
export const i32mul = binary('i32.mul');

function shift(name: Opcode) {
  return (a: Emitted, by: number): Emitted =>
    (code) => {
      a(code);
      code.i32(by);
      code.op(name);
    };
}
export const shl = shift('i32x4.shl');
export const shr = shift('i32x4.shr_s');
export const ushr = shift('i32x4.shr_u');

/** a * b + c: where the machine has it, with one rounding. */
export function madd(a: Emitted, b: Emitted, c: Emitted): Emitted {
  return (code) => {
    if (!code.fused) return add(mul(a, b), c)(code);
    a(code);
    b(code);
    c(code);
    code.op('f32x4.relaxed_madd');
  };
}

/** Where the lanes of a mask are all ones, `then`; where they are zeros, `otherwise`. */
export function blended(mask: Emitted, then: Emitted, otherwise: Emitted): Emitted {
  return (code) => {
    then(code);
    otherwise(code);
    mask(code);
    code.op('v128.bitselect');
  };
}

/** The same float32 in all lanes. */
export function splat(value: number): Emitted {
  const bytes = float32(value);
  return (code) => code.bytes128([...bytes, ...bytes, ...bytes, ...bytes]);
}

/** Four 32-bit integers. */
export function lanes(values: readonly number[]): Emitted {
  const bytes = new Uint8Array(Int32Array.from(values).buffer);
  return (code) => code.bytes128([...bytes]);
}

/** The same 32-bit integer in all lanes. */
export function bits(value: number): Emitted {
  return lanes([value, value, value, value]);
}

/** The same float64 in both lanes. */
export function splat64(value: number): Emitted {
  const bytes = [...new Uint8Array(Float64Array.of(value, value).buffer)];
  return (code) => code.bytes128(bytes);
}

/** Lanes of 32 bits: 0 to 3 of `a`, 4 to 7 of `b`. */
export function shuffle(a: Emitted, b: Emitted, order: readonly [number, number, number, number]): Emitted {
  return (code) => {
    a(code);
    b(code);
    code.shuffle(order.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte)));
  };
}

/** Horner's scheme, coefficients from the highest power down. */
export function polynomial(x: Emitted, coefficients: readonly number[]): Emitted {
  return coefficients
    .slice(1)
    .reduce<Emitted>((sum, c) => madd(sum, x, splat(c)), splat(coefficients[0] ?? 0));
}

export function constant(value: number): Emitted {
  return (code) => code.i32(value);
}

/** pointer + bytes, as a place. */
export function at(place: Address, bytes: number): Address {
  return { pointer: place.pointer, offset: place.offset + bytes };
}

export function load(place: Address): Emitted {
  return (code) => code.load('v128.load', place);
}

export function loadSplat(place: Address): Emitted {
  return (code) => code.load('v128.load32_splat', place);
}

/** The first `count` lanes from places `step` bytes apart; the others are 0. */
export function gather(place: Address, step: number, count: number): Emitted {
  let value: Emitted = (code) => code.load('v128.load32_zero', place);
  for (let lane = 1; lane < count; lane++) {
    const before = value;
    value = (code) => code.accessLane('v128.load32_lane', at(place, lane * step), before, lane);
  }
  return value;
}

/** Stores the first `count` lanes side by side, and nothing beyond them. */
export function storeFirst(code: FunctionBody, place: Address, value: Emitted, count: number): void {
  if (count === 4) {
    code.store('v128.store', place, value);
    return;
  }
  const kept = count > 1 ? code.vector(value) : value;
  if (count >= 2) code.accessLane('v128.store64_lane', place, kept, 0);
  if (count !== 2) code.accessLane('v128.store32_lane', at(place, 4 * (count - 1)), kept, count - 1);
}

/** Stores lanes `from` to `to` - 1 at places `step` bytes apart; `place` is that of lane `from`. */
export function scatter(
  code: FunctionBody,
  place: Address,
  step: number,
  value: Emitted,
  from: number,
  to: number,
): void {
  const kept = to - from > 1 ? code.vector(value) : value;
  for (let lane = from; lane < to; lane++)
    code.accessLane('v128.store32_lane', at(place, (lane - from) * step), kept, lane);
}

/** The four columns of the 4 by 4 matrix whose rows are given (kept vectors). */
export function transpose4(
  code: FunctionBody,
  [a, b, c, d]: readonly [Emitted, Emitted, Emitted, Emitted],
): [Emitted, Emitted, Emitted, Emitted] {
  const ab = code.vector(shuffle(a, b, [0, 4, 1, 5]));
  const cd = code.vector(shuffle(c, d, [0, 4, 1, 5]));
  const abHigh = code.vector(shuffle(a, b, [2, 6, 3, 7]));
  const cdHigh = code.vector(shuffle(c, d, [2, 6, 3, 7]));
  return [
    shuffle(ab, cd, [0, 1, 4, 5]),
    shuffle(ab, cd, [2, 3, 6, 7]),
    shuffle(abHigh, cdHigh, [0, 1, 4, 5]),
    shuffle(abHigh, cdHigh, [2, 3, 6, 7]),
  ];
}
