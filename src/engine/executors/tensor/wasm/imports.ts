import { binomialQuantile } from '../../../base/special/binomial';
import { digamma, lgamma, trigamma } from '../../../base/special/gamma';
import { gammaSlope } from '../../../base/special/gammaSlope';
import { poissonQuantile } from '../../../base/special/poisson';
import type { ImportedFunction } from './encoder';

/** Functions too rare to be written in vector code: the float64 ones of the reference executor, called lane by lane. */
export const SCALAR_FUNCTIONS = {
  pow: { arity: 2, compute: (x: number, y: number) => x ** y },
  gammaSlope: { arity: 2, compute: gammaSlope },
  poissonQuantile: { arity: 2, compute: poissonQuantile },
  binomialQuantile: { arity: 3, compute: binomialQuantile },
  lgamma: { arity: 1, compute: lgamma },
  digamma: { arity: 1, compute: digamma },
  trigamma: { arity: 1, compute: trigamma },
} as const;

export type ScalarFunction = keyof typeof SCALAR_FUNCTIONS;

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

export function importOf(name: ScalarFunction): number {
  return names.indexOf(name);
}
