import type { Axis } from './contract';

/** A coordinate by itself. */
export function plainAxis(from: number, to: number): Axis {
  return { from, to, draw: (t) => t, slope: () => 1 };
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
