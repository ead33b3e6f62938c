import type { Builder, Value } from '../../ir/builder';
import { refuse } from './contract';

/** An argument that shapes depend on: a whole number that is known. Throws FindingError without a span. */
export function wholeNumber(b: Builder, value: Value, call: string, argument: string): number {
  const number = value.shape.length === 0 ? b.known(value) : undefined;
  if (number === undefined || !Number.isInteger(number))
    throw refuse({ code: 'not-constant', facts: { call, argument } });
  return number;
}
