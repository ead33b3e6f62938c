import type { Instruction, ValueId } from './operations';
import type { Shape } from './shape';

/** A value that each estimate reads and replaces: `state` instructions of this name read what the last one left. */
export interface State {
  readonly name: string;
  readonly shape: Shape;
  readonly initial: readonly number[];
  /** What the next estimate will read. With several samples an estimate, the mean of `next` over them. */
  readonly next: ValueId;
}

/**
 * A computation for one sample. Executors run it for many: an estimate is the mean of the outputs over `samples`
 * samples, and the counted noise is addressed by (seed, estimate, sample).
 */
export interface Program {
  readonly instructions: readonly Instruction[];
  /** Named results: for a gradient program `cost` and `gradient:<parameter>`; for a draws program the nodes' names. */
  readonly outputs: readonly { readonly name: string; readonly value: ValueId }[];
  readonly states: readonly State[];
  readonly samples: number;
  /**
   * Unrecorded estimates that a chain of states makes before its first recorded one, numbered just below it, so that
   * what is recorded is close to the stationary law. 0 for a program without states.
   */
  readonly warmUp: number;
}

/** Numbers for every `feed` of a program, by name, flattened row-major. */
export type Feeds = ReadonlyMap<string, Float64Array>;
