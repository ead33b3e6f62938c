import { DISTRIBUTIONS } from '../distributions/registry';
import { WEAK_ARGS } from '../document/estimators';
import type { Node, StochasticNode } from '../document/types';
import { names } from '../expression/names';
import { treesOf } from '../model/trees';
import { continuityOf } from './continuity/continuity';
import type { Graph, GraphNode, Violation } from './contract';
import { lawsIn } from './densityEdges';

/** Why an edge is not differentiable. */
export type Fault = Pick<Violation, 'culprit' | 'kind' | 'sure'>;

/**
 * Why w, as a function of its parent v (for a stochastic w: its density), is not differentiable in v, or may not be;
 * undefined where it is, almost everywhere and without a jump. A missing expression is smooth, and so is one that
 * cannot be read: its own finding speaks of that.
 */
export function edgeFault(graph: Graph, v: string, w: GraphNode): Fault | undefined {
  const { source } = w;
  switch (source.kind) {
    case 'parameter':
    case 'input':
      return undefined;
    case 'deterministic':
    case 'cost':
      return functionFault(graph, w, v) ?? densityFault(graph, source, v);
    case 'stochastic':
      return functionFault(graph, w, v) ?? lawFault(w, source, v);
  }
}

/** Why the law of a stochastic node has no derivative in v that its estimator could take. */
function lawFault({ role, estimator }: GraphNode, source: StochasticNode, v: string): Fault | undefined {
  if (role === 'reparameterized') return undefined;
  return estimator === 'measureValued' ? weakFault(source, v) : supportFault(source, v);
}

/** An argument that names v and in which the distribution has no weak derivative. */
function weakFault(node: StochasticNode, v: string): Fault | undefined {
  const { distribution = 'Normal' } = node;
  for (const [arg, tree] of treesOf(node))
    if (!WEAK_ARGS[distribution]?.includes(arg) && new Set(names(tree)).has(v))
      return { culprit: `${arg} of ${distribution}`, kind: 'weak', sure: true };
  return undefined;
}

/** What jumps, or may jump, in an expression of the node as v moves. */
function functionFault(graph: Graph, w: GraphNode, v: string): Fault | undefined {
  const found = continuityOf(graph, w, v);
  if (found.kind !== 'jumps') return undefined;
  return { culprit: found.kink.culprit, kind: found.kink.kind, sure: found.sure };
}

/** `log_prob(z)` in an expression is a function of the parents of z as well, through the arguments of z. */
function densityFault(graph: Graph, node: Node, v: string): Fault | undefined {
  for (const z of lawsIn(node)) {
    const law = graph.nodes.get(z);
    const fault =
      law?.kind === 'stochastic' || law?.role === 'reparameterized'
        ? functionFault(graph, law, v)
        : undefined;
    if (fault) return fault;
  }
  return undefined;
}

/** An argument that names v and moves the support: there the density jumps. */
export function supportFault(node: Node, v: string): Fault | undefined {
  if (node.kind !== 'stochastic' || !node.distribution) return undefined;
  const { movesSupport } = DISTRIBUTIONS[node.distribution];
  const trees = treesOf(node);
  const moved = movesSupport.some((arg) => {
    const tree = trees.get(arg);
    return tree !== undefined && new Set(names(tree)).has(v);
  });
  return moved ? { culprit: node.distribution, kind: 'support', sure: true } : undefined;
}
