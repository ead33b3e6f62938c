import { PATHWISE } from '../document/distributions';
import type { EstimatorName, Plan } from '../document/types';
import { type BrokenEdge, brokenEdges } from './condition1';
import type { EstimatorKinds, Graph } from './contract';
import { creditedCosts } from './influence';
import { nearestMend, reachersOf, reachFrom } from './reach';
import { reparameterize } from './rewrite';

/**
 * The estimator of every stochastic node. A node without an entry in the plan is pathwise where that is valid, else
 * scored: it starts pathwise where its distribution has that form, and is scored where this alone lets a parameter
 * reach an edge that is not differentiable. What the plan itself says stays, valid or not.
 */
export function resolvePlan(graph: Graph, plan: Plan): EstimatorKinds {
  const kinds = new Map<string, EstimatorName>();
  const defaulted = new Set<string>();
  for (const { name, source } of graph.nodes.values()) {
    if (source.kind !== 'stochastic') continue;
    const entry = Object.hasOwn(plan.nodes, name) ? plan.nodes[name] : undefined;
    const open = entry === undefined && PATHWISE.has(source.distribution ?? 'Normal');
    if (open) defaulted.add(name);
    kinds.set(name, entry?.estimator ?? (open ? 'pathwise' : 'score'));
  }
  for (const name of nodesToScore(reparameterize(graph, kinds), plan, defaulted)) kinds.set(name, 'score');
  return kinds;
}

/**
 * Defaulted nodes whose scoring mends the violations that defaults cause, going through these from the top: what was
 * scored for one may mend those below it. Scoring a node makes no new violation: edges into it are as before, its
 * support does not move with the parameter, and what it influences stays the same.
 */
function nodesToScore(rewritten: Graph, plan: Plan, defaulted: ReadonlySet<string>): ReadonlySet<string> {
  const scored = new Set<string>();
  if (defaulted.size === 0) return scored;
  const place = new Map(rewritten.order.map((name, i) => [name, i]));
  const placeOf = ({ edge }: BrokenEdge): number => place.get(edge[0]) ?? 0;
  const broken = brokenEdges(rewritten, creditedCosts(rewritten, plan.credit));
  const isOpen = (name: string): boolean => defaulted.has(name) && !scored.has(name);
  let at: { v: string; scored: number; reachers: ReadonlySet<string> } | undefined;
  /** Asked first, and once for all parameters: a reach is found for each parameter by itself. */
  const isReached = (v: string, parameter: string): boolean => {
    if (at?.v !== v || at.scored !== scored.size)
      at = { v, scored: scored.size, reachers: reachersOf(rewritten, v, scored) };
    return at.reachers.has(parameter);
  };
  for (const { reach, edge } of broken.sort((a, b) => placeOf(a) - placeOf(b))) {
    const [v] = edge;
    if (!isReached(v, reach.parameter)) continue;
    const current = scored.size === 0 ? reach : reachFrom(rewritten, reach.parameter, scored);
    for (const name of nearestMend(rewritten, current, v, isOpen)) scored.add(name);
  }
  return scored;
}
