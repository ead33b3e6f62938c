import type { Moments } from '../../../src/engine/statistics/moments';
import type { Task } from './task';

/** One program that estimates gradients, in one or more ways of writing it; the quickest way counts. */
export interface Competitor {
  /** Gets its device and its libraries ready; rejects with the reason where it cannot run here. */
  open(): Promise<Ready>;
}

export interface Ready {
  /** What it runs on, for the table. */
  readonly device: string;
  readonly variants: readonly Variant[];
}

export interface Variant {
  readonly name: string;
  /** Estimates a round: the sizes worth trying. */
  readonly batches: readonly number[];
  prepare(task: Task, batch: number): Promise<Trial>;
}

/** A task made ready to run in rounds of one size. */
export interface Trial {
  /** Rounds that may be under way at once, so that a device need not wait for its results to be fetched. */
  readonly inFlight: number;
  /**
   * Makes one more round of estimates and reads back their moments, one entry a parameter.
   * Only count, mean and second power sum are used.
   */
  round(): Promise<readonly Moments[]>;
  dispose(): void;
}
