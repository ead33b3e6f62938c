import type { Diagnostic } from '../diagnostics/types';
import type { Document } from '../document/types';
import type { DeviceName } from '../executors/tensor/contract';

/** What the page asks of the worker that trains. */
export type TrainingOrder =
  /** Opens a document; all its plans start from its own parameters, or from `start` where given. */
  | {
      readonly kind: 'open';
      readonly document: Document;
      readonly seed: number;
      /** From step 0, whatever differs from what is open. */
      readonly isAnew?: boolean;
      readonly start?: ParameterNumbers;
      /** Rows that take the place of a data set's, by input node: what a visitor dropped in. */
      readonly data?: ReadonlyMap<string, OwnRows>;
      /** The device to train on, where this browser has it: no other is tried. */
      readonly device?: DeviceName;
    }
  /** Trains, or pauses. */
  | { readonly kind: 'go'; readonly on: boolean }
  | { readonly kind: 'step'; readonly count: number }
  /** Most steps a second of every plan; Infinity as fast as it can. */
  | { readonly kind: 'speed'; readonly stepsPerSecond: number }
  /** Which plan the pictures show. */
  | { readonly kind: 'look'; readonly plan: string }
  /** The view of a picture: of `latent` the place in the middle of the grid and the distance from there to its edge. */
  | {
      readonly kind: 'view';
      readonly picture: number;
      readonly centre: readonly [number, number];
      readonly reach: number;
    }
  /** Asks for the parameters of a plan. */
  | { readonly kind: 'export'; readonly plan: string };

export type ParameterNumbers = ReadonlyMap<string, Float32Array>;

export interface OwnRows {
  readonly name: string;
  readonly width: number;
  /** The width of the file's rows, where its pictures were made smaller. */
  readonly scaledFrom?: number;
  readonly train: Float32Array;
  readonly heldOut: Float32Array;
}

export type TrainingNews =
  | { readonly kind: 'snapshot'; readonly snapshot: TrainingSnapshot }
  | { readonly kind: 'pictures'; readonly pictures: readonly PictureFrame[] }
  | { readonly kind: 'status'; readonly status: TrainingStatus }
  | {
      readonly kind: 'parameters';
      readonly plan: string;
      readonly step: number;
      readonly parameters: ParameterNumbers;
    };

export interface TrainingStatus {
  readonly state: 'idle' | 'preparing' | 'running' | 'paused';
  readonly device: { readonly name: DeviceName; readonly words: string } | undefined;
  /** What keeps the document from being trained. */
  readonly diagnostics: readonly Diagnostic[];
  /** A passing event to tell, such as a lost context. */
  readonly notice: string | undefined;
}

export interface TrainingSnapshot {
  readonly stepsPerSecond: number;
  readonly plans: readonly PlanTraining[];
}

export interface PlanTraining {
  readonly plan: string;
  readonly steps: number;
  /** At 200 to 400 steps, evenly spaced. */
  readonly curve: {
    readonly step: Float64Array;
    /** Mean of the costs (their sum) over the steps since the point before. */
    readonly cost: Float64Array;
    /** Mean cost over the held-out rows; NaN where it was not worked out; empty without data. */
    readonly heldOut: Float64Array;
    /** Euclidean norm of the mean gradient of all parameters, at that step. */
    readonly gradientNorm: Float64Array;
  };
  /** Every cost node's mean over the steps since the last point. */
  readonly costs: readonly { readonly node: string; readonly mean: number }[];
  readonly parameters: readonly ParameterTraining[];
  /** Why this plan stopped: its parameters are the last good ones. */
  readonly divergence: Divergence | undefined;
}

export interface ParameterTraining {
  readonly parameter: string;
  /** Total variance (trace) of one estimate: one sample, at the present parameters; NaN until it is measured. */
  readonly totalVariance: number;
  /** Total variance at the points of the curve; NaN where it was not measured. */
  readonly varianceCurve: Float64Array;
  readonly layers: readonly LayerTraining[];
}

export interface LayerTraining {
  /** Such as «layer 1, weights»; the whole parameter where it has no layers. */
  readonly words: string;
  readonly size: number;
  /** Euclidean norm of the layer's numbers. */
  readonly norm: number;
  /** Norm of the mean of single estimates over the root of their total variance; NaN until measured. */
  readonly signalToNoise: number;
}

export interface Divergence {
  readonly step: number;
  /**
   * The first node in topological order whose value was not a finite number; or the parameter whose gradient was not.
   */
  readonly node: string;
  readonly what: 'value' | 'gradient' | 'parameter';
  readonly words: string;
}

/** The numbers of one of the document's pictures. */
export type PictureFrame =
  | {
      readonly kind: 'images';
      readonly side: number;
      readonly rows: readonly { readonly node: string; readonly pictures: Float32Array }[];
    }
  | {
      readonly kind: 'latent';
      readonly side: number;
      /** Along each edge. */
      readonly count: number;
      readonly centre: readonly [number, number];
      readonly reach: number;
      /** Row by row from the top, where the second dimension is largest. */
      readonly pictures: Float32Array;
      /** Where held-out data lie, with their classes. */
      readonly places: Float32Array;
      readonly classes: Uint8Array;
    }
  | {
      readonly kind: 'steps';
      readonly side: number;
      /** One for each step: one picture for each of some samples. */
      readonly steps: readonly {
        readonly pictures: Float32Array;
        readonly windows: Float32Array | undefined;
      }[];
      readonly window: number | undefined;
    }
  | {
      readonly kind: 'plane';
      readonly points: readonly { readonly node: string; readonly places: Float32Array }[];
      /** `heat` at a grid over [-reach, reach]^2, row by row from the top. */
      readonly heat: Float32Array | undefined;
      readonly count: number;
      readonly reach: number;
      /** x, y, dx, dy of each. */
      readonly arrows: Float32Array | undefined;
    }
  | {
      readonly kind: 'band';
      readonly x: Float32Array;
      /** Quantiles 0.05, 0.25, 0.5, 0.75, 0.95 at each x. */
      readonly quantiles: readonly Float32Array[];
      /** x, y of the data. */
      readonly data: Float32Array;
    }
  | {
      readonly kind: 'pendulum';
      /** From one angle to the next. */
      readonly seconds: number;
      /** For each time: the angle from upright of each of some rollouts, in rad. */
      readonly angles: readonly Float32Array[];
      /** For each time but the last one: what drives each rollout until the next. */
      readonly torques: readonly Float32Array[] | undefined;
    }
  | {
      readonly kind: 'paths';
      /** For each time: x, y of each of some rollouts. */
      readonly points: readonly Float32Array[];
      readonly goal: readonly [number, number] | undefined;
      /** `heat` at a grid over [-reach, reach]^2, row by row from the top. */
      readonly heat: Float32Array | undefined;
      readonly count: number;
      readonly reach: number;
    };
