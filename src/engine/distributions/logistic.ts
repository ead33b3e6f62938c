import { argument, numberOf } from './argument';
import type { Distribution } from './contract';

/** Logistic(loc, scale): the distribution function is a sigmoid; variance pi^2 scale^2 / 3. */
export const logistic: Distribution = {
  name: 'Logistic',
  discrete: false,
  support: 'real',
  constraints: { loc: 'real', scale: 'positive' },
  vector: false,
  sample: (b, args, batch, noise) => {
    const u = noise.uniform(batch);
    const standard = b.sub(b.log(u), b.log(b.sub(1, u)));
    return b.add(argument(args, 'loc'), b.mul(argument(args, 'scale'), standard));
  },
  pathwise: true,
  logProb: (b, args, x) => {
    const scale = argument(args, 'scale');
    const z = b.div(b.sub(x, argument(args, 'loc')), scale);
    return b.neg(b.add(b.add(z, b.mul(2, b.softplus(b.neg(z)))), b.log(scale)));
  },
  movesSupport: [],
  exact: { kind: 'noise' },
  mean: (b, args) => b.together(argument(args, 'loc'), argument(args, 'scale'))[0],
  variance: (b, args) =>
    b.mul(Math.PI ** 2 / 3, b.square(b.together(argument(args, 'scale'), argument(args, 'loc'))[0])),
  cdf: (args, x) => 1 / (1 + Math.exp(-(x - numberOf(args, 'loc')) / numberOf(args, 'scale'))),
  latex: {
    symbol: '\\mathrm{Logistic}',
    density: '\\frac{e^{-z}}{s(1+e^{-z})^2},\\ z = \\frac{x-\\mu}{s}',
    sampler: 'x = \\mu + s\\log\\frac{u}{1-u},\\ u \\sim \\mathcal{U}(0, 1)',
  },
};
