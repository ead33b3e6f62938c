import { ARRAYS } from './functions/arrays';
import type { ExpressionFunction } from './functions/contract';
import { DENSITIES } from './functions/densities';
import { ELEMENTWISE } from './functions/elementwise';
import { NETWORKS } from './functions/networks';
import { REDUCTIONS } from './functions/reductions';

/** Every function of the expression language, by name. */
export const FUNCTIONS: ReadonlyMap<string, ExpressionFunction> = new Map(
  [...ELEMENTWISE, ...REDUCTIONS, ...ARRAYS, ...NETWORKS, ...DENSITIES].map((entry) => [entry.name, entry]),
);

/** Names that stand for numbers, unless a node of the document is called so. */
export const CONSTANTS: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['e', Math.E],
]);

export function isFunctionName(name: string): boolean {
  return FUNCTIONS.has(name);
}
