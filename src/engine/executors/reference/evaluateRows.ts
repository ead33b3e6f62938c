import { keepReachable } from '../../ir/deadCode';
import type { Instruction, ValueId } from '../../ir/operations';
import type { Feeds } from '../../ir/program';
import { sizeOf } from '../../ir/shape';
import { Machine } from './machine';

const BLOCK = 512;
const NO_COUNTERS = { seed: 0, estimates: new Int32Array(BLOCK), samples: new Int32Array(BLOCK) };

/** Rows of numbers for `state` instructions, row-major; one row stands for all rows. */
export type GivenRows = ReadonlyMap<ValueId, Float64Array>;

/**
 * Evaluates `roots` at given rows of the `state` instructions that they need, and calls `visit` block by block with
 * the columns of the roots (`data` row-major, `stride` 0 where a root is the same in all rows).
 * The instructions must hold no noise: the caller has put states in its place.
 */
export function evaluateRows(
  instructions: readonly Instruction[],
  roots: readonly ValueId[],
  feeds: Feeds,
  given: GivenRows,
  rows: number,
  visit: (columns: readonly { data: Float64Array; stride: number }[], from: number, count: number) => void,
): void {
  const { instructions: kept, moved } = keepReachable(instructions, roots);
  const machine = new Machine(kept, BLOCK);
  machine.feed(feeds);
  const columns = roots.map((root) => machine.column(moved.get(root) ?? 0));
  const inputs = [...given].flatMap(([id, data]) => {
    const position = moved.get(id);
    return position === undefined ? [] : [{ position, data, size: sizeOf(instructions[id]?.shape ?? []) }];
  });
  for (let from = 0; from < rows; from += BLOCK) {
    const count = Math.min(BLOCK, rows - from);
    for (const { position, data, size } of inputs) {
      if (data.length === size) machine.giveAll(position, data, count);
      else machine.give(position, data.subarray(from * size, (from + count) * size));
    }
    machine.run(NO_COUNTERS, count);
    visit(columns, from, count);
  }
}
