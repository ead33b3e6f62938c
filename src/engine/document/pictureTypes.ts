/**
 * A picture of the model at its present parameters. Nodes that are `set` take values of a grid or of data in place of
 * their own; nodes that are shown are worked out from them.
 */
export type Picture =
  | ImagesPicture
  | LatentPicture
  | StepsPicture
  | PlanePicture
  | BandPicture
  | PendulumPicture
  | PathsPicture;

export type PictureKind = Picture['kind'];
export type PictureOf<K extends PictureKind> = Extract<Picture, { readonly kind: K }>;

/**
 * Square pictures in rows: every node in `show`, one picture a sample. Of held-out data where `input` names the data.
 */
interface ImagesPicture {
  readonly kind: 'images';
  readonly title: string;
  readonly show: readonly string[];
  /** A node to set to draws of the standard prior of its kind (samples from the model); missing: nothing is set. */
  readonly prior?: string;
}

/**
 * A grid over two dimensions of a stochastic node, each place decoded as a square picture; can be dragged and zoomed.
 */
interface LatentPicture {
  readonly kind: 'latent';
  readonly title: string;
  readonly set: string;
  readonly show: string;
}

/** Square pictures one after the other, as they are drawn step by step, with an attention window where there is one. */
interface StepsPicture {
  readonly kind: 'steps';
  readonly title: string;
  readonly show: readonly string[];
  /**
   * For each of `show`: the node that holds [centre x, centre y, stride] of its window, in pixels from the first one's
   * centre.
   */
  readonly windows?: readonly string[];
  /** Pixels along a window. */
  readonly window?: number;
}

/** Points in the plane of several nodes, over a scalar node as a heat map where `set` runs over the plane. */
interface PlanePicture {
  readonly kind: 'plane';
  readonly title: string;
  readonly points: readonly string[];
  readonly set?: string;
  readonly heat?: string;
  /** Of `points`: the one that gets arrows along the descent of `down` at its points. */
  readonly arrows?: { readonly from: string; readonly down: string };
}

/** Quantiles of a scalar node over an interval of the input `set`, with the rows of the data set. */
interface BandPicture {
  readonly kind: 'band';
  readonly title: string;
  /** A vector node [x, y] of data; its first element runs over the interval. */
  readonly set: string;
  readonly show: string;
}

/** Rollouts of a pendulum, played in their own time. */
interface PendulumPicture {
  readonly kind: 'pendulum';
  readonly title: string;
  /** In the order of time: nodes whose first number is the angle from upright, in rad, clockwise. */
  readonly angles: readonly string[];
  /** Between every two angles: the node that drives it, drawn as a share tanh of what the motor has. */
  readonly torques?: readonly string[];
  /** From one angle to the next, in seconds. Missing: 0.1. */
  readonly seconds?: number;
}

/** Paths in the plane over a scalar node as a heat map where `set` runs over the plane. */
interface PathsPicture {
  readonly kind: 'paths';
  readonly title: string;
  /** In the order of time: nodes whose first two numbers are a place. */
  readonly points: readonly string[];
  /** The node that holds the place to reach. */
  readonly goal?: string;
  /** The numbers of `set` after the first two are 0. */
  readonly set?: string;
  readonly heat?: string;
}
