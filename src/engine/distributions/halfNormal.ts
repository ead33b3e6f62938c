import { erf } from '../base/special/normal';
import { argument, numberOf, onSupport } from './argument';
import type { Distribution } from './contract';
import { normal } from './normal';

/** HalfNormal(scale): the absolute value of Normal(0, scale). */
export const halfNormal: Distribution = {
  name: 'HalfNormal',
  discrete: false,
  support: 'positive',
  constraints: { scale: 'positive' },
  vector: false,
  sample: (b, args, batch, noise) => b.mul(argument(args, 'scale'), b.abs(noise.normal(batch))),
  pathwise: true,
  logProb: (b, args, x) => {
    const both = normal.logProb(b, { loc: b.constant(0), scale: argument(args, 'scale') }, x);
    return onSupport(b, b.le(0, x), b.add(Math.LN2, both));
  },
  movesSupport: [],
  exact: { kind: 'noise' },
  mean: (b, args) => b.mul(Math.sqrt(2 / Math.PI), argument(args, 'scale')),
  variance: (b, args) => b.mul(1 - 2 / Math.PI, b.square(argument(args, 'scale'))),
  cdf: (args, x) => (x <= 0 ? 0 : erf(x / numberOf(args, 'scale') / Math.SQRT2)),
  latex: {
    symbol: '\\mathrm{HalfNormal}',
    density: '\\frac{\\sqrt{2}}{\\sigma\\sqrt{\\pi}}\\exp\\left(-\\frac{x^2}{2\\sigma^2}\\right)',
    sampler: 'x = \\sigma|\\epsilon|,\\ \\epsilon \\sim \\mathcal{N}(0, 1)',
  },
};
