import type { Plan } from '../document/types';
import type { Model } from '../model/model';
import { once } from '../model/once';
import { meetingEdges, violationsOf } from './condition1';
import type { Analysis, Rewritten } from './contract';
import { graphOf } from './graph';
import { creditedCosts } from './influence';
import { resolvePlan } from './plan';
import { reparameterize } from './rewrite';

/** The graph of a sound document before and after a plan's pathwise rewrite. Throws a FindingError for a cycle. */
export const rewrite = once((model: Model, plan: Plan): Rewritten => {
  const graph = graphOf(model);
  const kinds = resolvePlan(graph, plan);
  return { kinds, graph, rewritten: reparameterize(graph, kinds) };
});

/**
 * What a plan makes of a document that passed its checks: the graph before and after the pathwise rewrite, Condition 1
 * on the graph after it, and the costs credited to each stochastic node. Throws a FindingError for a cycle.
 */
export const analyse = once((structure: Model, plan: Plan): Analysis => {
  const { kinds, graph, rewritten } = rewrite(structure, plan);
  const credited = creditedCosts(rewritten, plan.credit);
  return {
    structure,
    plan,
    kinds,
    graph,
    rewritten,
    violations: violationsOf(rewritten, credited),
    meeting: meetingEdges(rewritten, credited),
    creditedCosts: credited,
  };
});
