import { rangeOf } from '../autodiff/range';
import type { Builder, Value } from '../ir/builder';

/**
 * The costs of a value that the node takes with this probability, but 0 where they are infinite or NaN and the
 * probability is 0: what never happens costs nothing. Finite costs stay, since a probability of 0 may have a slope.
 */
export function weighed(b: Builder, costs: Value, probability: Value): Value {
  const [own, chance] = [rangeOf(b, costs), rangeOf(b, probability)];
  if (!(own.pole || own.huge) || !chance.tiny) return costs;
  const counts = b.lt(b.abs(costs), Number.POSITIVE_INFINITY);
  return b.where(counts, costs, b.where(probability, costs, 0));
}
