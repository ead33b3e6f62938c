import { argument, numberOf } from './argument';
import type { Distribution } from './contract';

/** Rademacher(probs): 1 with this probability, else -1. */
export const rademacher: Distribution = {
  name: 'Rademacher',
  discrete: true,
  support: 'signs',
  constraints: { probs: 'unitInterval' },
  vector: false,
  sample: (b, args, batch, noise) => b.sub(b.mul(2, b.lt(noise.uniform(batch), argument(args, 'probs'))), 1),
  pathwise: false,
  logProb: (b, args, x) => {
    // The outcome's own probability, so that 0 and 1 make no NaN for the outcome that is possible.
    const p = argument(args, 'probs');
    return b.log(b.where(b.eq(x, 1), p, b.where(b.eq(x, -1), b.sub(1, p), 0)));
  },
  movesSupport: [],
  exact: { kind: 'enumerate', fixed: true, points: () => [[-1], [1]] },
  mean: (b, args) => b.sub(b.mul(2, argument(args, 'probs')), 1),
  variance: (b, args) => {
    const p = argument(args, 'probs');
    return b.mul(4, b.mul(p, b.sub(1, p)));
  },
  cdf: (args, x) => (x < -1 ? 0 : x < 1 ? 1 - numberOf(args, 'probs') : 1),
  latex: {
    symbol: '\\mathrm{Rademacher}',
    density: 'p^{\\frac{1+x}{2}}(1-p)^{\\frac{1-x}{2}}',
    sampler: 'x = 2[u < p] - 1,\\ u \\sim \\mathcal{U}(0, 1)',
  },
};
