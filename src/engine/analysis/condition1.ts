import type { Graph, GraphNode, Violation } from './contract';
import { edgeFault, type Fault, supportFault } from './fault';
import { isDeterministic, namesOf, nodeOf, trains } from './graph';

/**
 * Condition 1 (Schulman et al. 2015, section 2.3) in the tight form that the proof of Theorem 1 needs, on the graph
 * after the rewrite: for every parameter theta and every edge (v, w) with v = theta, or v deterministic and theta <D v,
 * where w influences (or is) a cost that trains theta: w, or the density of w, must be differentiable in v.
 *
 * `credited` are the costs of each stochastic node: under credit to all costs a score counts although it influences
 * none of them. One violation for every parameter and edge; by parameter, then by edge in topological order.
 */
export function violationsOf(graph: Graph, credited: ReadonlyMap<string, readonly string[]>): Violation[] {
  const faultAt = faultsOf(graph);
  return namesOf(graph, 'parameter').flatMap((parameter) => {
    const reach = reachFrom(graph, parameter);
    const matters = mattersTo(graph, credited, parameter);
    return [...reach.nearest.keys()].flatMap((v) =>
      nodeOf(graph, v).children.flatMap((name): Violation[] => {
        const w = nodeOf(graph, name);
        const fault = matters(w) ? faultAt(v, w) : undefined;
        return fault ? [{ parameter, edge: [v, name], ...fault, mend: mendsAbove(graph, reach, v) }] : [];
      }),
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

/** What a parameter reaches through squares alone. */
export interface Reach {
  readonly parameter: string;
  /**
   * The parameter and every deterministic node that it influences deterministically, in topological order; each with
   * the nearest node that all deterministic paths to it pass (its immediate dominator), the parameter with undefined.
   */
  readonly nearest: ReadonlyMap<string, string | undefined>;
}

export function reachFrom(graph: Graph, parameter: string): Reach {
  const nearest = new Map<string, string | undefined>([[parameter, undefined]]);
  const depth = new Map<string, number>([[parameter, 0]]);
  const depthOf = (name: string): number => depth.get(name) ?? 0;
  /** The nearest node that all paths to both pass. */
  const common = (a: string, b: string): string => {
    let [x, y] = [a, b];
    while (x !== y) {
      if (depthOf(x) >= depthOf(y)) x = nearest.get(x) ?? parameter;
      else y = nearest.get(y) ?? parameter;
    }
    return x;
  };
  for (const name of graph.order) {
    const node = nodeOf(graph, name);
    const [first, ...others] = isDeterministic(node)
      ? node.parents.filter((parent) => nearest.has(parent))
      : [];
    if (first === undefined) continue;
    const passed = others.reduce(common, first);
    nearest.set(name, passed);
    depth.set(name, depthOf(passed) + 1);
  }
  return { parameter, nearest };
}

/**
 * The pathwise nodes to score so that the parameter no longer reaches v through squares alone; see `Violation.mend`.
 * Those that `allowed` leaves out, and those whose support moves with the parameter, are never among them.
 */
export function mendsAbove(
  graph: Graph,
  reach: Reach,
  v: string,
  allowed: (name: string) => boolean = () => true,
): string[] {
  const { nearest } = reach;
  const mends = (name: string): boolean => {
    const node = nodeOf(graph, name);
    return (
      node.role === 'reparameterized' &&
      allowed(name) &&
      !node.parents.some((parent) => nearest.has(parent) && supportFault(node.source, parent))
    );
  };
  const single: string[] = [];
  for (let name: string | undefined = v; name !== undefined; name = nearest.get(name)) {
    if (mends(name)) single.push(name);
  }
  return single.length > 0 ? single : together(graph, reach, v, mends);
}

/** The first mending nodes met on every way up from v; none where a way reaches the parameter without meeting one. */
function together(graph: Graph, reach: Reach, v: string, mends: (name: string) => boolean): string[] {
  const met = new Set([v]);
  const found: string[] = [];
  for (const name of met) {
    if (name === reach.parameter) return [];
    if (mends(name)) found.push(name);
    else for (const parent of nodeOf(graph, name).parents) if (reach.nearest.has(parent)) met.add(parent);
  }
  return found;
}
