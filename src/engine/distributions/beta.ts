import { lgamma } from '../base/special/gamma';
import { betaI } from '../base/special/incompleteBeta';
import type { Builder, Value } from '../ir/builder';
import { argument, logPower, numberOf, onSupport } from './argument';
import { logitAxis } from './axes';
import type { Distribution } from './contract';

/** log of the mass that either end of the axis may leave out. */
const LOG_LEFT_OUT = Math.log(1e-16);

/**
 * Beta(concentration1, concentration0): the share of one of two Gamma draws in their sum, mean
 * concentration1 / (concentration1 + concentration0).
 *
 * Below concentration0 = 1 the axis leaves out 2^(-52 concentration0) or so of the mass: float64 has no numbers closer to 1.
 */
export const beta: Distribution = {
  name: 'Beta',
  discrete: false,
  support: 'unitInterval',
  constraints: { concentration1: 'positive', concentration0: 'positive' },
  vector: false,
  sample: (b, args, batch, noise) => {
    const part = noise.gamma(b.broadcast(argument(args, 'concentration1'), batch));
    const rest = noise.gamma(b.broadcast(argument(args, 'concentration0'), batch));
    return b.div(part, b.add(part, rest));
  },
  pathwise: true,
  logProb: (b, args, x) => {
    const [p, q] = [argument(args, 'concentration1'), argument(args, 'concentration0')];
    const inside = b.mul(b.le(0, x), b.le(x, 1));
    const powers = b.add(
      logPower(b, b.sub(p, 1), x, b.log(x)),
      logPower(b, b.sub(q, 1), b.sub(1, x), b.log1p(b.neg(x))),
    );
    return onSupport(b, inside, b.sub(powers, logBeta(b, p, q)));
  },
  movesSupport: [],
  exact: {
    kind: 'density',
    // P(X <= x) <= 2 x^p / (p B(p, q)) below 1/2, and the same with p and q exchanged for 1 - x.
    axis: (args) => {
      const [p, q] = [numberOf(args, 'concentration1'), numberOf(args, 'concentration0')];
      const common = lgamma(p) + lgamma(q) - lgamma(p + q) + LOG_LEFT_OUT;
      const low = Math.min(-1, (common + Math.log(p)) / p);
      const high = Math.min(-1, (common + Math.log(q)) / q);
      return logitAxis(low, -high);
    },
  },
  mean: (b, args) => {
    const [p, q] = [argument(args, 'concentration1'), argument(args, 'concentration0')];
    return b.div(p, b.add(p, q));
  },
  variance: (b, args) => {
    const [p, q] = [argument(args, 'concentration1'), argument(args, 'concentration0')];
    const sum = b.add(p, q);
    return b.div(b.mul(p, q), b.mul(b.square(sum), b.add(sum, 1)));
  },
  cdf: (args, x) => betaI(numberOf(args, 'concentration1'), numberOf(args, 'concentration0'), x),
  latex: {
    symbol: '\\mathrm{Beta}',
    density: '\\frac{x^{\\alpha-1}(1-x)^{\\beta-1}}{\\mathrm{B}(\\alpha,\\beta)}',
    sampler:
      'x = \\frac{g}{g + h},\\ g \\sim \\mathrm{Gamma}(\\alpha, 1),\\ h \\sim \\mathrm{Gamma}(\\beta, 1)',
  },
};

/** The logarithm of the beta function. */
export function logBeta(b: Builder, p: Value, q: Value): Value {
  return b.sub(b.add(b.lgamma(p), b.lgamma(q)), b.lgamma(b.add(p, q)));
}
