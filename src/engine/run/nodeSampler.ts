import { feedsOf } from '../compile/feeds';
import { compileNode } from '../compile/nodes';
import { prepareReference } from '../executors/reference/reference';
import type { Model } from '../model/model';

/** The draws numbered first to first + count - 1 of a seed. */
export type NodeSampler = (seed: number, first: number, count: number) => Float64Array;

/**
 * Draws the values of one node, random or not, sample by sample, on the reference executor: the numbers that a run of
 * the document sees. Throws a FindingError for a document that does not compile, or without that node.
 */
export function nodeSampler(model: Model, node: string): NodeSampler {
  const runner = prepareReference(compileNode(model, node).program);
  const feeds = feedsOf(model.document);
  return (seed, first, count) =>
    runner.runNow({ seed, first, count, feeds, raw: count }).raw[0] ?? new Float64Array(0);
}
