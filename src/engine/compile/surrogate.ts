import type { Influence } from '../analysis/influence';
import type { NodePlan } from '../document/types';
import type { Site, TermSite } from '../estimators/contract';
import { surrogateTermsOf } from '../estimators/registry';
import { weighed } from '../estimators/weighed';
import type { Builder, Value } from '../ir/builder';
import type { Carried } from './carried';
import type { World } from './forward';
import type { TrainingGroup } from './groups';
import { pointsOf } from './points';
import type { Overrides, Worlds } from './worlds';

/** What the surrogate losses of one plan are made from. */
export interface Parts {
  readonly b: Builder;
  readonly choice: (node: string) => NodePlan;
  /** Stochastic nodes in topological order. */
  readonly nodes: readonly string[];
  readonly influence: Influence;
  /** The costs that a stochastic node answers for. */
  readonly credited: ReadonlyMap<string, readonly string[]>;
  readonly parentsOf: (node: string) => readonly string[];
  /** One for every sample that the program holds; samples of the same `unit` share their noise. */
  readonly samples: readonly { readonly worlds: Worlds; readonly unit: number }[];
  readonly carried: Carried;
  readonly optimum: (key: string) => Value;
  /**
   * Where the program holds one unit alone: a scalar to feed, which stands for the mean of the other units' credits.
   */
  readonly outside: ((key: string, credit: Value, affine: boolean) => Value) | undefined;
}

/**
 * The surrogate loss of a group of parameters that share their costs, the mean over the samples:
 * L = sum of the estimators' terms + sum of the costs (Schulman et al. 2015, corollary 1).
 *
 * A node that the plan enumerates is averaged out: L is then the sum over its values, each with its probability, of
 * the loss in the world where it takes that value (Rao-Blackwell; its own probability carries the gradient).
 */
export function surrogate(parts: Parts, group: TrainingGroup, index: number): Value {
  const { b, samples } = parts;
  const answering = parts.nodes.flatMap((name) => {
    const credited = parts.credited.get(name) ?? [];
    const costs = group.costs.filter((cost) => credited.includes(cost));
    return costs.length > 0 ? [{ name, costs }] : [];
  });
  const terms = samples.map(({ worlds }) => averagedCosts(parts, worlds, group.costs));
  for (const { name, costs } of answering) {
    const key = `${name}:${index}`;
    const views = samples.map(({ worlds }) => viewsOf(parts, worlds, name, costs));
    const credits = views.map((own) =>
      weighted(
        b,
        own.map(({ weight, credit }) => [weight, credit]),
      ),
    );
    views.forEach((own, s) => {
      const peers: TermSite['peers'] = ({ affine }) =>
        parts.outside
          ? [parts.outside(key, mean(b, credits), affine)]
          : credits.filter((_, other) => samples[other]?.unit !== samples[s]?.unit);
      for (const view of own) {
        const share = b.div(view.weight, samples.length);
        const site = termSite(parts, view, { key, peers, share });
        for (const term of surrogateTermsOf(site, parts.choice(name))) terms.push(b.mul(view.weight, term));
      }
    });
  }
  return mean(b, [terms.reduce((sum, term) => b.add(sum, term), b.constant(0))], samples.length);
}

/** The sum of costs, averaged over the enumerated nodes above them. */
export function averagedCosts(parts: Parts, worlds: Worlds, costs: readonly string[]): Value {
  return weighted(
    parts.b,
    worlds
      .branches(enumeratedAbove(parts, costs))
      .map(({ weight, overrides }) => [weight, summedCosts(parts.b, worlds.with(overrides), costs)] as const),
  );
}

/**
 * A stochastic node as its estimator sees it in one sample, for one joint value of the enumerated nodes that it does
 * not influence. There is a view for each of these values.
 */
interface View {
  readonly worlds: Worlds;
  readonly site: Site;
  readonly overrides: Overrides;
  readonly value: Value;
  /** The probability of that joint value, without gradient. */
  readonly weight: Value;
  readonly credit: Value;
  readonly creditIf: (value: Value) => Value;
}

function viewsOf(parts: Parts, worlds: Worlds, name: string, costs: readonly string[]): View[] {
  const { b, influence } = parts;
  const enumerated = enumeratedAbove(parts, [...costs, name]).filter((other) => other !== name);
  const below = enumerated.filter((other) => influence.holds(name, other));
  const others = enumerated.filter((other) => !influence.holds(name, other));
  return worlds.branches(others).map(({ overrides, weight }) => {
    const creditIn = (given: Overrides) =>
      b.stop(
        weighted(
          b,
          worlds
            .branches(below, given)
            .map((branch) => [branch.weight, summedCosts(b, worlds.with(branch.overrides), costs)] as const),
        ),
      );
    return {
      worlds,
      site: worlds.site(name, overrides),
      overrides,
      value: valueIn(worlds.with(overrides), name),
      weight: b.stop(weight),
      credit: creditIn(overrides),
      creditIf: (value) => creditIn(new Map([...overrides, [name, value]])),
    };
  });
}

interface Context {
  /** Of the node and the group of costs. */
  readonly key: string;
  readonly peers: TermSite['peers'];
  /** How much of a carried value comes from this view: its probability over the number of samples. */
  readonly share: Value;
}

function termSite(parts: Parts, view: View, { key, peers, share }: Context): TermSite {
  const { b } = parts;
  const { site, worlds, overrides, value, credit, creditIf } = view;
  return {
    ...site,
    value,
    credit,
    creditIf,
    peers,
    points: () => pointsOf(site),
    optimum: () => parts.optimum(key),
    seen: (names = parts.parentsOf(site.name)) =>
      names.map((name) => b.stop(valueIn(worlds.with(overrides), name))),
    carry: ({ name, ...state }) => parts.carried.carry({ ...state, key: `${key}:${name}`, share }),
    warmUp: (estimates) => parts.carried.warmUp(estimates),
  };
}

/** The enumerated nodes that influence, or are among, `names`; in topological order. */
function enumeratedAbove({ nodes, choice, influence }: Parts, names: readonly string[]): string[] {
  return nodes.filter(
    (node) =>
      choice(node).estimator === 'enumerate' &&
      names.some((name) => name === node || influence.holds(node, name)),
  );
}

/** The sum of weight times value; weights have no gradient. */
function weighted(b: Builder, list: readonly (readonly [weight: Value, value: Value])[]): Value {
  return list.reduce(
    (sum, [weight, value]) => b.add(sum, b.mul(b.stop(weight), weighed(b, value, weight))),
    b.constant(0),
  );
}

function mean(b: Builder, values: readonly Value[], count = values.length): Value {
  return b.div(
    values.reduce((sum, value) => b.add(sum, value), b.constant(0)),
    count,
  );
}

/** The sum of the named costs, each summed over its elements; a scalar. */
export function summedCosts(b: Builder, world: World, costs: readonly string[]): Value {
  return costs.reduce((sum, cost) => b.add(sum, b.sum(valueIn(world, cost))), b.constant(0));
}

export function valueIn(world: World, name: string): Value {
  const value = world.values.get(name);
  if (!value) throw new Error(`${name} has no value`);
  return value;
}
