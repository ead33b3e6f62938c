import type { Graph } from './contract';
import { supportFault } from './fault';
import { isDeterministic, nodeOf } from './graph';

/** What a parameter reaches through squares alone. */
export interface DeterministicReach {
  readonly parameter: string;
  /**
   * The parameter and every deterministic node that it influences deterministically, in topological order; each with
   * the nearest node that all deterministic paths to it pass (its immediate dominator), the parameter with undefined.
   */
  readonly nearest: ReadonlyMap<string, string | undefined>;
  /**
   * Reparameterized nodes among them whose score function would be valid: the parameter does not move their support.
   */
  readonly scoreable: ReadonlySet<string>;
  /** By node: the nearest scoreable one of itself and those that all deterministic paths to it pass. */
  readonly nearestScoreable: ReadonlyMap<string, string>;
  /** Nodes to which a deterministic path leads that meets no scoreable one: nothing mends what is broken below them. */
  readonly bare: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * What a parameter reaches, with its dominators (Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm",
 * 2001; on a graph without cycles one pass does). `scored`: reparameterized nodes to take for circles again.
 */
export function reachFrom(
  graph: Graph,
  parameter: string,
  scored: ReadonlySet<string> = NONE,
): DeterministicReach {
  const nearest = new Map<string, string | undefined>([[parameter, undefined]]);
  const scoreable = new Set<string>();
  const nearestScoreable = new Map<string, string>();
  const bare = new Set([parameter]);
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
    if (!isDeterministic(node) || scored.has(name)) continue;
    const above = node.parents.filter((parent) => nearest.has(parent));
    const [first, ...others] = above;
    if (first === undefined) continue;
    const passed = others.reduce(common, first);
    nearest.set(name, passed);
    depth.set(name, depthOf(passed) + 1);
    if (node.role === 'reparameterized' && !above.some((parent) => supportFault(node.source, parent)))
      scoreable.add(name);
    const mend = scoreable.has(name) ? name : nearestScoreable.get(passed);
    if (mend !== undefined) nearestScoreable.set(name, mend);
    if (!scoreable.has(name) && above.some((parent) => bare.has(parent))) bare.add(name);
  }
  return { parameter, nearest, scoreable, nearestScoreable, bare };
}

/** All nodes from which v is reached through squares alone, v included; `scored` as in `reachFrom`. */
export function reachersOf(graph: Graph, v: string, scored: ReadonlySet<string>): Set<string> {
  const met = new Set([v]);
  for (const name of met) {
    const node = nodeOf(graph, name);
    if (isDeterministic(node) && !scored.has(name)) for (const parent of node.parents) met.add(parent);
  }
  return met;
}

/** Single mends that are named; those further away change more than is needed. */
const MOST_MENDS = 8;

/**
 * The pathwise nodes to score so that the parameter no longer reaches v through squares alone; see `Violation.mend`.
 */
export function mendsAbove(graph: Graph, reach: DeterministicReach, v: string): string[] {
  const single: string[] = [];
  for (const mend of scoreableAbove(reach, v)) {
    single.push(mend);
    if (single.length === MOST_MENDS) break;
  }
  return single.length > 0 ? single : together(graph, reach, v, (name) => reach.scoreable.has(name));
}

/** The nearest of these pathwise nodes to score, one where one will do, among those that are `allowed`. */
export function nearestMend(
  graph: Graph,
  reach: DeterministicReach,
  v: string,
  allowed: (name: string) => boolean,
): string[] {
  const mends = (name: string): boolean => reach.scoreable.has(name) && allowed(name);
  for (const mend of scoreableAbove(reach, v)) if (allowed(mend)) return [mend];
  return together(graph, reach, v, mends);
}

/** The scoreable nodes that all deterministic paths from the parameter to v pass, from v upwards. */
function* scoreableAbove({ nearest, nearestScoreable }: DeterministicReach, v: string): Generator<string> {
  for (let name = nearestScoreable.get(v); name !== undefined; ) {
    yield name;
    name = nearestScoreable.get(nearest.get(name) ?? '');
  }
}

/** The first mending nodes met on every way up from v; none where a way reaches the parameter without meeting one. */
function together(
  graph: Graph,
  reach: DeterministicReach,
  v: string,
  mends: (name: string) => boolean,
): string[] {
  if (reach.bare.has(v)) return [];
  const met = new Set([v]);
  const found: string[] = [];
  for (const name of met) {
    if (name === reach.parameter) return [];
    if (mends(name)) found.push(name);
    else for (const parent of nodeOf(graph, name).parents) if (reach.nearest.has(parent)) met.add(parent);
  }
  return found;
}
