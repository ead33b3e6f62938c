import type { BinaryOp, UnaryOp } from '../../ir/elementwise';

/** How a loop walks through an argument: `step` from number to number, `stride` from row to row. */
export interface ArgumentWalk {
  readonly data: Float64Array;
  readonly step: number;
  readonly stride: number;
}

/** Fills `out` with `rows` rows of `size` numbers. */
export type Loop1 = (out: Float64Array, x: ArgumentWalk, rows: number, size: number) => void;
export type Loop2 = (out: Float64Array, x: ArgumentWalk, y: ArgumentWalk, rows: number, size: number) => void;

// Operations that cost less than a call, each with a loop of its own, which the engine's compiler keeps free of calls.

export const LOOPS_1: Partial<Record<UnaryOp, Loop1>> = {
  neg: (out, { data: x, step, stride }, rows, size) => {
    for (let row = 0, o = 0; row < rows; row++)
      for (let j = 0, a = row * stride; j < size; j++, a += step) out[o++] = -(x[a] as number);
  },
  abs: (out, { data: x, step, stride }, rows, size) => {
    for (let row = 0, o = 0; row < rows; row++)
      for (let j = 0, a = row * stride; j < size; j++, a += step) out[o++] = Math.abs(x[a] as number);
  },
  sqrt: (out, { data: x, step, stride }, rows, size) => {
    for (let row = 0, o = 0; row < rows; row++)
      for (let j = 0, a = row * stride; j < size; j++, a += step) out[o++] = Math.sqrt(x[a] as number);
  },
  floor: (out, { data: x, step, stride }, rows, size) => {
    for (let row = 0, o = 0; row < rows; row++)
      for (let j = 0, a = row * stride; j < size; j++, a += step) out[o++] = Math.floor(x[a] as number);
  },
};

export const copy: Loop1 = (out, { data: x, step, stride }, rows, size) => {
  for (let row = 0, o = 0; row < rows; row++)
    for (let j = 0, a = row * stride; j < size; j++, a += step) out[o++] = x[a] as number;
};

export const LOOPS_2: Partial<Record<BinaryOp, Loop2>> = {
  add: (out, { data: x, step: p, stride: s }, { data: y, step: q, stride: t }, rows, size) => {
    for (let row = 0, o = 0; row < rows; row++)
      for (let j = 0, a = row * s, b = row * t; j < size; j++, a += p, b += q)
        out[o++] = (x[a] as number) + (y[b] as number);
  },
  sub: (out, { data: x, step: p, stride: s }, { data: y, step: q, stride: t }, rows, size) => {
    for (let row = 0, o = 0; row < rows; row++)
      for (let j = 0, a = row * s, b = row * t; j < size; j++, a += p, b += q)
        out[o++] = (x[a] as number) - (y[b] as number);
  },
  mul: (out, { data: x, step: p, stride: s }, { data: y, step: q, stride: t }, rows, size) => {
    for (let row = 0, o = 0; row < rows; row++)
      for (let j = 0, a = row * s, b = row * t; j < size; j++, a += p, b += q)
        out[o++] = (x[a] as number) * (y[b] as number);
  },
  div: (out, { data: x, step: p, stride: s }, { data: y, step: q, stride: t }, rows, size) => {
    for (let row = 0, o = 0; row < rows; row++)
      for (let j = 0, a = row * s, b = row * t; j < size; j++, a += p, b += q)
        out[o++] = (x[a] as number) / (y[b] as number);
  },
  min: (out, { data: x, step: p, stride: s }, { data: y, step: q, stride: t }, rows, size) => {
    for (let row = 0, o = 0; row < rows; row++)
      for (let j = 0, a = row * s, b = row * t; j < size; j++, a += p, b += q)
        out[o++] = Math.min(x[a] as number, y[b] as number);
  },
  max: (out, { data: x, step: p, stride: s }, { data: y, step: q, stride: t }, rows, size) => {
    for (let row = 0, o = 0; row < rows; row++)
      for (let j = 0, a = row * s, b = row * t; j < size; j++, a += p, b += q)
        out[o++] = Math.max(x[a] as number, y[b] as number);
  },
  lt: (out, { data: x, step: p, stride: s }, { data: y, step: q, stride: t }, rows, size) => {
    for (let row = 0, o = 0; row < rows; row++)
      for (let j = 0, a = row * s, b = row * t; j < size; j++, a += p, b += q)
        out[o++] = (x[a] as number) < (y[b] as number) ? 1 : 0;
  },
  le: (out, { data: x, step: p, stride: s }, { data: y, step: q, stride: t }, rows, size) => {
    for (let row = 0, o = 0; row < rows; row++)
      for (let j = 0, a = row * s, b = row * t; j < size; j++, a += p, b += q)
        out[o++] = (x[a] as number) <= (y[b] as number) ? 1 : 0;
  },
  eq: (out, { data: x, step: p, stride: s }, { data: y, step: q, stride: t }, rows, size) => {
    for (let row = 0, o = 0; row < rows; row++)
      for (let j = 0, a = row * s, b = row * t; j < size; j++, a += p, b += q)
        out[o++] = x[a] === y[b] ? 1 : 0;
  },
};
