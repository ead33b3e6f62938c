import { type Finding, FindingError } from '../diagnostics/types';
import type { NodePlan } from '../document/types';
import type { Site } from '../estimators/contract';
import { valueAt } from '../estimators/registry';
import type { Builder, Value } from '../ir/builder';
import type { Model } from '../model/model';
import { forward, type World } from './forward';
import type { NoiseDraw } from './noise';
import { pointCount, pointsOf } from './points';

/** Nodes that are set to other values than their own. */
export type Overrides = ReadonlyMap<string, Value>;

/** One joint value of enumerated nodes. */
export interface Branch {
  readonly overrides: Overrides;
  /** The probability of this joint value, given the values that were set before; a scalar with its gradient. */
  readonly weight: Value;
}

export const NO_OVERRIDES: Overrides = new Map();

/** Joint values that a plan may enumerate. */
const MOST_BRANCHES = 4096;

/**
 * One sample of a document under a plan, and the same sample with nodes set to other values: the graph below them is
 * written again with the same noise, and what does not depend on them is shared.
 */
export class Worlds {
  readonly #known = new Map<string, World>();
  readonly #branches = new Map<string, readonly Branch[]>();

  constructor(
    readonly b: Builder,
    readonly model: Model,
    readonly choice: (node: string) => NodePlan,
    readonly draw: NoiseDraw,
    readonly isApart: (node: string) => boolean = () => false,
  ) {}

  with(overrides: Overrides): World {
    const key = keyOf(overrides);
    const known = this.#known.get(key);
    if (known) return known;
    const world = forward(this.b, this.model, {
      valueOf: (site) => valueAt(site, this.choice(site.name)),
      draw: this.draw,
      isApart: this.isApart,
      overrides,
      sticks: (name) => {
        const plan = this.choice(name);
        return plan.estimator === 'pathwise' && plan.stickTheLanding === true;
      },
    });
    this.#known.set(key, world);
    return world;
  }

  /** All worlds written so far. */
  all(): Iterable<World> {
    return this.#known.values();
  }

  site(name: string, overrides: Overrides): Site {
    const site = this.with(overrides).sites.get(name);
    if (!site) throw new Error(`${name} is no stochastic node`);
    return site;
  }

  /** All joint values of `nodes` (in topological order), where the nodes in `given` are set already. */
  branches(nodes: readonly string[], given: Overrides = NO_OVERRIDES): readonly Branch[] {
    const key = `${nodes.join()};${keyOf(given)}`;
    const known = this.#branches.get(key);
    if (known) return known;
    const { b } = this;
    // Before any world is written: the values of a node are as many in all worlds.
    const count = nodes.reduce((product, name) => product * pointCount(this.site(name, given)), 1);
    if (count > MOST_BRANCHES) throw new FindingError([tooMany(count, nodes)]);
    let branches: Branch[] = [{ overrides: given, weight: b.constant(1) }];
    for (const name of nodes) {
      branches = branches.flatMap(({ overrides, weight }) => {
        const site = this.site(name, overrides);
        return pointsOf(site).map(({ value, probability }) => ({
          overrides: new Map([...overrides, [name, value]]),
          weight: b.mul(weight, probability),
        }));
      });
    }
    this.#branches.set(key, branches);
    return branches;
  }
}

function keyOf(overrides: Overrides): string {
  return [...overrides].map(([name, { id }]) => `${name}=${id}`).join();
}

function tooMany(size: number, nodes: readonly string[]): Finding {
  return {
    code: 'too-large',
    facts: {
      what: 'the joint values that a plan enumerates are',
      size,
      limit: MOST_BRANCHES,
      mend: 'enumerate fewer nodes, and score the others',
    },
    nodes,
  };
}
