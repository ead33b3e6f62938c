import type { Axis } from './contract';

/** The smallest positive number that float64 holds in full: below it there is no logarithm to integrate over. */
const SMALLEST = 2 ** -1022;
/** Beyond, 1 / (1 + exp(-t)) is 1 to float64. */
const MOST_LOGIT = 36;

/** Positive x by its logarithm. */
export function logAxis(from: number, to: number): Axis {
  return { from: Math.log(Math.max(from, SMALLEST)), to: Math.log(to), draw: Math.exp, slope: Math.exp };
}

/** x in (0, 1) by log(x / (1 - x)). */
export function logitAxis(from: number, to: number): Axis {
  return {
    from: Math.max(from, Math.log(SMALLEST)),
    to: Math.min(to, MOST_LOGIT),
    draw: (t) => 1 / (1 + Math.exp(-t)),
    slope: (t) => 1 / (2 + Math.exp(t) + Math.exp(-t)),
  };
}

/** x = loc + scale sinh(t), as far as |x - loc| = scale * reach: even in the middle, logarithmic in the tails. */
export function sinhAxis(loc: number, scale: number, reach: number): Axis {
  const end = Math.asinh(reach);
  return {
    from: -end,
    to: end,
    draw: (t) => loc + scale * Math.sinh(t),
    slope: (t) => scale * Math.cosh(t),
  };
}
