import { evaluateRows } from '../executors/reference/evaluateRows';
import type { Builder, Value } from '../ir/builder';

/** The numbers of a value that depends on feeds alone, for tests. */
export function evaluate(
  b: Builder,
  value: Value,
  feeds: Readonly<Record<string, readonly number[]>> = {},
): number[] {
  let result: number[] = [];
  const numbers = new Map(Object.entries(feeds).map(([name, list]) => [name, Float64Array.from(list)]));
  const size = value.shape.reduce((product, n) => product * n, 1);
  evaluateRows(b.instructions, [value.id], numbers, new Map(), 1, ([column]) => {
    result = Array.from(column?.data.subarray(0, size) ?? []);
  });
  return result;
}
