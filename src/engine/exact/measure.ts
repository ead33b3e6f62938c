import type { Line } from './line';

const NARROW = 1e-3;

/** The measure between two places of a line; where only its density is known, at least about that. */
export function measureOf({ cumulative, density }: Line, from: number, to: number): number {
  if (!cumulative)
    return (to - from) * Math.max(density(from), density(to), density(Math.min(to, Math.max(from, 0))));
  // By Simpson's rule, where the difference of distribution functions would lose all digits.
  if (to - from < NARROW)
    return ((to - from) * (density(from) + 4 * density((from + to) / 2) + density(to))) / 6;
  const below = cumulative(to) - cumulative(from);
  // In the right tail the mirror image keeps the digits.
  return from > 0 ? Math.max(0, cumulative(-from) - cumulative(-to)) : below;
}
