import type { Document, Plan } from '../document/types';
import { meetingEdges, violationsOf } from './condition1';
import type { Analysis } from './contract';
import { graphOf } from './graph';
import { downstreamCosts } from './influence';
import { resolveOn } from './plan';
import { reparameterize } from './rewrite';

/**
 * What a plan makes of a document that passed its checks: the graph before and after the pathwise rewrite, Condition 1
 * on the graph after it, and the costs credited to each stochastic node. Throws a FindingError for a cycle.
 */
export function analyse(document: Document, plan: Plan): Analysis {
  const graph = graphOf(document);
  const kinds = resolveOn(graph, plan);
  const rewritten = reparameterize(graph, kinds);
  const credited = downstreamCosts(rewritten, plan.credit);
  return {
    document,
    plan,
    kinds,
    graph,
    rewritten,
    violations: violationsOf(rewritten, credited),
    meeting: meetingEdges(rewritten, credited),
    downstreamCosts: credited,
  };
}
