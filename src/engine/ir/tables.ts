import type { Instruction } from './operations';

/** Rows of a table over which a sum is still written out: more are drawn from, and no more. */
export const SMALL_TABLE = 200;

/** Rows of the largest table that `row` reads; 0 where none is read. */
export function largestTable(instructions: readonly Instruction[]): number {
  return instructions.reduce(
    (most, instruction) =>
      instruction.op === 'row' ? Math.max(most, instructions[instruction.args[0]]?.shape[0] ?? 0) : most,
    0,
  );
}
