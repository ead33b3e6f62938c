import { argument, numberOf, onSupport } from './argument';
import type { Distribution } from './contract';

/** Exponential(rate): mean 1 / rate. */
export const exponential: Distribution = {
  name: 'Exponential',
  discrete: false,
  support: 'positive',
  constraints: { rate: 'positive' },
  vector: false,
  sample: (b, args, batch, noise) => b.div(b.neg(b.log(noise.uniform(batch))), argument(args, 'rate')),
  pathwise: true,
  logProb: (b, args, x) => {
    const rate = argument(args, 'rate');
    return onSupport(b, b.le(0, x), b.sub(b.log(rate), b.mul(rate, x)));
  },
  movesSupport: [],
  exact: { kind: 'noise' },
  mean: (b, args) => b.div(1, argument(args, 'rate')),
  variance: (b, args) => b.div(1, b.square(argument(args, 'rate'))),
  cdf: (args, x) => (x <= 0 ? 0 : -Math.expm1(-numberOf(args, 'rate') * x)),
  latex: {
    symbol: '\\mathrm{Exponential}',
    density: '\\lambda e^{-\\lambda x}',
    sampler: 'x = -\\frac{1}{\\lambda}\\log u,\\ u \\sim \\mathcal{U}(0, 1)',
  },
};
