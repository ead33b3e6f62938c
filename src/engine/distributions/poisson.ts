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
    // No events count nothing: a rate of 0 makes no NaN for the outcome 0.
    const events = b.mul(x, b.log(b.where(b.lt(0, x), rate, 1)));
    return onSupport(b, isNatural(b, x), b.sub(b.sub(events, rate), b.lgamma(b.add(x, 1))));
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
