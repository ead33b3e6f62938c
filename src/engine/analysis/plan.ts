import { PATHWISE } from '../document/distributions';
import type { Document, Plan } from '../document/types';
import { mendsAbove, reachFrom, violationsOf } from './condition1';
import type { EstimatorKinds, Graph } from './contract';
import { graphOf } from './graph';
import { downstreamCosts, influences } from './influence';
import { reparameterize } from './rewrite';

/**
 * The estimator of every stochastic node. A node without an entry in the plan is pathwise where that is valid, else
 * scored: it starts pathwise where its distribution has that form, and is scored where this alone lets a parameter
 * reach an edge that is not differentiable. What the plan itself says stays, valid or not.
 */
export function resolvePlan(document: Document, plan: Plan): EstimatorKinds {
  return resolveOn(graphOf(document), plan);
}

/** `resolvePlan` for a graph at hand. */
export function resolveOn(graph: Graph, plan: Plan): EstimatorKinds {
  const kinds = new Map<string, 'score' | 'pathwise'>();
  const defaulted = new Set<string>();
  for (const { name, source } of graph.nodes.values()) {
    if (source.kind !== 'stochastic') continue;
    const entry = Object.hasOwn(plan.nodes, name) ? plan.nodes[name] : undefined;
    const open = entry === undefined && PATHWISE.has(source.distribution ?? 'Normal');
    if (open) defaulted.add(name);
    kinds.set(name, entry?.estimator ?? (open ? 'pathwise' : 'score'));
  }
  while (defaulted.size > 0) {
    const turned = nodesToScore(reparameterize(graph, kinds), plan, defaulted);
    if (turned.length === 0) break;
    for (const name of turned) {
      kinds.set(name, 'score');
      defaulted.delete(name);
    }
  }
  return kinds;
}

/**
 * Defaulted nodes whose scoring mends a violation, the topmost violations first. A violation below a node that was
 * just turned is left for the next round: it may be mended already.
 */
function nodesToScore(rewritten: Graph, plan: Plan, defaulted: ReadonlySet<string>): string[] {
  const place = new Map(rewritten.order.map((name, i) => [name, i]));
  const violations = violationsOf(rewritten, downstreamCosts(rewritten, plan.credit)).sort(
    (a, b) => (place.get(a.edge[0]) ?? 0) - (place.get(b.edge[0]) ?? 0),
  );
  const turned = new Set<string>();
  const below = new Set<string>();
  const reaches = new Map<string, ReturnType<typeof reachFrom>>();
  for (const { parameter, edge } of violations) {
    if (below.has(edge[0])) continue;
    const reach = reaches.get(parameter) ?? reachFrom(rewritten, parameter);
    reaches.set(parameter, reach);
    const [nearest, ...others] = mendsAbove(rewritten, reach, edge[0], (name) => defaulted.has(name));
    if (nearest === undefined) continue;
    const alone = mendsAlone(reach.nearest, edge[0], nearest);
    for (const name of alone ? [nearest] : [nearest, ...others]) {
      turned.add(name);
      below.add(name);
      for (const lower of influences(rewritten, name)) below.add(lower);
    }
  }
  return [...turned];
}

/** Whether all deterministic paths from the parameter to v pass `name`. */
function mendsAlone(nearest: ReadonlyMap<string, string | undefined>, v: string, name: string): boolean {
  for (let at: string | undefined = v; at !== undefined; at = nearest.get(at)) if (at === name) return true;
  return false;
}
