import type { Plan } from '../document/types';
import type { Graph, GraphNode } from './contract';
import { isDeterministic, namesOfKind, nodeOf } from './graph';

/** Influence between all pairs of nodes of a graph. */
export interface Influence {
  /** Whether `from` influences `to`; a node does not influence itself. */
  readonly holds: (from: string, to: string) => boolean;
  /** All that `from` influences, in topological order. */
  readonly below: (from: string) => string[];
}

/** All w with v < w: a path leads from v to w (Schulman et al. 2015, section 2.1). */
export function influences(graph: Graph, v: string): Set<string> {
  return walk(graph, v, 'children', () => true);
}

/**
 * All w with v <D w: the nodes between v and w are deterministic; w itself may be stochastic (section 2.1).
 * Costs count as deterministic.
 */
export function deterministicallyInfluences(graph: Graph, v: string): Set<string> {
  return walk(graph, v, 'children', isDeterministic);
}

/** All v with v < w. */
export function influencers(graph: Graph, w: string): Set<string> {
  return walk(graph, w, 'parents', () => true);
}

/**
 * DEPS of w (section 2.3): the parameters, inputs and stochastic nodes that influence w deterministically: what its
 * value is a function of, or its density is conditioned on, once all squares between are put in. In the graph's order.
 */
export function deps(graph: Graph, w: string): string[] {
  const above = walk(graph, w, 'parents', isDeterministic);
  return graph.order.filter((name) => above.has(name) && !isDeterministic(nodeOf(graph, name)));
}

/** Nodes met on the way from `start` along `direction`, going on through those that are `open`. */
function walk(
  graph: Graph,
  start: string,
  direction: 'children' | 'parents',
  open: (node: GraphNode) => boolean,
): Set<string> {
  const met = new Set<string>();
  const todo = [...nodeOf(graph, start)[direction]];
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    if (met.has(name)) continue;
    met.add(name);
    const node = nodeOf(graph, name);
    if (open(node)) todo.push(...node[direction]);
  }
  return met;
}

/** v < w for all pairs. Time and space: edges times nodes / 32. */
export function influence(graph: Graph): Influence {
  return closure(graph, () => true);
}

/** v <D w for all pairs, as in `deterministicallyInfluences`. */
export function deterministicInfluence(graph: Graph): Influence {
  return closure(graph, isDeterministic);
}

/** One row of bits a node, filled from the last node to the first. */
function closure(graph: Graph, open: (node: GraphNode) => boolean): Influence {
  const { order } = graph;
  const index = new Map(order.map((name, i) => [name, i]));
  const width = Math.ceil(order.length / 32);
  const rows = order.map(() => new Uint32Array(width));
  for (let i = order.length - 1; i >= 0; i--) {
    const row = rows[i] ?? new Uint32Array(width);
    for (const name of nodeOf(graph, order[i] ?? '').children) {
      const j = index.get(name) ?? 0;
      set(row, j);
      const below = rows[j];
      if (below && open(nodeOf(graph, name))) {
        for (let k = 0; k < width; k++) row[k] = (row[k] ?? 0) | (below[k] ?? 0);
      }
    }
  }
  const rowOf = (name: string): Uint32Array => {
    const row = rows[index.get(name) ?? -1];
    if (!row) throw new Error(`the graph has no node ${name}`);
    return row;
  };
  return {
    holds: (from, to) => {
      const j = index.get(to);
      return j !== undefined && has(rowOf(from), j);
    },
    below: (from) => {
      const row = rowOf(from);
      return order.filter((_, j) => has(row, j));
    },
  };
}

function set(row: Uint32Array, bit: number): void {
  row[bit >>> 5] = (row[bit >>> 5] ?? 0) | (1 << (bit & 31));
}

function has(row: Uint32Array, bit: number): boolean {
  return (((row[bit >>> 5] ?? 0) >>> (bit & 31)) & 1) === 1;
}

/**
 * For every stochastic node, the costs credited to it, in the document's order: those it influences, whose sum is
 * Q-hat (section 2.3), or all of them where the plan credits all.
 */
export function creditedCosts(
  graph: Graph,
  credit: Plan['credit'] = 'downstream',
): Map<string, readonly string[]> {
  const costs = namesOfKind(graph, 'cost');
  const { holds } = influence(graph);
  return new Map(
    namesOfKind(graph, 'stochastic').map((name) => [
      name,
      credit === 'all' ? costs : costs.filter((cost) => holds(name, cost)),
    ]),
  );
}
