import { type Document, parentsOf } from '../document/types';

/**
 * Costs that train nothing are the objective that trained costs, such as a critic's, stand in for: the truth is its gradient, in the parameters
 * that move it, whatever the others stop. Undefined where every cost trains.
 */
export function objectiveOf({ nodes }: Document) {
  const costs = nodes.flatMap((node) =>
    node.kind === 'cost' && node.trains?.length === 0 ? [node.name] : [],
  );
  if (costs.length === 0) return undefined;
  const above = new Set(costs);
  // A set is walked with what is added on the way.
  for (const name of above)
    for (const node of nodes) if (node.name === name) for (const parent of parentsOf(node)) above.add(parent);
  return { costs, above };
}
