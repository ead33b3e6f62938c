import { lgamma } from '../base/special/gamma';
import { betaI } from '../base/special/incompleteBeta';
import type { Builder, Value } from '../ir/builder';
import { argument, logPower, numberOf, onSupport } from './argument';
import { tailedAxis } from './axes';
import type { Distribution } from './contract';

/** log of the mass that either end of the axis may leave out. */
const LOG_LEFT_OUT = Math.log(1e-18);

/**
 * Beta(concentration1, concentration0): the share of one of two Gamma draws in their sum, mean
 * concentration1 / (concentration1 + concentration0).
 */
export const beta: Distribution = {
  name: 'Beta',
  discrete: false,
  support: 'unitInterval',
  constraints: { concentration1: 'positive', concentration0: 'positive' },
  vector: false,
  sample: (b, args, batch, noise) => {
    const part = noise.logGamma(b.broadcast(argument(args, 'concentration1'), batch));
    const rest = noise.logGamma(b.broadcast(argument(args, 'concentration0'), batch));
    return b.insideSupport(b.sigmoid(b.sub(part, rest)), 'unitInterval');
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
      return tailedAxis(low, -high, p, q);
    },
    // log(x / (1 - x)).
    coordinate: {
      of: (b, draw) => {
        const made = b.instruction(draw.id);
        if (made.op !== 'sigmoid') throw new Error('this is no draw of Beta');
        return b.at(made.args[0]);
      },
      logProb: (b, args, logit) => {
        const [p, q] = [argument(args, 'concentration1'), argument(args, 'concentration0')];
        const powers = b.sub(b.mul(p, logit), b.mul(b.add(p, q), b.softplus(logit)));
        return b.sub(powers, logBeta(b, p, q));
      },
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
