import type { Axis } from './contract';

/**
 * A real coordinate y from `low` to `high` whose density falls as exp(left y) to the left and as exp(-right y) to the
 * right, or faster: y = t - softplus(-t) / left + softplus(t) / right, so that along t it falls at rates of about 1 or
 * more on both sides, and one step serves all of it. Either rate may be infinite.
 */
export function tailedAxis(low: number, high: number, left: number, right: number): Axis {
  const draw = (t: number) => t - softplus(-t) / left + softplus(t) / right;
  return {
    from: inverse(draw, low),
    to: inverse(draw, high),
    draw,
    slope: (t) => 1 + 1 / (left * (1 + Math.exp(t))) + 1 / (right * (1 + Math.exp(-t))),
  };
}

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** The t at which an increasing function that is steeper than 1 comes to y. */
function inverse(f: (t: number) => number, y: number): number {
  const size = Math.abs(y - f(0));
  let [from, to] = [-size, size];
  for (let step = 0; step < 60; step++) {
    const middle = (from + to) / 2;
    if (f(middle) < y) from = middle;
    else to = middle;
  }
  return to;
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
