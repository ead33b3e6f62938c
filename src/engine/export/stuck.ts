import type { Analysis } from '../analysis/contract';
import { isDeterministic, nodeOf } from '../analysis/graph';
import {
  differentiatedParts,
  distributionsOf,
  ownDensity,
  usesOwnDensity,
  usesStop,
} from '../expression/names';
import type { Tree } from '../expression/tree';
import { treesOf } from '../model/trees';
import { marksOf } from './planMarks';

/**
 * The circles whose density at their own sample, in the expression of `name`, has no gradient in their parents:
 * sticking the landing.
 */
function stuckIn({ plan, rewritten }: Analysis, name: string): string[] {
  if (!marksOf(plan).sticks) return [];
  const { source } = nodeOf(rewritten, name);
  const used = [...treesOf(source).values()].flatMap((tree) => [...usesOwnDensity(tree)]);
  return [...new Set(used)].filter((circle) => {
    const entry = Object.hasOwn(plan.nodes, circle) ? plan.nodes[circle] : undefined;
    return entry?.estimator === 'pathwise' && entry.stickTheLanding === true;
  });
}

/** The same, of those whose density depends on `parent`: what a derivative along that edge leaves out. */
export function stuckAlong(analysis: Analysis, parent: string, name: string): string[] {
  return stuckIn(analysis, name).filter((circle) => nodeOf(analysis.graph, circle).parents.includes(parent));
}

/** What the derivative of `name` through all squares above it leaves out, as far as these are `reached`. */
export function stuckAbove(
  analysis: Analysis,
  name: string,
  isReached: (parent: string) => boolean = () => true,
): string[] {
  const { rewritten } = analysis;
  const way = new Set([name]);
  const stuck = new Set<string>();
  for (const node of way)
    for (const parent of nodeOf(rewritten, node).parents.filter(isReached)) {
      for (const circle of stuckAlong(analysis, parent, node)) stuck.add(circle);
      if (isDeterministic(nodeOf(rewritten, parent))) way.add(parent);
    }
  return [...stuck];
}

/**
 * Whether the derivative along the edge is zero: `parent` counts in the expression of `name` inside `stop` or in stuck
 * densities alone.
 */
export function hasNoSlope(analysis: Analysis, parent: string, name: string): boolean {
  const { graph, rewritten } = analysis;
  const { source } = nodeOf(rewritten, name);
  const stuck = stuckIn(analysis, name);
  const trees = [...treesOf(source).values()];
  const isSquare = source.kind === 'deterministic' || source.kind === 'cost';
  if (stuck.length === 0 && !(isSquare && trees.some(usesStop))) return false;
  const counts = (part: Tree): boolean => {
    if (part.kind === 'name') return part.name === parent;
    if (part.kind !== 'call' || stuck.includes(ownDensity(part) ?? '')) return false;
    return distributionsOf(part).some(
      (own) => own.kind === 'name' && graph.nodes.get(own.name)?.parents.includes(parent) === true,
    );
  };
  return !trees.some((tree) => differentiatedParts(tree).some(counts));
}
