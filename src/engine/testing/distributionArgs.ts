import { elementShape } from '../distributions/args';
import type { Args, Distribution, NumericArgs } from '../distributions/contract';
import type { Builder, Value } from '../ir/builder';

/** Arguments as feeds: each repeated for `rows` draws, or as they are. */
export function feedArgs(
  b: Builder,
  distribution: Distribution,
  numbers: NumericArgs,
  rows: number | undefined,
) {
  const args: Record<string, Value> = {};
  const feeds: Record<string, readonly number[]> = {};
  for (const [name, values] of Object.entries(numbers)) {
    const event = elementShape(distribution.constraints[name], values.length);
    args[name] = b.feed(name, rows === undefined ? event : [rows, ...event]);
    feeds[name] = Array.from({ length: rows ?? 1 }, () => values).flat();
  }
  return { args, feeds };
}

/** Arguments as constants. */
export function constantArgs(b: Builder, distribution: Distribution, numbers: NumericArgs): Args {
  return Object.fromEntries(
    Object.entries(numbers).map(([arg, values]) => [
      arg,
      b.constant(values, elementShape(distribution.constraints[arg], values.length)),
    ]),
  );
}

export function movedArgs(args: NumericArgs, arg: string, position: number, by: number): NumericArgs {
  return { ...args, [arg]: (args[arg] ?? []).map((value, i) => (i === position ? value + by : value)) };
}

/** The step of a central difference in this number. */
export function argStep(value: number): number {
  return 1e-5 * Math.max(0.1, Math.abs(value));
}
