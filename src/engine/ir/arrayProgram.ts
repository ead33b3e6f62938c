import type { Instruction, ValueId } from './operations';

/**
 * A program whose arrays hold all rows at once: no axis is implicit. A row is one sample. `noise` and
 * `logStandardGamma` have rows along their first axis; where they have fewer than the program, say `rows / k`, row i of
 * them is drawn as row i k (rows that share it). There are no `state` instructions: what is carried is a feed with an
 * update.
 */
export interface ArrayProgram {
  readonly instructions: readonly Instruction[];
  readonly rows: number;
  /** M, a divisor of `rows`: row r is sample r mod M of estimate first + floor(r / M). */
  readonly samples: number;
  readonly outputs: readonly { readonly name: string; readonly value: ValueId }[];
  /** What feeds become after each run, all of them at once. */
  readonly updates: readonly { readonly feed: string; readonly value: ValueId }[];
}
