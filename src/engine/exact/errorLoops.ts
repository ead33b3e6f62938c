import type { Column, RowKernel } from '../executors/reference/kernels';
import { type Result, result } from '../intervals/arithmetic';
import { UNARY_RULES, type UnaryRule } from '../intervals/unary';
import type { UnaryOp } from '../ir/elementwise';
import { isShort } from './exactOperations';

/** A computed value, number by number, and a bound on the error of each. */
export interface Known {
  readonly values: Column;
  readonly errors: Column;
}

/** Fills `out` with bounds on the errors of an instruction's values, from those of its arguments. */
export type ErrorRule = (out: Float64Array, values: Column, args: readonly Known[], rows: number) => void;

/** The relative rounding error of a sum, a product, a quotient or a root. */
export const UNIT = 2 ** -53;

/** No error: the value is exact, or its rounding is counted elsewhere. */
export const none: ErrorRule = (out) => out.fill(0);

/** Of constants: one of few bits is taken for exact. */
export function rounded(size: number): ErrorRule {
  return (out, { data }) => {
    for (let j = 0; j < size; j++)
      out[j] = isShort(data[j] as number) ? 0 : UNIT * Math.abs(data[j] as number);
  };
}

/**
 * Of a function of one number.
 * @param own its relative rounding error
 */
export function unary(op: UnaryOp, size: number, own: number): ErrorRule {
  const rule = UNARY_RULES[op];
  const out = result(true);
  return (errors, values, [x], rows) => {
    if (!x) return;
    for (let row = 0, o = 0; row < rows; row++)
      for (let j = 0; j < size; j++, o++) {
        const z = values.data[row * values.stride + j] as number;
        const at = x.values.data[row * x.values.stride + j] as number;
        const error = x.errors.data[row * x.errors.stride + j] as number;
        // A whole number of an exact argument, such as exp(0), is exact.
        const rounding = error === 0 && Number.isInteger(z) ? 0 : own * Math.abs(z);
        errors[o] = bound(moved(rule, out, z, at, error) + rounding, z);
      }
  };
}

/**
 * Of a function of two numbers, whose `error` is a bound for one value z of arguments x and y with errors ex and ey.
 */
export function binary(
  size: number,
  error: (z: number, x: number, y: number, ex: number, ey: number) => number,
): ErrorRule {
  return (out, values, [x, y], rows) => {
    if (!x || !y) return;
    for (let row = 0, o = 0; row < rows; row++)
      for (let j = 0; j < size; j++, o++) {
        const z = values.data[row * values.stride + j] as number;
        const own = error(
          z,
          x.values.data[row * x.values.stride + j] as number,
          y.values.data[row * y.values.stride + j] as number,
          x.errors.data[row * x.errors.stride + j] as number,
          y.errors.data[row * y.errors.stride + j] as number,
        );
        out[o] = bound(own, z);
      }
  };
}

/** How far a function may move from its value z where its argument has an error. */
export function moved(
  { slope, range }: Pick<UnaryRule, 'slope' | 'range'>,
  out: Result,
  z: number,
  x: number,
  error: number,
): number {
  if (error === 0) return 0;
  slope(out, x - error, x + error);
  const bySlope = error * Math.max(Math.abs(out.low), Math.abs(out.high));
  if (bySlope <= Math.abs(z)) return bySlope;
  range(out, x - error, x + error);
  return Math.min(bySlope, Math.max(out.high - z, z - out.low));
}

/** A value that is not finite gets no bound: whether it matters is seen elsewhere. */
function bound(error: number, value: number): number {
  if (!Number.isFinite(value)) return 0;
  return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
}

/** Of operations that move numbers and compute nothing: errors move along. */
export function carried(kernel: RowKernel): ErrorRule {
  return (out, _, args, rows) =>
    kernel(
      out,
      args.map(({ errors }) => errors),
      rows,
    );
}

/**
 * Of sums.
 * @param from how many numbers are added up to make `size` of them
 */
export function summed(kernel: RowKernel, from: number, size: number): ErrorRule {
  const each = from / size;
  return (out, _, [x], rows) => {
    if (!x) return;
    kernel(out, [x.errors], rows);
    if (each <= 1 || areWhole(x.values, from, rows)) return;
    const sizes = new Float64Array(rows * size);
    kernel(sizes, [sizesOf(x.values)], rows);
    addScaled(out, sizes, (each - 1) * UNIT);
  };
}

/**
 * Of matrix products.
 * @param inner how many products each number is the sum of
 */
export function multiplied(kernel: RowKernel, inner: number, size: number): ErrorRule {
  return (out, _, [x, y], rows) => {
    if (!x || !y) return;
    const [p, q] = [sizesOf(x.values), sizesOf(y.values)];
    const part = new Float64Array(rows * size);
    kernel(out, [p, y.errors], rows);
    kernel(part, [x.errors, q], rows);
    addScaled(out, part, 1);
    kernel(part, [x.errors, y.errors], rows);
    addScaled(out, part, 1);
    kernel(part, [p, q], rows);
    addScaled(out, part, inner * UNIT);
  };
}

function sizesOf({ data, stride }: Column): Column {
  return { data: data.map(Math.abs), stride };
}

function addScaled(out: Float64Array, added: Float64Array, factor: number): void {
  for (let i = 0; i < added.length; i++) out[i] = (out[i] as number) + factor * (added[i] as number);
}

/** Whether numbers are whole, and so small that sums of them are exact. */
function areWhole({ data, stride }: Column, size: number, rows: number): boolean {
  const count = stride === 0 ? size : size * rows;
  for (let i = 0; i < count; i++)
    if (!Number.isInteger(data[i]) || Math.abs(data[i] as number) > 2 ** 40) return false;
  return true;
}
