import { compileNode } from '../compile/nodes';
import { prepareReference } from '../executors/reference/reference';
import type { Feeds } from '../ir/program';
import type { Model } from '../model/model';

/** Which samples to draw: those numbered first to first + count - 1 of a seed, at these values of parameters and inputs. */
export interface DrawRequest {
  readonly seed: number;
  readonly first: number;
  readonly count: number;
  readonly feeds: Feeds;
}

/**
 * Draws the values of one node, random or not, sample by sample: the numbers that a run of the document sees. Compiled
 * once, on the reference executor. Throws a FindingError for a document that does not compile, or without that node.
 */
export function nodeSampler(model: Model, node: string): (request: DrawRequest) => Float64Array {
  const runner = prepareReference(compileNode(model, node).program);
  return (request) => runner.runNow({ ...request, raw: request.count }).raw[0] ?? new Float64Array(0);
}
