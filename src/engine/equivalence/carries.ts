import type { Graph, GraphNode } from '../analysis/contract';
import { distributionsOf, partsOf } from '../expression/names';
import type { Tree } from '../expression/tree';
import { treesOf } from '../model/trees';

/** The parents of a node that occur in its expressions under `stop` alone: their edges carry no derivative. */
export function stoppedParents(graph: Graph, { source, parents }: GraphNode): ReadonlySet<string> {
  const trees = [...treesOf(source).values()];
  const live = namesIn(graph, trees, false);
  const all = namesIn(graph, trees, true);
  // A parent that no expression names counts as one all the same.
  return new Set(parents.filter((parent) => all.has(parent) && !live.has(parent)));
}

/** Names in the trees, those under `stop` among them or not; the density of a circle names its parents too. */
function namesIn(graph: Graph, trees: readonly Tree[], underStop: boolean): Set<string> {
  const found = new Set<string>();
  const visit = (tree: Tree): void => {
    if (tree.kind === 'name') found.add(tree.name);
    if (tree.kind === 'call') {
      if (tree.name === 'stop' && !underStop) return;
      for (const distribution of distributionsOf(tree)) {
        const law = distribution.kind === 'name' ? graph.nodes.get(distribution.name) : undefined;
        for (const parent of law?.parents ?? []) found.add(parent);
      }
    }
    for (const part of partsOf(tree)) visit(part);
  };
  trees.forEach(visit);
  return found;
}
