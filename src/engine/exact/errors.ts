/** The error of a trapezoidal rule, from its difference to every second point: it falls with the square, told with a margin. */
export function trapezoidError(difference: number, size: number): number {
  return difference * Math.min(1, (30 * difference) / size);
}

/**
 * The error of Kronrod's rule from its difference to Gauss's: of an analytic integrand it falls with the power 23 / 14 of it, and is told
 * with a margin; of others it is less than the difference.
 */
export function panelError(difference: number, size: number): number {
  if (size === 0) return 0;
  return Math.min(difference, 30 * size * (difference / size) ** 1.5);
}
