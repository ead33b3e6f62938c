import { argument, numberOf } from './argument';
import type { Distribution } from './contract';

const EULER = 0.5772156649015329;

/** Gumbel(loc, scale), of maxima: mean loc + 0.5772 scale, variance pi^2 scale^2 / 6. */
export const gumbel: Distribution = {
  name: 'Gumbel',
  discrete: false,
  support: 'real',
  constraints: { loc: 'real', scale: 'positive' },
  vector: false,
  sample: (b, args, batch, noise) => {
    const standard = b.neg(b.log(b.neg(b.log(noise.uniform(batch)))));
    return b.add(argument(args, 'loc'), b.mul(argument(args, 'scale'), standard));
  },
  pathwise: true,
  logProb: (b, args, x) => {
    const scale = argument(args, 'scale');
    const z = b.div(b.sub(x, argument(args, 'loc')), scale);
    return b.neg(b.add(b.add(z, b.exp(b.neg(z))), b.log(scale)));
  },
  movesSupport: [],
  exact: { kind: 'noise' },
  mean: (b, args) => b.add(argument(args, 'loc'), b.mul(EULER, argument(args, 'scale'))),
  variance: (b, args) =>
    b.mul(Math.PI ** 2 / 6, b.square(b.together(argument(args, 'scale'), argument(args, 'loc'))[0])),
  cdf: (args, x) => Math.exp(-Math.exp(-(x - numberOf(args, 'loc')) / numberOf(args, 'scale'))),
  latex: {
    symbol: '\\mathrm{Gumbel}',
    density: '\\frac{1}{\\beta}e^{-z-e^{-z}},\\ z = \\frac{x-\\mu}{\\beta}',
    sampler: 'x = \\mu - \\beta\\log(-\\log u),\\ u \\sim \\mathcal{U}(0, 1)',
  },
};
