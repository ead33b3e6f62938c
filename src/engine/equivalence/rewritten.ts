import { rewrite } from '../analysis/analyse';
import type { Rewritten } from '../analysis/contract';
import type { Plan } from '../document/types';
import { modelOf } from '../model/model';
import { once } from '../model/once';
import { stoppedParents } from './carries';
import type { Planned } from './contract';

/** Whether an edge carries a derivative: it does unless the parent occurs under `stop` alone. */
export type IsLive = (from: string, to: string) => boolean;

/** A document's graph as its plan rewrites it, and which of its edges are live. Throws a FindingError for a cycle. */
export function rewrittenOf({ document, plan }: Planned): Rewritten & { readonly isLive: IsLive } {
  const model = modelOf(document);
  return { ...rewrite(model, plan), isLive: liveIn(model, plan) };
}

const liveIn = once((model, plan: Plan): IsLive => {
  const { rewritten } = rewrite(model, plan);
  const nodes = [...rewritten.nodes.values()];
  const stops = new Map(nodes.map((node) => [node.name, stoppedParents(rewritten, node)]));
  return (from, to) => stops.get(to)?.has(from) !== true;
});
