import type { Op } from '../../ir/operations';
import type { Program } from '../../ir/program';

/** How many simple statements an operation is worth to a compiler, which inlines every function at every call. */
const WEIGHTS: { readonly [K in Op]?: number } = {
  noise: 15,
  exp: 2,
  log: 12,
  log1p: 12,
  expm1: 12,
  tanh: 14,
  sigmoid: 4,
  softplus: 14,
  sin: 20,
  cos: 20,
  pow: 20,
  erf: 30,
  digamma: 80,
  trigamma: 80,
  lgamma: 120,
  poissonQuantile: 120,
  binomialQuantile: 150,
  gammaSlope: 150,
  logStandardGamma: 150,
};

/** The length of a scalar program as a compiler feels it, in simple statements. */
export function weightOf({ instructions }: Program): number {
  return instructions.reduce((sum, { op }) => sum + (WEIGHTS[op] ?? 1), 0);
}
