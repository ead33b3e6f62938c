import { gammaQ } from '../base/special/incompleteGamma';
import { poissonLogMass } from '../base/special/poisson';
import { argument, numberOf, onSupport } from './argument';
import type { Distribution } from './contract';
import { isNatural, LOG_LEFT_OUT, naturalsWithin } from './naturals';

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
    points: (args, leftOut = LOG_LEFT_OUT) => {
      const rate = numberOf(args, 'rate');
      const range = [0, Number.POSITIVE_INFINITY] as const;
      return naturalsWithin((k) => poissonLogMass(k, rate), Math.floor(rate), leftOut, range);
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
