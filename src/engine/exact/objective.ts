import { type Document, parentsOf } from '../document/types';

/**
 * The costs that train nothing: they are the objective that trained costs, such as a critic's, stand in for. The truth
 * is then the gradient of the objective, in the parameters that move it. Undefined where every cost trains.
 */
export function objectiveOf({ nodes }: Document) {
  const costs = nodes.flatMap((node) =>
    node.kind === 'cost' && node.trains?.length === 0 ? [node.name] : [],
  );
  if (costs.length === 0) return undefined;
  const above = new Set(costs);
  // The loop also walks what is added to the set on the way.
  for (const name of above)
    for (const node of nodes) if (node.name === name) for (const parent of parentsOf(node)) above.add(parent);
  return { costs, above };
}
