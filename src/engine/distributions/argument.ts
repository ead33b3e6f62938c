import type { Builder, Value } from '../ir/builder';
import type { Args, NumericArgs } from './contract';

/** The argument called `name`; a distribution is only ever built with a complete set of arguments. */
export function argument(args: Args, name: string): Value {
  const value = Object.hasOwn(args, name) ? args[name] : undefined;
  if (!value) throw new Error(`the argument ${name} is missing`);
  return value;
}

/** The scalar argument called `name` of one element. */
export function numberOf(args: NumericArgs, name: string): number {
  const value = numbersOf(args, name)[0];
  if (value === undefined) throw new Error(`the argument ${name} is empty`);
  return value;
}

/** All numbers of the argument called `name` of one element: one for each class. */
export function numbersOf(args: NumericArgs, name: string): readonly number[] {
  const values = Object.hasOwn(args, name) ? args[name] : undefined;
  if (!values) throw new Error(`the argument ${name} is missing`);
  return values;
}

/**
 * `density(x)` where `inside` holds, minus infinity elsewhere. The density is evaluated at the point `safe` of the
 * support in place of what lies outside, so that neither it nor its gradient makes NaN there.
 */
export function onSupport(
  b: Builder,
  inside: Value,
  x: Value,
  safe: number,
  density: (x: Value) => Value,
): Value {
  return b.where(inside, density(b.where(inside, x, safe)), Number.NEGATIVE_INFINITY);
}
