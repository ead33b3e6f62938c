/** How points are placed: `panels` by Kronrod's rule, `even` evenly spaced; `none` where there are only sums. */
export type Rule =
  | { readonly kind: 'panels' | 'none' }
  | {
      readonly kind: 'even';
      /** What share of an error is left at most when the step is halved: 1 where nothing is known. */
      readonly decay: number;
    };

/**
 * The error of evenly spaced points, from the difference between the rule and that of every second point. For an
 * analytic integrand the error is about the square of that difference; a margin is added. But a weak singularity close
 * by may take over from a strong one further away, so the error is not taken below `decay` times the difference.
 */
export function evenError(difference: number, size: number, decay: number): number {
  if (size === 0) return 0;
  return difference * Math.min(1, Math.max(decay, (30 * difference) / size));
}

/**
 * What share of an error is left when the step is halved, where operations go through so many radians or e-folds in a
 * step. Their singularities lie about as far from the line as they take to go through one, and the error falls as
 * exp(-2 pi distance / step) (Trefethen and Weideman, SIAM Review 56(3), 2014). Half of that distance is relied on.
 */
export function decayOf(turns: number): number {
  return turns === 0 ? 0 : Math.exp(-Math.PI / (2 * turns));
}

/**
 * The error of Kronrod's rule, from its difference to Gauss's. For an analytic integrand it falls as the power 23 / 14
 * of the difference, and a margin is added; for others it is less than the difference.
 */
export function panelError(difference: number, size: number): number {
  if (size === 0) return 0;
  return Math.min(difference, 30 * size * (difference / size) ** 1.5);
}
