import type { ComparisonOp } from '../../../ir/elementwise';
import type { BodyOp } from '../kernelPlan';
import type { Emitted, FunctionBody } from './code';
import { type ImportedOp, importOf, SCALAR_FUNCTIONS } from './imports';
import { errorFunction, exp, expm1, log, log1p, sigmoid, sign, softplus, tanh } from './math';
import { cos, sin } from './trigonometry';
import {
  abs,
  add,
  and,
  blended,
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
  splat,
  sqrt,
  sub,
} from './vectors';

/** A scalar operation that computes from arguments. */
export type Computed = Exclude<BodyOp, { op: 'input' | 'constant' }>;

export interface Arguments {
  /** The value of argument `i`, to be emitted once. */
  readonly value: (i: number) => Emitted;
  /** All ones in the lanes where argument `i` is not 0. */
  readonly mask: (i: number) => Emitted;
  /** The number that argument `i` always is, if it is one. */
  readonly constant: (i: number) => number | undefined;
  /** How many lanes count: 1 where all are equal. */
  readonly lanes: number;
}

/** All ones in the lanes where it holds. */
export function comparisonMask(op: ComparisonOp, { value }: Arguments): Emitted {
  return COMPARISONS[op](value(0), value(1));
}
const COMPARISONS: Readonly<Record<ComparisonOp, (x: Emitted, y: Emitted) => Emitted>> = { lt, le, eq };

export function isTrue(value: Emitted): Emitted {
  return ne(value, splat(0));
}

/**
 * As Math.min and Math.max: NaN of either side stays, -0 is below 0. Against a number that is neither NaN nor -0 one or
 * two instructions do, where the general one takes many.
 */
function extremum(op: 'min' | 'max', { value, constant }: Arguments): Emitted {
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
function power(code: FunctionBody, { value, constant, lanes }: Arguments): Emitted {
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
      return laneByLane(code, 'pow', value, lanes);
  }
}

/** x to the power 1/2: as the square root, but 0 at -0 and Infinity at -Infinity. */
function squareRoot(code: FunctionBody, x: Emitted): Emitted {
  const kept = code.vector(x);
  return blended(eq(kept, splat(-Infinity)), splat(Infinity), sqrt(add(kept, splat(0))));
}

/** By a call of a float64 function for each lane. */
function laneByLane(code: FunctionBody, name: ImportedOp, value: Arguments['value'], lanes: number): Emitted {
  const { arity } = SCALAR_FUNCTIONS[name];
  const kept = Array.from({ length: arity }, (_, i) => code.vector(value(i)));
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

/** How an operation is computed, and about how many instructions that takes. */
interface Writer {
  readonly write: (code: FunctionBody, args: Arguments) => Emitted;
  readonly cost: number;
}

const of1 = (write: (x: Emitted) => Emitted, cost: number): Writer => ({
  write: (_, { value }) => write(value(0)),
  cost,
});
const of2 = (write: (x: Emitted, y: Emitted) => Emitted, cost: number): Writer => ({
  write: (_, { value }) => write(value(0), value(1)),
  cost,
});
/** A function of the generated mathematics. */
const math = (write: (code: FunctionBody, x: Emitted) => Emitted, cost = 30): Writer => ({
  write: (code, { value }) => write(code, value(0)),
  cost,
});
/** 1 where it holds, else 0. */
const comparing = (op: ComparisonOp): Writer => ({
  write: (_, args) => and(comparisonMask(op, args), splat(1)),
  cost: 1,
});
const imported = (name: ImportedOp): Writer => ({
  write: (code, { value, lanes }) => laneByLane(code, name, value, lanes),
  cost: 200,
});

const WRITERS: Readonly<Record<Computed['op'], Writer>> = {
  neg: of1(neg, 1),
  exp: math(exp),
  log: math(log),
  log1p: math(log1p),
  expm1: math(expm1),
  sqrt: of1(sqrt, 6),
  sin: math(sin),
  cos: math(cos),
  tanh: math(tanh),
  sigmoid: math(sigmoid),
  softplus: math(softplus),
  abs: of1(abs, 1),
  sign: math(sign, 4),
  floor: of1(floor, 1),
  lgamma: imported('lgamma'),
  digamma: imported('digamma'),
  trigamma: imported('trigamma'),
  erf: math(errorFunction),
  add: of2(add, 1),
  sub: of2(sub, 1),
  mul: of2(mul, 1),
  div: of2(div, 6),
  pow: { write: power, cost: 200 },
  min: { write: (_, args) => extremum('min', args), cost: 4 },
  max: { write: (_, args) => extremum('max', args), cost: 4 },
  lt: comparing('lt'),
  le: comparing('le'),
  eq: comparing('eq'),
  gammaSlope: imported('gammaSlope'),
  where: { write: (_, { mask, value }) => blended(mask(0), value(1), value(2)), cost: 4 },
  poissonQuantile: imported('poissonQuantile'),
  binomialQuantile: imported('binomialQuantile'),
};

export function compute(code: FunctionBody, op: Computed['op'], args: Arguments): Emitted {
  return WRITERS[op].write(code, args);
}

/** About how many instructions an operation is. */
export function costOf(op: BodyOp['op']): number {
  return op === 'input' || op === 'constant' ? 0 : WRITERS[op].cost;
}
