import { normalCdf } from '../base/special/normal';
import { argument, numberOf, onSupport } from './argument';
import type { Distribution } from './contract';
import { normal } from './normal';

/** LogNormal(loc, scale): the exponential of Normal(loc, scale). */
export const logNormal: Distribution = {
  name: 'LogNormal',
  discrete: false,
  support: 'positive',
  constraints: { loc: 'real', scale: 'positive' },
  vector: false,
  sample: (b, args, batch, noise) =>
    b.insideSupport(
      b.exp(b.add(argument(args, 'loc'), b.mul(argument(args, 'scale'), noise.normal(batch)))),
      'positive',
    ),
  pathwise: true,
  logProb: (b, args, x) => {
    const log = b.log(x);
    return onSupport(b, b.lt(0, x), b.sub(normal.logProb(b, args, log), log));
  },
  movesSupport: [],
  exact: { kind: 'noise' },
  mean: (b, args) => b.exp(b.add(argument(args, 'loc'), b.mul(0.5, b.square(argument(args, 'scale'))))),
  variance: (b, args) => {
    const square = b.square(argument(args, 'scale'));
    return b.mul(b.expm1(square), b.exp(b.add(b.mul(2, argument(args, 'loc')), square)));
  },
  cdf: (args, x) => (x <= 0 ? 0 : normalCdf((Math.log(x) - numberOf(args, 'loc')) / numberOf(args, 'scale'))),
  latex: {
    symbol: '\\mathrm{LogNormal}',
    density: '\\frac{1}{x\\sigma\\sqrt{2\\pi}}\\exp\\left(-\\frac{(\\log x-\\mu)^2}{2\\sigma^2}\\right)',
    sampler: 'x = \\exp(\\mu + \\sigma\\epsilon),\\ \\epsilon \\sim \\mathcal{N}(0, 1)',
  },
};
