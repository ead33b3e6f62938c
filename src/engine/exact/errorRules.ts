import { assertNever } from '../base/assertNever';
import { type Column, type RowKernel, rowKernelOf } from '../executors/reference/kernels';
import { type Result, result } from '../intervals/arithmetic';
import { powerRule } from '../intervals/power';
import { UNARY_RULES, type UnaryRule } from '../intervals/unary';
import type { UnaryOp } from '../ir/elementwise';
import type { Instruction } from '../ir/operations';
import { type Shape, sizeOf } from '../ir/shape';

/** A computed value, number by number, and a bound on what each is off by. */
export interface Known {
  readonly values: Column;
  readonly errors: Column;
}

/** Fills bounds on what the values of an instruction are off by, from those of its arguments. */
export type ErrorRule = (out: Float64Array, values: Column, args: readonly Known[], rows: number) => void;

/** Of its size, what a sum, a product, a quotient or a root is rounded by. */
const UNIT = 2 ** -53;
/** The same of the standard library's functions, and of those of this one. */
const OF_LIBRARY = 4 * UNIT;
const OF_SPECIAL = 1e-15;
const OF_SLOPE = 1e-11;

/**
 * Bounds of rounding, carried along with the computation (Wilkinson's running error analysis; Higham, "Accuracy and Stability of
 * Numerical Algorithms", 2002, 3.3): what the arguments are off by, times the steepest slope within reach of it, and the operation's own
 * rounding, which is nothing where the result is exact. What jumps takes its side as it falls: where its border lies is another question.
 */
export function errorRuleOf(instruction: Instruction, argShapes: readonly Shape[]): ErrorRule {
  const size = sizeOf(instruction.shape);
  const { op } = instruction;
  switch (op) {
    case 'feed':
    case 'state':
    case 'noise':
    case 'logStandardGamma':
    case 'lt':
    case 'le':
    case 'eq':
    case 'sign':
    case 'floor':
    case 'oneHot':
    case 'poissonQuantile':
    case 'binomialQuantile':
      return (out) => out.fill(0);
    case 'constant':
      return (out, { data }) => {
        for (let j = 0; j < size; j++)
          out[j] = isShort(data[j] as number) ? 0 : UNIT * Math.abs(data[j] as number);
      };
    case 'neg':
    case 'abs':
    case 'stop':
    case 'reshape':
    case 'broadcast':
    case 'transpose':
    case 'slice':
    case 'pad':
    case 'concat':
      return carried(
        rowKernelOf(op === 'neg' || op === 'abs' ? { ...instruction, op: 'stop' } : instruction, argShapes),
      );
    case 'row': {
      const kernel = rowKernelOf(instruction, argShapes);
      return (out, _, [table, index], rows) =>
        kernel(out, table && index ? [table.errors, index.values] : [], rows);
    }
    case 'where': {
      const kernel = rowKernelOf(instruction, argShapes);
      return (out, _, [c, x, y], rows) =>
        kernel(out, c && x && y ? [c.values, x.errors, y.errors] : [], rows);
    }
    case 'amax':
      // Of several numbers, each off by no more than the most, so is the greatest.
      return carried(rowKernelOf(instruction, argShapes));
    case 'sum':
      return summed(rowKernelOf(instruction, argShapes), sizeOf(argShapes[0] ?? []), size);
    case 'matmul':
      return multiplied(rowKernelOf(instruction, argShapes), argShapes[0]?.[1] ?? 1, size);
    case 'add':
    case 'sub': {
      const sign = op === 'add' ? 1 : -1;
      return binary(
        size,
        (z, x, y, ex, ey) => ex + ey + (isExactSum(z, x, sign * y) ? 0 : UNIT * Math.abs(z)),
      );
    }
    case 'mul':
      return binary(size, (z, x, y, ex, ey) => {
        const own = isExactProduct(z, x, y) ? 0 : UNIT * Math.abs(z);
        return times(Math.abs(x), ey) + times(Math.abs(y), ex) + times(ex, ey) + own;
      });
    case 'div':
      return binary(size, (z, x, y, ex, ey) => {
        const own = isExactProduct(x, z, y) ? 0 : UNIT * Math.abs(z);
        if (ex === 0 && ey === 0) return own;
        const least = Math.abs(y) - ey;
        return least > 0 ? (ex + times(Math.abs(z), ey)) / least + own : Number.POSITIVE_INFINITY;
      });
    case 'pow': {
      const log = result(true);
      const out = result(true);
      return binary(size, (z, x, y, ex, ey) => {
        const { range, slope } = powerRule(y);
        const ofBase = moved({ range, slope }, out, z, x, ex);
        // d/dy x^y = x^y log x.
        let ofPower = 0;
        if (ey > 0 && z !== 0) {
          UNARY_RULES.log.range(log, x - ex, x + ex);
          const steepest = Math.max(Math.abs(log.low), Math.abs(log.high));
          ofPower = Math.abs(z) * Math.expm1(times(ey, steepest));
        }
        return ofBase + ofPower + (Number.isInteger(z) && ex + ey === 0 ? 0 : OF_LIBRARY * Math.abs(z));
      });
    }
    case 'min':
    case 'max':
      return binary(size, (z, x, y, ex, ey) => {
        if (Math.abs(x - y) <= ex + ey) return Math.max(ex, ey);
        return z === x ? ex : ey;
      });
    case 'gammaSlope':
      return binary(size, (z, x, y, ex, ey) => {
        const ofArguments = x === 0 && y === 0 ? 0 : (ex + ey) / Math.hypot(x, y);
        return Math.abs(z) * (OF_SLOPE + ofArguments);
      });
    case 'exp':
    case 'log':
    case 'log1p':
    case 'expm1':
    case 'sqrt':
    case 'sin':
    case 'cos':
    case 'tanh':
    case 'sigmoid':
    case 'softplus':
    case 'lgamma':
    case 'digamma':
    case 'trigamma':
    case 'erf':
      return unary(op, size);
    default:
      return assertNever(instruction);
  }
}

/** What these are off by of their own size; the others are the standard library's. */
const SPECIAL: ReadonlySet<UnaryOp> = new Set<UnaryOp>(['lgamma', 'digamma', 'trigamma', 'erf']);

function unary(op: UnaryOp, size: number): ErrorRule {
  const rule = UNARY_RULES[op];
  const out = result(true);
  const own = op === 'sqrt' ? UNIT : SPECIAL.has(op) ? OF_SPECIAL : OF_LIBRARY;
  return (errors, values, [x], rows) => {
    if (!x) return;
    for (let row = 0, o = 0; row < rows; row++)
      for (let j = 0; j < size; j++, o++) {
        const z = values.data[row * values.stride + j] as number;
        const at = x.values.data[row * x.values.stride + j] as number;
        const error = x.errors.data[row * x.errors.stride + j] as number;
        // Whole numbers, such as exp(0), are no accident.
        const rounding = error === 0 && Number.isInteger(z) ? 0 : own * Math.abs(z);
        errors[o] = bound(moved(rule, out, z, at, error) + rounding, z);
      }
  };
}

/** How far a function gets from its value z where its argument is off by an error. */
function moved(
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

function binary(
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

/** Of what is no finite number nothing is said: whether it is wanted is seen elsewhere. */
function bound(error: number, value: number): number {
  if (!Number.isFinite(value)) return 0;
  return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
}

/** Numbers that are moved, and not computed with. */
function carried(kernel: RowKernel): ErrorRule {
  return (out, _, args, rows) =>
    kernel(
      out,
      args.map(({ errors }) => errors),
      rows,
    );
}

function summed(kernel: RowKernel, from: number, size: number): ErrorRule {
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

function multiplied(kernel: RowKernel, inner: number, size: number): ErrorRule {
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

/** 0 times anything is 0. */
function times(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}

/** Whether the sum z of x and y was not rounded (Knuth's two-sum). */
function isExactSum(z: number, x: number, y: number): boolean {
  const part = z - x;
  return x - (z - part) + (y - part) === 0;
}

const SPLIT = 2 ** 27 + 1;

/** Whether z is the product of x and y to the last bit (Dekker's product). */
function isExactProduct(z: number, x: number, y: number): boolean {
  const xh = SPLIT * x - (SPLIT * x - x);
  const yh = SPLIT * y - (SPLIT * y - y);
  const [xl, yl] = [x - xh, y - yh];
  return xl * yl - (z - xh * yh - xl * yh - xh * yl) === 0;
}

/** Whether a number has so few bits that whoever wrote it meant it, or is no finite one. */
function isShort(value: number): boolean {
  return !Number.isFinite(value) || Number.isInteger(value * 2 ** 20);
}
