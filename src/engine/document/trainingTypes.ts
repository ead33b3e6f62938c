/**
 * One step takes `rows` rows of data, each with `samples` joint draws of the stochastic nodes, and one optimizer step.
 */
export interface Training {
  /** Rows of data a step. Missing: 64. */
  readonly rows?: number;
  /** Samples for each row. Missing: 1. */
  readonly samples?: number;
  /** Of every parameter that no group names. Missing: Adam with rate 0.003. */
  readonly optimizer?: Optimizer;
  /** Parameters with an optimizer of their own. */
  readonly groups?: readonly { readonly parameters: readonly string[]; readonly optimizer: Optimizer }[];
  /** Steps after which it pauses by itself. Missing: never. */
  readonly steps?: number;
}

export type Optimizer = Sgd | Momentum | Adam | RmsProp;

interface Rated {
  /** Step length, above 0. */
  readonly rate: number;
}

export interface Sgd extends Rated {
  readonly kind: 'sgd';
}

export interface Momentum extends Rated {
  readonly kind: 'momentum';
  /** Of the velocity, in [0, 1). Missing: 0.9. */
  readonly decay?: number;
}

/** Kingma and Ba 2015. */
export interface Adam extends Rated {
  readonly kind: 'adam';
  /** Decay of the mean and of the square, in [0, 1). Missing: 0.9 and 0.999. */
  readonly decay?: number;
  readonly squareDecay?: number;
}

export interface RmsProp extends Rated {
  readonly kind: 'rmsProp';
  /** Of the square, in [0, 1). Missing: 0.9. */
  readonly squareDecay?: number;
}
