import { rewrite } from '../analysis/analyse';
import type { EstimatorKinds, Graph } from '../analysis/contract';
import type { Plan } from '../document/types';
import { modelOf } from '../model/model';
import { once } from '../model/once';
import { stoppedParents } from './carries';
import type { Planned } from './contract';

/** A document's graph as its plan rewrites it. */
export interface Rewritten {
  readonly graph: Graph;
  readonly estimators: EstimatorKinds;
  /** Whether an edge carries a derivative: it does unless the parent occurs under `stop` alone. */
  readonly isLive: (from: string, to: string) => boolean;
}

/** Throws a FindingError for a cycle. */
export function rewrittenOf({ document, plan }: Planned): Rewritten {
  return liveEdges(modelOf(document), plan);
}

const liveEdges = once((model, plan: Plan): Rewritten => {
  const { kinds: estimators, rewritten: graph } = rewrite(model, plan);
  const stops = new Map([...graph.nodes.values()].map((node) => [node.name, stoppedParents(graph, node)]));
  return { graph, estimators, isLive: (from, to) => stops.get(to)?.has(from) !== true };
});
