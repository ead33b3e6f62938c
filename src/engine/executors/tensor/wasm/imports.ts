import { BINARY, QUANTILES, UNARY } from '../../../ir/elementwise';
import type { ImportedFunction } from './encoder';

/** Functions too rare to be written in vector code: the float64 ones of the reference executor, called lane by lane. */
export const SCALAR_FUNCTIONS = {
  pow: { arity: 2, compute: BINARY.pow.compute },
  gammaSlope: { arity: 2, compute: BINARY.gammaSlope.compute },
  poissonQuantile: { arity: 2, compute: QUANTILES.poissonQuantile.compute },
  binomialQuantile: { arity: 3, compute: QUANTILES.binomialQuantile.compute },
  lgamma: { arity: 1, compute: UNARY.lgamma.compute },
  digamma: { arity: 1, compute: UNARY.digamma.compute },
  trigamma: { arity: 1, compute: UNARY.trigamma.compute },
} as const;

export type ImportedOp = keyof typeof SCALAR_FUNCTIONS;

const names = Object.keys(SCALAR_FUNCTIONS);

/** Draws the kernel of this position among the plan's, for a seed and an estimate. */
export const GAMMA_IMPORT = names.length;

/** What a generated module imports from `env`, besides its memory. */
export const IMPORTS: readonly ImportedFunction[] = [
  ...Object.entries(SCALAR_FUNCTIONS).map(
    ([name, { arity }]): ImportedFunction => ({
      name,
      signature: { params: Array.from({ length: arity }, () => 'f64'), results: ['f64'] },
    }),
  ),
  { name: 'gamma', signature: { params: ['i32', 'i32', 'i32'], results: [] } },
];

export function importOf(name: ImportedOp): number {
  return names.indexOf(name);
}
