import { fittingLayout, type WeightLayout } from '../base/weightLayout';
import { FindingError } from '../diagnostics/types';
import type { Builder, Value } from '../ir/builder';
import type { NetworkFunction } from './functions/contract';
import { names } from './names';
import type { Tree } from './tree';

/**
 * A function of weights. Their layout is that of the one node named in their expression that has a layout of their
 * length, so that theta may be written as stop(theta), too. `values`: of all arguments, the weights first.
 * Throws FindingError where the layout is unknown or of the other kind, and ShapeError where other arguments do not
 * fit.
 */
export function lowerNetwork(
  b: Builder,
  called: NetworkFunction,
  weights: Tree | undefined,
  values: readonly Value[],
  layouts: ReadonlyMap<string, WeightLayout>,
): Value {
  const [theta, ...args] = values;
  if (!weights || !theta) throw new Error(`${called.name} has no arguments`);
  const named = [...names(weights)].flatMap((name) => layouts.get(name) ?? []);
  const layout = fittingLayout(named, theta.shape);
  if (called.weights === 'network' && layout?.kind === 'network') return called.lower(b, layout, theta, args);
  if (called.weights === 'cell' && layout?.kind === 'cell') return called.lower(b, layout, theta, args);
  throw new FindingError([
    {
      code: 'not-weights',
      facts: { call: called.name, wanted: called.weights, got: layout?.kind, name: nameOf(weights) },
      span: weights.span,
    },
  ]);
}

function nameOf(tree: Tree): string | undefined {
  return tree.kind === 'name' ? tree.name : undefined;
}
