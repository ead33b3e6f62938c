import type { Args } from '../../distributions/contract';
import { kl } from '../../distributions/divergence';
import { entropy } from '../../distributions/entropy';
import { DISTRIBUTIONS } from '../../distributions/registry';
import { DISTRIBUTION_ARGS, type DistributionName } from '../../document/distributions';
import type { Distributions, WrittenDistribution } from '../../expression/lowerDensity';
import type { Builder, Value } from '../../ir/builder';
import type { ValueId } from '../../ir/operations';

/** A circle as an open value, with the arguments of its law. */
export interface OpenCircle {
  readonly name: DistributionName;
  readonly args: Args;
  readonly sample: Value;
}

const ARG_NAMES: ReadonlyMap<string, readonly (readonly string[])[]> = new Map(
  Object.entries(DISTRIBUTION_ARGS),
);

/**
 * `log_prob`, `kl` and `entropy` over open values. `own` gathers the log densities of circles at their own samples,
 * whether they are called by name or written out: a draw never leaves its own support, wherever its arguments move.
 * Copies are not counted: they change sums, and no jump.
 */
export function openLaws(
  b: Builder,
  circles: ReadonlyMap<string, OpenCircle>,
  own: Set<ValueId>,
): Distributions {
  const isOwn = (p: WrittenDistribution, value: Value): boolean => {
    const instruction = b.instruction(value.id);
    const circle = instruction.op === 'state' ? circles.get(instruction.name) : undefined;
    return (
      circle?.name === p.name && Object.entries(circle.args).every(([arg, { id }]) => p.args[arg]?.id === id)
    );
  };
  return {
    argNames: ARG_NAMES,
    ofNode: (name) => circles.get(name),
    logProb: (p, value) => {
      const result = b.sum(DISTRIBUTIONS[nameOf(p)].logProb(b, p.args, value));
      if (isOwn(p, value)) own.add(result.id);
      return result;
    },
    entropy: (p) => entropy(b, nameOf(p), p.args),
    kl: (p, q) => kl(b, { name: nameOf(p), args: p.args }, { name: nameOf(q), args: q.args }),
  };
}

function nameOf({ name }: WrittenDistribution): DistributionName {
  if (!Object.hasOwn(DISTRIBUTION_ARGS, name)) throw new Error(`no distribution ${name}`);
  return name as DistributionName;
}
