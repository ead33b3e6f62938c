import { DISTRIBUTIONS } from '../distributions/registry';
import { DISTRIBUTION_ARGS } from '../document/distributions';
import { WEAK_ARGS } from '../document/estimators';
import type { Node, StochasticNode } from '../document/types';
import { nonDifferentiable } from '../expression/differentiability';
import { names, usesLogProb } from '../expression/names';
import { parse } from '../expression/parse';
import type { Tree } from '../expression/tree';
import type { Graph, GraphNode, Violation } from './contract';

/** Why an edge is not differentiable. */
export type Fault = Pick<Violation, 'culprit' | 'kind'>;

/**
 * Why w, as a function of its parent v (for a stochastic w: its density), is not differentiable in v; undefined where
 * it is. A missing expression is smooth, and so is one that cannot be read: its own finding speaks of that.
 */
export function edgeFault(graph: Graph, v: string, w: GraphNode): Fault | undefined {
  const { source } = w;
  switch (source.kind) {
    case 'parameter':
    case 'input':
      return undefined;
    case 'deterministic':
    case 'cost':
      return functionFault(source, v) ?? densityFault(graph, source, v);
    case 'stochastic':
      return functionFault(source, v) ?? lawFault(w, source, v);
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
      return { culprit: `${arg} of ${distribution}`, kind: 'weak' };
  return undefined;
}

/** A function with a jump or a kink that matters, in an expression of the node that names v. */
function functionFault(node: Node, v: string): Fault | undefined {
  for (const tree of treesOf(node).values()) {
    const found = nonDifferentiable(tree, v);
    if (found) return { culprit: found.culprit, kind: 'function' };
  }
  return undefined;
}

/** `log_prob(z)` in an expression is a function of the parents of z as well, through the arguments of z. */
function densityFault(graph: Graph, node: Node, v: string): Fault | undefined {
  for (const tree of treesOf(node).values()) {
    for (const z of usesLogProb(tree)) {
      const stochastic = graph.nodes.get(z)?.source;
      const fault = stochastic && functionFault(stochastic, v);
      if (fault) return fault;
    }
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
  return moved ? { culprit: node.distribution, kind: 'support' } : undefined;
}

/** Documents are immutable, so what was read of a node stays true of it. */
const read = new WeakMap<Node, ReadonlyMap<string, Tree>>();

/** The parsed expressions of a node: arguments by their names, in the order that their distribution lists them. */
export function treesOf(node: Node): ReadonlyMap<string, Tree> {
  const known = read.get(node);
  if (known) return known;
  const trees = new Map<string, Tree>();
  for (const [field, text] of textsOf(node)) {
    const { tree } = parse(text);
    if (tree) trees.set(field, tree);
  }
  read.set(node, trees);
  return trees;
}

function textsOf(node: Node): [field: string, text: string][] {
  switch (node.kind) {
    case 'parameter':
    case 'input':
      return [];
    case 'deterministic':
    case 'cost':
      return node.expression === undefined ? [] : [['expression', node.expression]];
    case 'stochastic':
      return argsOf(node);
  }
}

/** The argument expressions that a stochastic node gives, in the order of its distribution's alternative. */
export function argsOf(node: StochasticNode): [name: string, text: string][] {
  const args = node.args ?? {};
  const alternatives: readonly (readonly string[])[] = DISTRIBUTION_ARGS[node.distribution ?? 'Normal'];
  const given = alternatives.find((list) => list.every((name) => Object.hasOwn(args, name))) ?? [];
  return given.flatMap((name) => {
    const text = args[name];
    return text === undefined ? [] : [[name, text]];
  });
}
