import { argument, numberOf } from './argument';
import type { Distribution } from './contract';

/** Laplace(loc, scale): density exp(-|x - loc| / scale) / (2 scale), variance 2 scale^2. */
export const laplace: Distribution = {
  name: 'Laplace',
  discrete: false,
  support: 'real',
  constraints: { loc: 'real', scale: 'positive' },
  vector: false,
  // The inverse distribution function by the distance from the nearer end, 1/2 - |u - 1/2|, which floats hold in the
  // tails too.
  sample: (b, args, batch, noise) => {
    const u = noise.uniform(batch);
    const end = b.min(u, b.sub(1, u));
    const tail = b.mul(b.sign(b.sub(u, 0.5)), b.log(b.mul(2, end)));
    return b.sub(argument(args, 'loc'), b.mul(argument(args, 'scale'), tail));
  },
  pathwise: true,
  logProb: (b, args, x) => {
    const scale = argument(args, 'scale');
    const distance = b.div(b.abs(b.sub(x, argument(args, 'loc'))), scale);
    return b.neg(b.add(distance, b.log(b.mul(2, scale))));
  },
  movesSupport: [],
  exact: { kind: 'noise' },
  mean: (b, args) => b.together(argument(args, 'loc'), argument(args, 'scale'))[0],
  variance: (b, args) => b.mul(2, b.square(b.together(argument(args, 'scale'), argument(args, 'loc'))[0])),
  cdf: (args, x) => {
    const z = (x - numberOf(args, 'loc')) / numberOf(args, 'scale');
    return z < 0 ? 0.5 * Math.exp(z) : 1 - 0.5 * Math.exp(-z);
  },
  latex: {
    symbol: '\\mathrm{Laplace}',
    density: '\\frac{1}{2b}\\exp\\left(-\\frac{|x-\\mu|}{b}\\right)',
    sampler:
      'x = \\mu - b\\,\\operatorname{sgn}(u)\\log(1 - 2|u|),\\ u \\sim \\mathcal{U}(-\\tfrac{1}{2}, \\tfrac{1}{2})',
  },
};
