import { assertNever } from '../../../base/assertNever';
import type { ScalarOp } from '../kernelPlan';
import type { Code, Value } from './code';
import { importOf, type ScalarFunction } from './imports';
import { erf, exp, expm1, log, log1p, sigmoid, sign, softplus, tanh } from './math';
import { cos, sin } from './trigonometry';
import {
  abs,
  add,
  and,
  div,
  eq,
  floor,
  le,
  lt,
  max,
  min,
  mul,
  ne,
  neg,
  pmax,
  pmin,
  select,
  splat,
  sqrt,
  sub,
} from './vectors';

/** A scalar operation that computes from arguments. */
export type Computed = Exclude<ScalarOp, { op: 'input' | 'constant' }>;

export interface Arguments {
  /** The value of argument `i`, to be emitted once. */
  readonly value: (i: number) => Value;
  /** All ones in the lanes where argument `i` is not 0. */
  readonly mask: (i: number) => Value;
  /** The number that argument `i` always is, if it is one. */
  readonly constant: (i: number) => number | undefined;
  /** How many lanes count: 1 where all are equal. */
  readonly lanes: number;
}

export function compute(code: Code, op: Computed['op'], args: Arguments): Value {
  const { value } = args;
  switch (op) {
    case 'add':
      return add(value(0), value(1));
    case 'sub':
      return sub(value(0), value(1));
    case 'mul':
      return mul(value(0), value(1));
    case 'div':
      return div(value(0), value(1));
    case 'min':
    case 'max':
      return extremum(op, args);
    case 'lt':
    case 'le':
    case 'eq':
      return and(comparison(op, args), splat(1));
    case 'where':
      return select(args.mask(0), value(1), value(2));
    case 'neg':
      return neg(value(0));
    case 'abs':
      return abs(value(0));
    case 'sqrt':
      return sqrt(value(0));
    case 'floor':
      return floor(value(0));
    case 'sign':
      return sign(code, value(0));
    case 'exp':
      return exp(code, value(0));
    case 'expm1':
      return expm1(code, value(0));
    case 'log':
      return log(code, value(0));
    case 'log1p':
      return log1p(code, value(0));
    case 'sin':
      return sin(code, value(0));
    case 'cos':
      return cos(code, value(0));
    case 'tanh':
      return tanh(code, value(0));
    case 'sigmoid':
      return sigmoid(code, value(0));
    case 'softplus':
      return softplus(code, value(0));
    case 'erf':
      return erf(code, value(0));
    case 'pow':
      return power(code, args);
    case 'gammaSlope':
    case 'poissonQuantile':
      return laneByLane(code, op, [value(0), value(1)], args.lanes);
    case 'binomialQuantile':
      return laneByLane(code, op, [value(0), value(1), value(2)], args.lanes);
    case 'lgamma':
    case 'digamma':
    case 'trigamma':
      return laneByLane(code, op, [value(0)], args.lanes);
    default:
      return assertNever(op);
  }
}

/** All ones in the lanes where it holds. */
export function comparison(op: 'lt' | 'le' | 'eq', { value }: Arguments): Value {
  switch (op) {
    case 'lt':
      return lt(value(0), value(1));
    case 'le':
      return le(value(0), value(1));
    case 'eq':
      return eq(value(0), value(1));
    default:
      return assertNever(op);
  }
}

export function isTrue(value: Value): Value {
  return ne(value, splat(0));
}

/**
 * As Math.min and Math.max: NaN of either side stays, -0 is below 0. Against a number that is neither NaN nor -0 one or two
 * instructions do, where the general one takes many.
 */
function extremum(op: 'min' | 'max', { value, constant }: Arguments): Value {
  const right = constant(1) === undefined ? 0 : 1;
  const bound = constant(right);
  if (bound === undefined || Number.isNaN(bound) || Object.is(bound, -0))
    return op === 'min' ? min(value(0), value(1)) : max(value(0), value(1));
  const x = value(1 - right);
  if (op === 'min') return pmin(x, splat(bound));
  // Adding 0 makes 0 of -0.
  return bound === 0 ? add(pmax(x, splat(0)), splat(0)) : pmax(x, splat(bound));
}

/** Powers that formulas are full of are made of other operations. */
function power(code: Code, { value, constant, lanes }: Arguments): Value {
  switch (constant(1)) {
    case 2: {
      const base = code.vector(value(0));
      return mul(base, base);
    }
    case 3: {
      const base = code.vector(value(0));
      return mul(mul(base, base), base);
    }
    case -1:
      return div(splat(1), value(0));
    case 0.5:
      return squareRoot(code, value(0));
    case -0.5:
      return div(splat(1), squareRoot(code, value(0)));
    default:
      return laneByLane(code, 'pow', [value(0), value(1)], lanes);
  }
}

/** x to the power 1/2: as the square root, but 0 at -0 and Infinity at -Infinity. */
function squareRoot(code: Code, x: Value): Value {
  const kept = code.vector(x);
  return select(eq(kept, splat(-Infinity)), splat(Infinity), sqrt(add(kept, splat(0))));
}

function laneByLane(code: Code, name: ScalarFunction, args: readonly Value[], lanes: number): Value {
  const kept = args.map((arg) => code.vector(arg));
  const result = (lane: number) => () => {
    for (const arg of kept) {
      arg(code);
      code.lane('f32x4.extract_lane', lane);
      code.op('f64.promote_f32');
    }
    code.call(importOf(name));
    code.op('f32.demote_f64');
  };
  const out = code.local('v128');
  code.set(out, () => {
    result(0)();
    code.op('f32x4.splat');
  });
  for (let lane = 1; lane < lanes; lane++)
    code.set(out, () => {
      code.get(out)(code);
      result(lane)();
      code.lane('f32x4.replace_lane', lane);
    });
  return code.get(out);
}

/** About how many instructions an operation is. */
export function costOf(op: ScalarOp['op']): number {
  switch (op) {
    case 'input':
    case 'constant':
      return 0;
    case 'add':
    case 'sub':
    case 'mul':
    case 'neg':
    case 'abs':
    case 'floor':
    case 'lt':
    case 'le':
    case 'eq':
      return 1;
    case 'where':
    case 'sign':
    case 'min':
    case 'max':
      return 4;
    case 'div':
    case 'sqrt':
      return 6;
    case 'exp':
    case 'expm1':
    case 'log':
    case 'log1p':
    case 'sin':
    case 'cos':
    case 'tanh':
    case 'sigmoid':
    case 'softplus':
    case 'erf':
      return 30;
    case 'pow':
    case 'gammaSlope':
    case 'poissonQuantile':
    case 'binomialQuantile':
    case 'lgamma':
    case 'digamma':
    case 'trigamma':
      return 200;
    default:
      return assertNever(op);
  }
}
