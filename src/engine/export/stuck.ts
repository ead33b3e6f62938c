import type { Analysis } from '../analysis/contract';
import { nodeOf } from '../analysis/graph';
import { treesOf } from '../analysis/trees';
import { differentiatedParts, distributionsOf, names, usesLogProb, usesStop } from '../expression/names';
import type { Tree } from '../expression/tree';
import { marksOf } from './planMarks';

/** The circles whose own density, in the expression of `name`, has no gradient in their parents: sticking the landing. */
export function stuckIn({ plan, rewritten }: Analysis, name: string): string[] {
  if (!marksOf(plan).sticks) return [];
  const { source } = nodeOf(rewritten, name);
  const used = [...treesOf(source).values()].flatMap((tree) => [...usesLogProb(tree)]);
  return [...new Set(used)].filter((circle) => {
    const entry = Object.hasOwn(plan.nodes, circle) ? plan.nodes[circle] : undefined;
    return entry?.estimator === 'pathwise' && entry.stickTheLanding === true;
  });
}

/** Whether the edge from `parent` is there for such densities alone, and so has no derivative. */
export function isStuckEdge(analysis: Analysis, parent: string, name: string): boolean {
  const stuck = stuckIn(analysis, name);
  if (stuck.length === 0) return false;
  const { source } = nodeOf(analysis.rewritten, name);
  const trees = [...treesOf(source).values()];
  const others = trees.flatMap((tree) => [...usesLogProb(tree)]).filter((circle) => !stuck.includes(circle));
  const parentsOf = (circle: string) => nodeOf(analysis.graph, circle).parents;
  const isNamed = trees.some((tree) => new Set(names(tree)).has(parent));
  return (
    !isNamed &&
    !others.some((circle) => parentsOf(circle).includes(parent)) &&
    stuck.some((circle) => parentsOf(circle).includes(parent))
  );
}

/** Whether the derivative along the edge is zero: `parent` counts in the expression of `name` inside `stop` alone, or is stuck. */
export function hasNoSlope(analysis: Analysis, parent: string, name: string): boolean {
  return isStuckEdge(analysis, parent, name) || isStopped(analysis, parent, name);
}

function isStopped({ graph, rewritten }: Analysis, parent: string, name: string): boolean {
  const { source } = nodeOf(rewritten, name);
  if (source.kind !== 'deterministic' && source.kind !== 'cost') return false;
  const trees = [...treesOf(source).values()];
  const counts = (part: Tree): boolean => {
    if (part.kind === 'name') return part.name === parent;
    return (
      part.kind === 'call' &&
      distributionsOf(part).some(
        (own) => own.kind === 'name' && graph.nodes.get(own.name)?.parents.includes(parent) === true,
      )
    );
  };
  return trees.some(usesStop) && !trees.some((tree) => differentiatedParts(tree).some(counts));
}
