import { type Finding, FindingError } from '../diagnostics/types';
import { eventShape } from '../distributions/args';
import { argument } from '../distributions/argument';
import type { Site } from '../estimators/contract';
import type { Builder, Value } from '../ir/builder';
import { sizeOf } from '../ir/shape';

export interface PointMass {
  /** A value of the whole node, of its draw's shape. */
  readonly value: Value;
  /** Of this value; a scalar with its gradient in the arguments. */
  readonly probability: Value;
}

/** Joint values of the elements of one node. */
const MOST_POINTS = 1024;

/**
 * All values of a node of finite support, every combination of its elements' values. Throws a FindingError for too
 * many.
 */
export function pointsOf(site: Site): PointMass[] {
  const { b, distribution, args, batch } = site;
  const own = elementPoints(site);
  refuseTooMany(site.name, own.length ** sizeOf(batch));
  let joint: (readonly number[])[] = [[]];
  for (let element = 0; element < sizeOf(batch); element++)
    joint = joint.flatMap((before) => own.map((point) => [...before, ...point]));
  return joint.map((numbers) => {
    const value = b.constant(numbers, site.draw.shape);
    const mass = massOf(b, b.broadcast(distribution.logProb(b, args, value), batch));
    const elements = Array.from({ length: sizeOf(batch) }, (_, i) =>
      b.element(b.reshape(mass, [sizeOf(batch)]), i),
    );
    return { value, probability: elements.reduce((product, own) => b.mul(product, own), b.constant(1)) };
  });
}

/** How many values a node of finite support has, before any of them is written. Throws a FindingError for too many. */
export function pointCount(site: Site): number {
  const count = elementPoints(site).length ** sizeOf(site.batch);
  refuseTooMany(site.name, count);
  return count;
}

/** exp(log p), without the logarithm where it is the last step: then p = 0 makes no NaN in the gradient. */
function massOf(b: Builder, logProb: Value): Value {
  const instruction = b.instruction(logProb.id);
  return instruction.op === 'log' ? b.at(instruction.args[0]) : b.exp(logProb);
}

/** The values of one element. Throws a FindingError for a count of trials that is not the same in all samples. */
function elementPoints({ b, name, distribution, args }: Site): readonly (readonly number[])[] {
  const { exact, constraints, support } = distribution;
  if (support === 'counts') {
    const trials = b.known(argument(args, 'total_count'));
    if (trials === undefined) throw new FindingError([notConstant(name)]);
    refuseTooMany(name, trials + 1);
    return Array.from({ length: trials + 1 }, (_, count) => [count]);
  }
  if (exact.kind !== 'enumerate' || !exact.fixed) throw new Error(`${name} has no finite support`);
  // Fixed points depend on the number of classes alone.
  const ones = Object.entries(args).map(([arg, { shape }]) => {
    const size = sizeOf(eventShape(constraints[arg], shape));
    return [arg, Array.from({ length: size }, () => 1)] as const;
  });
  return exact.points(Object.fromEntries(ones));
}

function notConstant(name: string): Finding {
  const why = 'its number of trials is not written as a number, so its values are not known beforehand';
  return {
    code: 'no-estimator',
    facts: { estimator: 'enumerate', distribution: 'Binomial', why },
    nodes: [name],
  };
}

function refuseTooMany(name: string, size: number): void {
  if (size <= MOST_POINTS) return;
  const facts = { what: 'the joint values of its elements are', size, limit: MOST_POINTS };
  throw new FindingError([{ code: 'too-large', facts, nodes: [name] }]);
}
