import { evaluateRows } from '../../executors/reference/evaluateRows';
import type { Instruction, ValueId } from '../../ir/operations';
import { sizeOf } from '../../ir/shape';

/** Numbers of open values, one row after the other. */
export type RowsByValue = ReadonlyMap<ValueId, Float64Array>;

/** The values of `roots` in every row, row-major. What stands under `stop` is open too where its rows are given. */
export function evaluated(
  instructions: readonly Instruction[],
  roots: readonly ValueId[],
  given: RowsByValue,
  count: number,
): Float64Array[] {
  const open = instructions.map(
    (instruction, id): Instruction =>
      instruction.op === 'stop' && given.has(id)
        ? { op: 'state', shape: instruction.shape, name: `stop ${id}` }
        : instruction,
  );
  const results = roots.map((root) => new Float64Array(count * sizeOf(open[root]?.shape ?? [])));
  evaluateRows(open, roots, new Map(), given, count, (columns, from, rows) => {
    columns.forEach(({ data, stride }, i) => {
      const result = results[i] as Float64Array;
      const size = result.length / count;
      for (let row = 0, o = from * size; row < rows; row++)
        for (let j = 0, a = row * stride; j < size; j++) result[o++] = data[a++] as number;
    });
  });
  return results;
}
