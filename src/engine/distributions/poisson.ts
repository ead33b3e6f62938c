import { gammaQ } from '../base/special/incompleteGamma';
import { poissonQuantile } from '../base/special/poisson';
import { argument, numberOf, onSupport } from './argument';
import type { Distribution } from './contract';
import { isNatural, LEFT_OUT, naturalsBetween } from './naturals';

/** Poisson(rate): mean and variance rate. */
export const poisson: Distribution = {
  name: 'Poisson',
  discrete: true,
  support: 'naturals',
  constraints: { rate: 'positive' },
  vector: false,
  sample: (b, args, batch, noise) => b.poissonQuantile(noise.uniform(batch), argument(args, 'rate')),
  pathwise: false,
  logProb: (b, args, x) => {
    const rate = argument(args, 'rate');
    return onSupport(b, isNatural(b, x), x, 0, (k) =>
      b.sub(b.sub(b.mul(k, b.log(rate)), rate), b.lgamma(b.add(k, 1))),
    );
  },
  movesSupport: [],
  exact: {
    kind: 'enumerate',
    fixed: false,
    points: (args) => {
      const rate = numberOf(args, 'rate');
      return naturalsBetween(poissonQuantile(LEFT_OUT, rate), poissonQuantile(1 - LEFT_OUT, rate));
    },
  },
  mean: (_, args) => argument(args, 'rate'),
  variance: (_, args) => argument(args, 'rate'),
  cdf: (args, x) => (x < 0 ? 0 : gammaQ(Math.floor(x) + 1, numberOf(args, 'rate'))),
  latex: {
    symbol: '\\mathrm{Poisson}',
    density: '\\frac{\\lambda^x e^{-\\lambda}}{x!}',
    sampler: 'x = \\min\\{k : u < P(K \\le k)\\},\\ u \\sim \\mathcal{U}(0, 1)',
  },
};
