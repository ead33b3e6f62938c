import type { DistributionName } from '../document/distributions';
import type { Builder, Value } from '../ir/builder';
import type { Shape } from '../ir/shape';

/** The set that a draw lies in. */
export type Support =
  | 'real'
  | 'positive'
  /** Between two of the arguments. */
  | 'interval'
  /** Between 0 and 1. */
  | 'unitInterval'
  /** 0, 1, 2, ... */
  | 'naturals'
  /** 0, 1, 2, ... up to one of the arguments. */
  | 'counts'
  /** 0 or 1. */
  | 'boolean'
  /** -1 or 1. */
  | 'signs'
  /** 0 to k - 1, for an argument whose last axis has length k. */
  | 'index'
  /** Unit vectors along a last axis of length k. */
  | 'oneHot'
  /** Positive numbers along a last axis, which sum to one. */
  | 'simplex'
  /** Real numbers along a last axis. */
  | 'realVector';

/**
 * What an argument's elements must satisfy. `naturalNumber`: 0, 1, 2, ...; `unitInterval`: [0, 1];
 * `positiveProbability`: (0, 1].
 *
 * One element of these has event axes, the last ones: `vector`, `positiveVector`: real or positive numbers along one;
 * `logits`: real numbers along one, minus infinity for an impossible class, but not for all;
 * `simplex`: non-negative numbers along one that sum to one; `lowerTriangular`: a square matrix over two, positive on
 * its diagonal and 0 above it.
 */
export type Constraint =
  | 'real'
  | 'positive'
  | 'naturalNumber'
  | 'unitInterval'
  | 'positiveProbability'
  | 'vector'
  | 'logits'
  | 'positiveVector'
  | 'simplex'
  | 'lowerTriangular';

/** Arguments by name, exactly one of the alternatives of DISTRIBUTION_ARGS. */
export type Args = Readonly<Record<string, Value>>;

/** The same arguments as plain numbers, for one element: a scalar has length 1, event axes are flattened row-major. */
export type NumericArgs = Readonly<Record<string, readonly number[]>>;

/** A draw x = draw(t) along a variable t from `from` to `to`, with its derivative dx/dt. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly draw: (t: number) => number;
  readonly slope: (t: number) => number;
}

/** How the exact modes sum or integrate over one element of a draw. */
export type Exact =
  /**
   * Finite support, or its points of log mass `leftOut` at least (log 1e-14 where it is not said). Each point is one
   * draw (length 1, or k for one-hot).
   */
  | {
      readonly kind: 'enumerate';
      readonly points: (args: NumericArgs, leftOut?: number) => readonly (readonly number[])[];
      /** Whether the points are the same for all arguments of one shape. */
      readonly fixed: boolean;
    }
  /** Integrate over the base noise that `sample` takes. */
  | { readonly kind: 'noise' }
  /**
   * Integrate the density over x, or over the `coordinate` that x is a function of, for draws made from more than one
   * source. The axis leaves out mass below 1e-14 and, where moments exist, tails that do not matter to them; along it a
   * density that is singular or skew becomes smooth.
   */
  | {
      readonly kind: 'density';
      readonly axis: (args: NumericArgs) => Axis;
      readonly coordinate?: SmoothCoordinate;
    };

/**
 * A real number that a draw is a smooth, increasing function of: its density has no singular edge, and it needs no
 * rounding to one.
 */
export interface SmoothCoordinate {
  /** That of a draw that `sample` has made. */
  readonly of: (b: Builder, draw: Value) => Value;
  /** Its own log density, elementwise. */
  readonly logProb: (b: Builder, args: Args, coordinate: Value) => Value;
}

/**
 * What the exact modes must know of a source that stands for itself: a draw, its coordinate, or the logarithm of a
 * gamma draw.
 */
export type SourceLaw = Pick<Distribution, 'name' | 'constraints' | 'vector' | 'exact' | 'support'>;

/** Where a draw takes its base noise from: every call is a source of its own, independent of all others. */
export interface Noise {
  /** Uniform in (0, 1). */
  readonly uniform: (shape: Shape) => Value;
  /** Standard normal. */
  readonly normal: (shape: Shape) => Value;
  /**
   * The logarithm of a draw of Gamma(concentration, 1), one for every element; the draw itself may be smaller than any
   * float. Its path derivative is the implicit one (Figurnov et al. 2018).
   */
  readonly logGamma: (concentration: Value) => Value;
}

/** A distribution with its arguments as plain numbers. */
export interface NumericLaw {
  readonly distribution: Distribution;
  readonly args: NumericArgs;
}

/** A family of distributions, written in IR. One file each; `registry.ts` lists them. */
export interface Distribution {
  readonly name: DistributionName;
  readonly discrete: boolean;
  readonly support: Support;
  readonly constraints: Readonly<Record<string, Constraint>>;
  /** Whether a draw has a last axis of its own beyond the batch (one-hot and other vectors). */
  readonly vector: boolean;
  /** A draw of `batch` independent elements as a function of base noise and arguments, which broadcast to the batch. */
  readonly sample: (b: Builder, args: Args, batch: Shape, noise: Noise) => Value;
  /**
   * A draw of the same law from as few continuous sources as it has dimensions, for the exact modes where no path leads
   * through the draw; `beta` is a draw of Beta(concentration1, concentration0). Where coordinates are `wanted`, in an
   * order of their own, the others may be anything.
   */
  readonly sampleFromFewest?: (
    b: Builder,
    args: Args,
    batch: Shape,
    beta: (concentration1: Value, concentration0: Value) => Value,
    wanted?: readonly number[],
  ) => Value;
  /** Whether the derivative of `sample` in its arguments gives an unbiased pathwise estimator. */
  readonly pathwise: boolean;
  /** Log density or log mass at x, elementwise over the batch: arguments and x broadcast; shape: the batch. */
  readonly logProb: (b: Builder, args: Args, x: Value) => Value;
  /** Arguments that move the support: there the density is not differentiable, and the score function is biased. */
  readonly movesSupport: readonly string[];
  readonly exact: Exact;
  /**
   * Mean and variance of one element (of a vector: of each coordinate), in IR. Infinity where their integral diverges
   * to it, NaN where it has no value: the mean of a Cauchy law is NaN and its variance, as that of every law without a
   * mean square, Infinity.
   */
  readonly mean: (b: Builder, args: Args) => Value;
  readonly variance: (b: Builder, args: Args) => Value;
  /** P(X <= x) for one element, in plain float64 (for a vector: not defined); used by tests and pictures. */
  readonly cdf: ((args: NumericArgs, x: number) => number) | undefined;
  /** The law of one coordinate of a continuous vector; used by tests and pictures. */
  readonly marginal?: (args: NumericArgs, coordinate: number) => NumericLaw;
  readonly latex: {
    /** `\mathcal{N}`, `\mathrm{Bernoulli}` ... */
    readonly symbol: string;
    /** Density in LaTeX with the arguments' usual letters. */
    readonly density: string;
    /**
     * The pathwise one-liner, such as `x = \mu + \sigma\epsilon,\ \epsilon \sim \mathcal{N}(0, 1)`; for discrete ones
     * the sampler.
     */
    readonly sampler: string;
  };
}
