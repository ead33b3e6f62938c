import type { Args, Distribution, Noise } from '../distributions/contract';
import type { EstimatorName, NodePlan } from '../document/types';
import type { Builder, Value } from '../ir/builder';
import type { Shape } from '../ir/shape';

/** A stochastic node in the program under construction. */
export interface Site {
  readonly b: Builder;
  readonly name: string;
  readonly distribution: Distribution;
  readonly args: Args;
  /** Counts the independent elements of the draw. */
  readonly batch: Shape;
  /** The base noise of the draw, in the order in which its distribution asks for it. */
  readonly noise: readonly Value[];
  /**
   * The draw as a function of base noise and arguments; gradients flow through it where the distribution is pathwise.
   */
  readonly draw: Value;
  /** Noise beyond that of the draw; every call begins with the same sources. */
  readonly extraNoise: () => Noise;
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
  /** All values of the node, each with its probability; for a finite support. */
  readonly points: () => readonly { readonly value: Value; readonly probability: Value }[];
  /**
   * Q-hat of the samples of the estimate that share no noise with this one. `affine`: the terms are affine in them and
   * treat all alike, so that the exact moments can put their mean in their place.
   */
  readonly peers: (use: { readonly affine: boolean }) => readonly Value[];
  /** A number from outside: the constant baseline that makes the plan's total variance least. */
  readonly optimum: () => Value;
  /** The value of another node of the same sample, without gradient; by default the parents' values. */
  readonly seen: (names: readonly string[] | undefined) => readonly Value[];
  /**
   * A value carried from estimate to estimate: reads what the estimate before left, and sets what this one leaves.
   * `affine`: the next value is affine in the last one, so that the law it settles in is known exactly.
   */
  readonly carry: (state: {
    readonly name: string;
    readonly shape: Shape;
    readonly initial: readonly number[];
    readonly affine: boolean;
    readonly next: (previous: Value) => Value;
  }) => Value;
  /** Estimates after which a carried value is close to its stationary law. */
  readonly warmUp: (estimates: number) => void;
}

/**
 * A gradient estimator for one stochastic node: how the node's value enters the graph, and the terms it adds to the
 * surrogate loss, whose plain gradient is the estimate. One file each; `registry.ts` lists them.
 */
export interface Estimator<P extends NodePlan = NodePlan> {
  readonly name: EstimatorName;
  readonly value: (site: Site, plan: P) => Value;
  /** Scalars to add to the surrogate loss. */
  readonly terms: (site: TermSite, plan: P) => readonly Value[];
}
