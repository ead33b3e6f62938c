import type { EstimatorKinds, Graph } from '../analysis/contract';
import { graphOf } from '../analysis/graph';
import { resolveOn } from '../analysis/plan';
import { reparameterize } from '../analysis/rewrite';
import type { Document, Plan } from '../document/types';
import { stoppedParents } from './carries';
import type { Planned } from './contract';

/** A document's graph as its plan rewrites it. */
export interface Rewritten {
  readonly graph: Graph;
  readonly estimators: EstimatorKinds;
  /** Whether an edge carries a derivative: it does unless the parent occurs under `stop` alone. */
  readonly isLive: (from: string, to: string) => boolean;
}

/** Documents and plans are immutable, and steps are tried one by one. */
const known = new WeakMap<Document, WeakMap<Plan, Rewritten>>();

/** Throws a FindingError for a cycle. */
export function rewrittenOf({ document, plan }: Planned): Rewritten {
  const plans = known.get(document) ?? new WeakMap<Plan, Rewritten>();
  const made = plans.get(plan) ?? rewrite({ document, plan });
  known.set(document, plans.set(plan, made));
  return made;
}

function rewrite({ document, plan }: Planned): Rewritten {
  const before = graphOf(document);
  const estimators = resolveOn(before, plan);
  const graph = reparameterize(before, estimators);
  const stops = new Map([...graph.nodes.values()].map((node) => [node.name, stoppedParents(graph, node)]));
  return { graph, estimators, isLive: (from, to) => stops.get(to)?.has(from) !== true };
}
