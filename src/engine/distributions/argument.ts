import type { Builder, Operand, Value } from '../ir/builder';
import type { Args, NumericArgs } from './contract';

/** The argument called `name`; a distribution is only ever built with a complete set of arguments. */
export function argument(args: Args, name: string): Value {
  const value = Object.hasOwn(args, name) ? args[name] : undefined;
  if (!value) throw new Error(`the argument ${name} is missing`);
  return value;
}

/** The scalar argument called `name` of one element. */
export function numberOf(args: NumericArgs, name: string): number {
  const value = argumentNumbers(args, name)[0];
  if (value === undefined) throw new Error(`the argument ${name} is empty`);
  return value;
}

/** All numbers of the argument called `name` of one element: one for each class. */
export function argumentNumbers(args: NumericArgs, name: string): readonly number[] {
  const values = Object.hasOwn(args, name) ? args[name] : undefined;
  if (!values) throw new Error(`the argument ${name} is missing`);
  return values;
}

/** The log density where `inside` holds, minus infinity elsewhere, whatever it is there. */
export function onSupport(b: Builder, inside: Value, density: Value): Value {
  return b.where(inside, density, Number.NEGATIVE_INFINITY);
}

/** The logarithm of x to this power, where `log` is that of x >= 0: at x = 0 that of 1, 0 or infinity. */
export function logPower(b: Builder, power: Operand, x: Value, log: Value): Value {
  const atZero = b.where(power, b.mul(power, Number.NEGATIVE_INFINITY), 0);
  return b.where(b.lt(0, x), b.mul(power, log), atZero);
}
