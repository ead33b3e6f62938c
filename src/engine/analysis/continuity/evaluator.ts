import { RowEvaluator } from '../../executors/reference/evaluateRows';
import type { Instruction, ValueId } from '../../ir/operations';
import { sizeOf } from '../../ir/shape';

/** Numbers of open values, one row after the other. */
export type RowsByValue = ReadonlyMap<ValueId, Float64Array>;

/** The values of some roots. */
export interface Evaluator {
  /** The values that they are made of, open ones and all between. */
  readonly needed: ReadonlySet<ValueId>;
  /** In so many rows, row-major, for rows of the open values. */
  readonly evaluate: (given: RowsByValue, count: number) => Float64Array[];
}

const NONE: ReadonlySet<ValueId> = new Set();

/** Made ready once, to evaluate the same roots again and again. `stops`: what stands under `stop` and is given, too. */
export function evaluatorOf(
  instructions: readonly Instruction[],
  roots: readonly ValueId[],
  stops: ReadonlySet<ValueId> = NONE,
): Evaluator {
  const open = instructions.map(
    (instruction, id): Instruction =>
      stops.has(id) ? { op: 'state', shape: instruction.shape, name: `stop ${id}` } : instruction,
  );
  const evaluator = new RowEvaluator(open, roots);
  evaluator.feed(new Map());
  const sizes = roots.map((root) => sizeOf(open[root]?.shape ?? []));
  const evaluate = (given: RowsByValue, count: number): Float64Array[] => {
    const results = sizes.map((size) => new Float64Array(count * size));
    evaluator.evaluate(given, count, (columns, from, rows) => {
      columns.forEach(({ data, stride }, i) => {
        const result = results[i] as Float64Array;
        const size = sizes[i] ?? 0;
        for (let row = 0, o = from * size; row < rows; row++)
          for (let j = 0, a = row * stride; j < size; j++) result[o++] = data[a++] as number;
      });
      return undefined;
    });
    return results;
  };
  return { evaluate, needed: evaluator.needed };
}
