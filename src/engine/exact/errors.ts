/** How points are placed: `panels` by Kronrod's rule, `even` evenly spaced; `none` where there are but sums. */
export type Rule =
  | { readonly kind: 'panels' | 'none' }
  | {
      readonly kind: 'even';
      /** What halving the step leaves of an error at most: 1 where nothing is known. */
      readonly decay: number;
    };

/**
 * The error of evenly spaced points, from what they differ by from every second of them. Of an analytic integrand it is about the square of
 * that, told with a margin; but not where a weak singularity close by takes over from a strong one further away, so that no more is told
 * than `decay` warrants.
 */
export function evenError(difference: number, size: number, decay: number): number {
  if (size === 0) return 0;
  return difference * Math.min(1, Math.max(decay, (30 * difference) / size));
}

/**
 * What halving a step leaves of an error where operations go through so many radians or e-folds in it: their singularities lie about
 * as far from the line as they take to go through one, and the error falls as exp(-2 pi distance / step) (Trefethen and Weideman, SIAM
 * Review 56(3), 2014); half of that distance is relied on.
 */
export function decayOf(turns: number): number {
  return turns === 0 ? 0 : Math.exp(-Math.PI / (2 * turns));
}

/**
 * The error of Kronrod's rule from its difference to Gauss's: of an analytic integrand it falls with the power 23 / 14 of it, and is told
 * with a margin; of others it is less than the difference.
 */
export function panelError(difference: number, size: number): number {
  if (size === 0) return 0;
  return Math.min(difference, 30 * size * (difference / size) ** 1.5);
}
