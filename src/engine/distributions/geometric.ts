import { argument, numberOf, onSupport } from './argument';
import type { Distribution } from './contract';
import { isNatural, LOG_LEFT_OUT, naturalsWithin } from './naturals';

/** Geometric(probs): failures before the first success, mean (1 - probs) / probs. */
export const geometric: Distribution = {
  name: 'Geometric',
  discrete: true,
  support: 'naturals',
  constraints: { probs: 'positiveProbability' },
  vector: false,
  sample: (b, args, batch, noise) =>
    b.floor(b.div(b.log(noise.uniform(batch)), b.log1p(b.neg(argument(args, 'probs'))))),
  pathwise: false,
  logProb: (b, args, x) => {
    const p = argument(args, 'probs');
    // No failures count nothing: probability 1 makes no NaN for the outcome 0.
    const failure = b.log1p(b.neg(b.where(b.lt(0, x), p, 0)));
    return onSupport(b, isNatural(b, x), b.add(b.mul(x, failure), b.log(p)));
  },
  movesSupport: [],
  exact: {
    kind: 'enumerate',
    fixed: false,
    points: (args, leftOut = LOG_LEFT_OUT) => {
      const p = numberOf(args, 'probs');
      // P(X >= k) = (1 - p)^k
      const last = p >= 1 ? 0 : Math.ceil(leftOut / Math.log1p(-p));
      return naturalsWithin(() => 0, 0, leftOut, [0, last]);
    },
  },
  mean: (b, args) => {
    const p = argument(args, 'probs');
    return b.div(b.sub(1, p), p);
  },
  variance: (b, args) => {
    const p = argument(args, 'probs');
    return b.div(b.sub(1, p), b.square(p));
  },
  cdf: (args, x) => (x < 0 ? 0 : -Math.expm1((Math.floor(x) + 1) * Math.log1p(-numberOf(args, 'probs')))),
  latex: {
    symbol: '\\mathrm{Geometric}',
    density: '(1-p)^x p',
    sampler: 'x = \\left\\lfloor\\frac{\\log u}{\\log(1-p)}\\right\\rfloor,\\ u \\sim \\mathcal{U}(0, 1)',
  },
};
