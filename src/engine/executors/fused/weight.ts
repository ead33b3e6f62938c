import { isOnArrays, type ScalarOp } from '../../ir/operations';
import type { Program } from '../../ir/program';

/** How many simple statements an operation is worth to a compiler, which inlines every function at every call. */
const WEIGHTS: Readonly<Record<ScalarOp, number>> = {
  constant: 1,
  feed: 1,
  state: 1,
  noise: 15,
  logStandardGamma: 150,
  neg: 1,
  exp: 2,
  log: 12,
  log1p: 12,
  expm1: 12,
  sqrt: 1,
  sin: 20,
  cos: 20,
  tanh: 14,
  sigmoid: 4,
  softplus: 14,
  abs: 1,
  sign: 1,
  floor: 1,
  lgamma: 120,
  digamma: 80,
  trigamma: 80,
  erf: 30,
  add: 1,
  sub: 1,
  mul: 1,
  div: 1,
  pow: 20,
  min: 1,
  max: 1,
  lt: 1,
  le: 1,
  eq: 1,
  gammaSlope: 150,
  where: 1,
  poissonQuantile: 120,
  binomialQuantile: 150,
};

/** The length of a scalar program as a compiler feels it, in simple statements. */
export function weightOf({ instructions }: Program): number {
  return instructions.reduce(
    (sum, instruction) => sum + (isOnArrays(instruction) ? 0 : WEIGHTS[instruction.op]),
    0,
  );
}
