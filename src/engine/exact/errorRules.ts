import { rowKernelOf } from '../executors/reference/kernels';
import { result } from '../intervals/arithmetic';
import { powerRule } from '../intervals/power';
import { UNARY_RULES } from '../intervals/unary';
import type { BinaryOp, UnaryOp } from '../ir/elementwise';
import type { Instruction, Op } from '../ir/operations';
import { type Shape, sizeOf } from '../ir/shape';
import {
  binary,
  carried,
  type ErrorRule,
  moved,
  multiplied,
  none,
  rounded,
  summed,
  UNIT,
  unary,
} from './errorLoops';
import { isExactProduct, isExactSum } from './exactOperations';

/** Relative rounding errors: of the standard library's functions, and of those of this engine. */
const OF_LIBRARY = 4 * UNIT;
const OF_SPECIAL = 1e-15;
const OF_SLOPE = 1e-11;

/**
 * Bounds on rounding, carried along with the computation (Wilkinson's running error analysis; Higham, "Accuracy and
 * Stability of Numerical Algorithms", 2002, 3.3): the errors of the arguments times the steepest slope within their
 * reach, and the operation's own rounding, which is nothing where the result is exact. An operation that jumps has no
 * error here: rounding may move the place of its jump, and `cutSlack.ts` bounds what that matters.
 */
export function errorRuleOf(instruction: Instruction, argShapes: readonly Shape[]): ErrorRule {
  const { op, shape } = instruction;
  return (RULES[op] as RuleMaker<Op>)({ op, instruction, argShapes, size: sizeOf(shape) });
}

interface Input<K extends Op> {
  readonly op: K;
  readonly instruction: Instruction;
  readonly argShapes: readonly Shape[];
  /** Numbers of the instruction's value. */
  readonly size: number;
}

type RuleMaker<K extends Op> = (input: Input<K>) => ErrorRule;

const exact = (): ErrorRule => none;
const library = ({ op, size }: Input<UnaryOp>): ErrorRule => unary(op, size, OF_LIBRARY);
const special = ({ op, size }: Input<UnaryOp>): ErrorRule => unary(op, size, OF_SPECIAL);
/** The errors go where the values go. */
const rearranged = ({ instruction, argShapes }: Input<Op>): ErrorRule =>
  carried(rowKernelOf(instruction, argShapes));
/** A change of sign changes no error. */
const signed = ({ instruction, argShapes }: Input<'neg' | 'abs'>): ErrorRule =>
  carried(rowKernelOf({ ...instruction, op: 'stop' } as Instruction, argShapes));

const RULES: { readonly [K in Op]: RuleMaker<K> } = {
  constant: ({ size }) => rounded(size),
  feed: exact,
  state: exact,
  noise: exact,
  logStandardGamma: exact,
  lt: exact,
  le: exact,
  eq: exact,
  sign: exact,
  floor: exact,
  oneHot: exact,
  poissonQuantile: exact,
  binomialQuantile: exact,
  neg: signed,
  abs: signed,
  stop: rearranged,
  reshape: rearranged,
  broadcast: rearranged,
  transpose: rearranged,
  slice: rearranged,
  pad: rearranged,
  concat: rearranged,
  // The error of the greatest number is at most the greatest of the errors.
  amax: rearranged,
  row: ({ instruction, argShapes }) => {
    const kernel = rowKernelOf(instruction, argShapes);
    return (out, _, [table, index], rows) =>
      kernel(out, table && index ? [table.errors, index.values] : [], rows);
  },
  where: ({ instruction, argShapes }) => {
    const kernel = rowKernelOf(instruction, argShapes);
    return (out, _, [c, x, y], rows) => kernel(out, c && x && y ? [c.values, x.errors, y.errors] : [], rows);
  },
  sum: ({ instruction, argShapes, size }) =>
    summed(rowKernelOf(instruction, argShapes), sizeOf(argShapes[0] ?? []), size),
  matmul: ({ instruction, argShapes, size }) =>
    multiplied(rowKernelOf(instruction, argShapes), argShapes[0]?.[1] ?? 1, size),
  add: sumOrDifference(1),
  sub: sumOrDifference(-1),
  mul: product,
  div: quotient,
  pow: power,
  min: lesserOrGreater,
  max: lesserOrGreater,
  gammaSlope: ({ size }) =>
    binary(size, (z, x, y, ex, ey) => {
      const ofArguments = x === 0 && y === 0 ? 0 : (ex + ey) / Math.hypot(x, y);
      return Math.abs(z) * (OF_SLOPE + ofArguments);
    }),
  exp: library,
  log: library,
  log1p: library,
  expm1: library,
  sqrt: ({ op, size }) => unary(op, size, UNIT),
  sin: library,
  cos: library,
  tanh: library,
  sigmoid: library,
  softplus: library,
  lgamma: special,
  digamma: special,
  trigamma: special,
  erf: special,
};

function sumOrDifference(sign: 1 | -1): RuleMaker<'add' | 'sub'> {
  return ({ size }) =>
    binary(size, (z, x, y, ex, ey) => ex + ey + (isExactSum(z, x, sign * y) ? 0 : UNIT * Math.abs(z)));
}

function product({ size }: Input<BinaryOp>): ErrorRule {
  return binary(size, (z, x, y, ex, ey) => {
    const own = isExactProduct(z, x, y) ? 0 : UNIT * Math.abs(z);
    return times(Math.abs(x), ey) + times(Math.abs(y), ex) + times(ex, ey) + own;
  });
}

function quotient({ size }: Input<BinaryOp>): ErrorRule {
  return binary(size, (z, x, y, ex, ey) => {
    const own = isExactProduct(x, z, y) ? 0 : UNIT * Math.abs(z);
    if (ex === 0 && ey === 0) return own;
    const least = Math.abs(y) - ey;
    return least > 0 ? (ex + times(Math.abs(z), ey)) / least + own : Number.POSITIVE_INFINITY;
  });
}

function power({ size }: Input<BinaryOp>): ErrorRule {
  const log = result(true);
  const out = result(true);
  return binary(size, (z, x, y, ex, ey) => {
    const ofBase = moved(powerRule(y), out, z, x, ex);
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

function lesserOrGreater({ size }: Input<BinaryOp>): ErrorRule {
  return binary(size, (z, x, y, ex, ey) => {
    if (Math.abs(x - y) <= ex + ey) return Math.max(ex, ey);
    return z === x ? ex : ey;
  });
}

/** 0 times anything is 0. */
function times(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}
