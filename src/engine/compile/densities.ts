import { eventShape } from '../distributions/args';
import type { Args } from '../distributions/contract';
import { kl } from '../distributions/divergence';
import { entropy } from '../distributions/entropy';
import { DISTRIBUTIONS } from '../distributions/registry';
import { DISTRIBUTION_ARGS, type DistributionName } from '../document/distributions';
import type { Site } from '../estimators/contract';
import type { Distributions } from '../expression/lowerDensity';
import type { Builder, Value } from '../ir/builder';

const ARG_NAMES: ReadonlyMap<string, readonly (readonly string[])[]> = new Map(
  Object.entries(DISTRIBUTION_ARGS),
);

/**
 * What the expressions `log_prob`, `entropy` and `kl` mean in a document. `sticks`: the density of a node at its own
 * sample has no gradient in its arguments; `entropy`, `kl` and densities elsewhere keep theirs, whose means are not
 * zero.
 */
export function densities(
  b: Builder,
  sites: ReadonlyMap<string, Site>,
  values: ReadonlyMap<string, Value>,
  sticks: (name: string) => boolean = () => false,
): Distributions {
  return {
    argNames: ARG_NAMES,
    ofNode: (name) => {
      const site = sites.get(name);
      const sample = values.get(name);
      if (!site || !sample) return undefined;
      const args = spread(b, site);
      const own = { name: site.distribution.name, args, sample };
      if (!sticks(name)) return own;
      return {
        ...own,
        argsAtSample: Object.fromEntries(Object.entries(args).map(([a, v]) => [a, b.stop(v)])),
      };
    },
    logProb: ({ name, args }, value) => b.sum(distributionOf(name).logProb(b, args, value)),
    entropy: ({ name, args }) => entropy(b, nameOf(name), args),
    kl: (p, q) => kl(b, written(p), written(q)),
  };
}

/** A node's arguments at its full batch, so that a sum over their elements counts every copy of the node. */
function spread(b: Builder, { distribution, args, draw }: Site): Args {
  const batch = distribution.vector ? draw.shape.slice(0, -1) : draw.shape;
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      const event = eventShape(distribution.constraints[name], value.shape);
      return [name, b.broadcast(value, [...batch, ...event])];
    }),
  );
}

function written({ name, args }: { name: string; args: Args }) {
  return { name: nameOf(name), args };
}

function distributionOf(name: string) {
  return DISTRIBUTIONS[nameOf(name)];
}

function nameOf(name: string): DistributionName {
  if (!Object.hasOwn(DISTRIBUTION_ARGS, name)) throw new Error(`no distribution ${name}`);
  return name as DistributionName;
}
