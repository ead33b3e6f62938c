import type { Builder, Value } from '../ir/builder';

/** exp(log mass) times the value, and 0 where there is no mass, whatever the value. */
export function massTimes(b: Builder, logMass: Value, value: Value): Value {
  const impossible = b.eq(logMass, Number.NEGATIVE_INFINITY);
  return b.mul(b.exp(logMass), b.where(impossible, 0, value));
}
