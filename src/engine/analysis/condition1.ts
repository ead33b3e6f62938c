import { continuityOf } from './continuity/continuity';
import type { Graph, GraphNode, MeetingEdge, Violation } from './contract';
import { edgeFault, type Fault } from './fault';
import { namesOfKind, nodeOf, trains } from './graph';
import { type DeterministicReach, mendsAbove, reachFrom } from './reach';

/**
 * Condition 1 (Schulman et al. 2015, section 2.3) in the tight form that the proof of Theorem 1 needs, on the graph
 * after the rewrite: for every parameter theta and every edge (v, w) with v = theta, or v deterministic and theta <D v,
 * where w influences (or is) a cost that trains theta: w, or the density of w, must be differentiable in v:
 * almost everywhere, and without a jump, which is what lets the derivative pass under the integral.
 *
 * `credited` are the costs of each stochastic node: under credit to all costs a score counts although it influences
 * none of them. One violation for every parameter and edge; by parameter, then by edge in topological order. Where these
 * are very many, one for every edge, of the first parameter that reaches it.
 */
export function violationsOf(graph: Graph, credited: ReadonlyMap<string, readonly string[]>): Violation[] {
  const broken = brokenEdges(graph, credited);
  const told = broken.length > MOST_VIOLATIONS ? firstOfEachEdge(broken) : broken;
  return told.map(({ reach, edge, fault }) => ({
    parameter: reach.parameter,
    edge,
    ...fault,
    mend: mendsAbove(graph, reach, edge[0]),
  }));
}

/** With more, what is wrong with an edge is told once, not of every parameter. */
const MOST_VIOLATIONS = 1000;

function firstOfEachEdge(broken: readonly BrokenEdge[]): BrokenEdge[] {
  const first = new Map<string, BrokenEdge>();
  for (const one of broken) {
    const key = one.edge.join(' ');
    if (!first.has(key)) first.set(key, one);
  }
  return [...first.values()];
}

/** An edge that a parameter reaches through squares alone and that is not differentiable. */
export interface BrokenEdge {
  readonly reach: DeterministicReach;
  readonly edge: readonly [string, string];
  readonly fault: Fault;
}

/** The edges that violate Condition 1, without what mends them. */
export function brokenEdges(graph: Graph, credited: ReadonlyMap<string, readonly string[]>): BrokenEdge[] {
  const faultAt = faultsOf(graph);
  return edgesAtStake(graph, credited).flatMap(({ reach, v, w }): BrokenEdge[] => {
    const fault = faultAt(v, w);
    return fault ? [{ reach, edge: [v, w.name], fault }] : [];
  });
}

/** The edges at stake that could have jumped, by the look of their formulas, and do not: each once. */
export function meetingEdges(graph: Graph, credited: ReadonlyMap<string, readonly string[]>): MeetingEdge[] {
  const met = new Map<string, MeetingEdge>();
  for (const { v, w } of edgesAtStake(graph, credited)) {
    const key = `${v} ${w.name}`;
    if (met.has(key)) continue;
    const found = continuityOf(graph, w, v);
    if (found.kind === 'meets')
      met.set(key, { edge: [v, w.name], culprit: found.kink.culprit, below: found.below });
  }
  return [...met.values()];
}

interface AtStake {
  readonly reach: DeterministicReach;
  readonly v: string;
  readonly w: GraphNode;
}

/** For every parameter, the edges from what it reaches through squares alone to what matters to its gradient. */
function edgesAtStake(graph: Graph, credited: ReadonlyMap<string, readonly string[]>): AtStake[] {
  return namesOfKind(graph, 'parameter').flatMap((parameter) => {
    const reach = reachFrom(graph, parameter);
    const matters = mattersTo(graph, credited, parameter);
    return [...reach.nearest.keys()].flatMap((v) =>
      nodeOf(graph, v)
        .children.map((name) => nodeOf(graph, name))
        .filter(matters)
        .map((w) => ({ reach, v, w })),
    );
  });
}

/** The fault of every edge, found once for all parameters. */
function faultsOf(graph: Graph): (v: string, w: GraphNode) => Fault | undefined {
  const known = new Map<string, Fault | undefined>();
  return (v, w) => {
    const key = `${v} ${w.name}`;
    if (!known.has(key)) known.set(key, edgeFault(graph, v, w));
    return known.get(key);
  };
}

/** Whether the gradient with respect to a parameter can pass through a node on its way to a cost. */
function mattersTo(
  graph: Graph,
  credited: ReadonlyMap<string, readonly string[]>,
  parameter: string,
): (node: GraphNode) => boolean {
  const matter = new Set<string>();
  for (const name of [...graph.order].reverse()) {
    const node = nodeOf(graph, name);
    const counts =
      trains(node, parameter) ||
      node.children.some((child) => matter.has(child)) ||
      (credited.get(name) ?? []).some((cost) => trains(nodeOf(graph, cost), parameter));
    if (counts) matter.add(name);
  }
  return (node) => matter.has(node.name);
}
