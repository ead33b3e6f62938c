import type { DrawSource } from '../compile/sources';
import { batchShape, eventShape } from '../distributions/args';
import type { NumericArgs } from '../distributions/contract';
import type { RowEvaluator } from '../executors/reference/evaluateRows';
import type { ValueId } from '../ir/operations';
import type { Feeds } from '../ir/program';
import { type Shape, sizeOf } from '../ir/shape';
import type { OpenProgram, OpenSource } from './sources';

/**
 * Makes something for every row from the arguments of one element of a draw there; once where they are the same in all
 * rows, or `fixed`.
 * @param evaluator of the draw's arguments
 */
export function forEachRow<T>(
  program: OpenProgram,
  evaluator: RowEvaluator,
  source: OpenSource & DrawSource,
  element: number,
  feeds: Feeds,
  rows: { readonly count: number; readonly values: ReadonlyMap<ValueId, Float64Array> },
  make: (args: NumericArgs) => T,
): T[] {
  const { exact, constraints, vector } = source.distribution;
  const fixed = exact.kind === 'enumerate' && exact.fixed;
  const drawShape = shapeOf(program, source.value);
  const batch = vector ? drawShape.slice(0, -1) : drawShape;
  const args = Object.entries(source.args).map(([name, id]) => {
    const shape = shapeOf(program, id);
    const length = sizeOf(eventShape(constraints[name], shape));
    const offset = elementOffset(batchShape(constraints[name], shape), batch, element) * length;
    return { name, id, length, offset };
  });
  const result: T[] = [];
  const count = fixed ? 1 : rows.count;
  evaluator.feed(feeds);
  evaluator.evaluate(fixed ? firstRow(rows) : rows.values, count, (columns, _, block) => {
    const same = columns.every(({ stride }) => stride === 0);
    for (let row = 0; row < block; row++) {
      const [first] = result;
      if (same && first) {
        result.push(first);
        continue;
      }
      const numeric = args.map(({ name, length, offset }, i) => {
        const { data, stride } = columns[i] ?? { data: new Float64Array(length), stride: 0 };
        return [
          name,
          Array.from(data.subarray(row * stride + offset, row * stride + offset + length)),
        ] as const;
      });
      result.push(make(Object.fromEntries(numeric)));
    }
  });
  const [only] = result;
  return fixed && only ? Array.from({ length: rows.count }, () => only) : result;
}

function firstRow(rows: { readonly count: number; readonly values: ReadonlyMap<ValueId, Float64Array> }) {
  return new Map([...rows.values].map(([id, data]) => [id, data.subarray(0, data.length / rows.count)]));
}

function shapeOf(program: OpenProgram, id: ValueId): Shape {
  return program.instructions[id]?.shape ?? [];
}

/** Where element `element` of the batch reads an argument of `shape` that broadcasts to it. */
export function elementOffset(shape: readonly number[], batch: readonly number[], element: number): number {
  let rest = element;
  let offset = 0;
  let stride = 1;
  for (let axis = batch.length - 1; axis >= 0; axis--) {
    const length = batch[axis] as number;
    const own = shape[axis - batch.length + shape.length];
    if (own !== undefined && own !== 1) offset += (rest % length) * stride;
    if (own !== undefined) stride *= own;
    rest = Math.floor(rest / length);
  }
  return offset;
}
