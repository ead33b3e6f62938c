import { binomialLogMass } from '../base/special/binomial';
import { betaI } from '../base/special/incompleteBeta';
import { argument, numberOf, onSupport } from './argument';
import type { Distribution } from './contract';
import { isNatural, LOG_LEFT_OUT, naturalsWithin } from './naturals';

/** Binomial(total_count, probs): successes among so many trials. */
export const binomial: Distribution = {
  name: 'Binomial',
  discrete: true,
  support: 'counts',
  constraints: { total_count: 'naturalNumber', probs: 'unitInterval' },
  vector: false,
  sample: (b, args, batch, noise) =>
    b.binomialQuantile(noise.uniform(batch), argument(args, 'total_count'), argument(args, 'probs')),
  pathwise: false,
  logProb: (b, args, x) => {
    const n = argument(args, 'total_count');
    const inside = b.mul(isNatural(b, x), b.le(x, n));
    const p = argument(args, 'probs');
    const failures = b.sub(n, x);
    // What did not happen counts nothing: probabilities 0 and 1 make no NaN for the outcome that is sure.
    const won = b.mul(x, b.log(b.where(b.lt(0, x), p, 1)));
    const lost = b.mul(failures, b.log1p(b.neg(b.where(b.lt(0, failures), p, 0))));
    const orders = b.add(b.lgamma(b.add(x, 1)), b.lgamma(b.add(failures, 1)));
    return onSupport(b, inside, b.add(b.sub(b.lgamma(b.add(n, 1)), orders), b.add(won, lost)));
  },
  movesSupport: ['total_count'],
  exact: {
    kind: 'enumerate',
    fixed: false,
    points: (args, leftOut = LOG_LEFT_OUT) => {
      const [n, p] = [numberOf(args, 'total_count'), numberOf(args, 'probs')];
      return naturalsWithin((k) => binomialLogMass(k, n, p), Math.min(n, Math.floor((n + 1) * p)), leftOut, [
        0,
        n,
      ]);
    },
  },
  mean: (b, args) => b.mul(argument(args, 'total_count'), argument(args, 'probs')),
  variance: (b, args) => {
    const p = argument(args, 'probs');
    return b.mul(argument(args, 'total_count'), b.mul(p, b.sub(1, p)));
  },
  cdf: (args, x) => {
    const [n, p] = [numberOf(args, 'total_count'), numberOf(args, 'probs')];
    const k = Math.floor(x);
    return k < 0 ? 0 : k >= n ? 1 : betaI(n - k, k + 1, 1 - p);
  },
  latex: {
    symbol: '\\mathrm{Binomial}',
    density: '\\binom{n}{x}p^x(1-p)^{n-x}',
    sampler: 'x = \\min\\{k : u < P(K \\le k)\\},\\ u \\sim \\mathcal{U}(0, 1)',
  },
};
