/**
 * How points are placed: `panels` by Kronrod's rule; `analytic` and `even` evenly spaced, where what is integrated is known to be
 * analytic and where it is not; `none` where there are but sums.
 */
export type Rule = 'panels' | 'analytic' | 'even' | 'none';

/**
 * The error of a rule.
 * @param difference to the coarser rule
 * @param coarser of evenly spaced points: the difference of the rule of every second point to that of every fourth
 * @param size the integral of the size
 */
export function errorOf(rule: Rule, difference: number, coarser: number, size: number): number {
  switch (rule) {
    case 'panels':
      return panelError(difference, size);
    case 'analytic':
      return trapezoidError(difference, coarser, size);
    case 'even':
    case 'none':
      return difference;
  }
}

/**
 * The error of a trapezoidal rule, from its difference to the rule of every second point, and of that to the rule of every fourth. Where the
 * integrand is analytic and its points are close enough, each is about the square of the next, and so is the error, told with a margin;
 * where they are not seen to be, the difference itself is told.
 */
function trapezoidError(difference: number, coarser: number, size: number): number {
  if (size === 0) return 0;
  const squares = difference <= (30 * coarser * coarser) / size;
  return squares ? difference * Math.min(1, (30 * difference) / size) : difference;
}

/**
 * The error of Kronrod's rule from its difference to Gauss's: of an analytic integrand it falls with the power 23 / 14 of it, and is told
 * with a margin; of others it is less than the difference.
 */
export function panelError(difference: number, size: number): number {
  if (size === 0) return 0;
  return Math.min(difference, 30 * size * (difference / size) ** 1.5);
}
