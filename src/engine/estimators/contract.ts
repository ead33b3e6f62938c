import type { Args, Distribution } from '../distributions/contract';
import type { EstimatorName, NodePlan } from '../document/types';
import type { Builder, Value } from '../ir/builder';
import type { Shape } from '../ir/shape';

/** A stochastic node in the program under construction. */
export interface Site {
  readonly b: Builder;
  readonly name: string;
  readonly distribution: Distribution;
  readonly args: Args;
  /** The draw as a function of base noise and arguments; gradients flow through it where the sampler is differentiable. */
  readonly draw: Value;
}

/** A site together with what its surrogate term needs, for one group of costs. */
export interface TermSite extends Site {
  /** The node's value as the rest of the graph sees it. */
  readonly value: Value;
  /** Q-hat: the sum of the costs credited to the node, without gradient; a scalar. */
  readonly credit: Value;
  /**
   * The credited costs, without gradient, when this node takes another value: the graph below it is evaluated again
   * with the same noise.
   */
  readonly creditIf: (value: Value) => Value;
  /** A value carried from estimate to estimate: reads what the estimate before left, and sets what this one leaves. */
  readonly carry: (
    name: string,
    shape: Shape,
    initial: readonly number[],
    next: (previous: Value) => Value,
  ) => Value;
  /** Estimates after which a carried value is close to its stationary law. */
  readonly warmUp: (estimates: number) => void;
}

/**
 * A gradient estimator for one stochastic node: how the node's value enters the graph, and the terms it adds to the
 * surrogate loss, whose plain gradient is the estimate. One file each; `registry.ts` lists them.
 */
export interface Estimator<P extends NodePlan = NodePlan> {
  readonly name: EstimatorName;
  /** Why it cannot be used for a distribution, in a few words; undefined where it can. */
  readonly refusal: (distribution: Distribution) => string | undefined;
  readonly value: (site: Site) => Value;
  /** Scalars to add to the surrogate loss. */
  readonly terms: (site: TermSite, plan: P) => readonly Value[];
}
