import { gammaQ } from '../base/special/incompleteGamma';
import { argument, numberOf, onSupport } from './argument';
import type { Distribution } from './contract';

/**
 * InverseGamma(concentration, rate): 1 / x follows Gamma(concentration, rate). Mean rate / (concentration - 1) above 1.
 */
export const inverseGamma: Distribution = {
  name: 'InverseGamma',
  discrete: false,
  support: 'positive',
  constraints: { concentration: 'positive', rate: 'positive' },
  vector: false,
  sample: (b, args, batch, noise) => {
    const concentration = b.broadcast(argument(args, 'concentration'), batch);
    const log = b.sub(b.log(argument(args, 'rate')), noise.logGamma(concentration));
    return b.insideSupport(b.exp(log), 'positive');
  },
  pathwise: true,
  logProb: (b, args, x) => {
    const concentration = argument(args, 'concentration');
    const rate = argument(args, 'rate');
    const power = b.mul(b.add(concentration, 1), b.log(x));
    const constant = b.sub(b.mul(concentration, b.log(rate)), b.lgamma(concentration));
    return onSupport(b, b.lt(0, x), b.sub(b.sub(constant, power), b.div(rate, x)));
  },
  movesSupport: [],
  exact: { kind: 'noise' },
  mean: (b, args) => {
    const a = argument(args, 'concentration');
    return b.where(b.lt(1, a), b.div(argument(args, 'rate'), b.sub(a, 1)), Number.POSITIVE_INFINITY);
  },
  variance: (b, args) => {
    const a = argument(args, 'concentration');
    const mean = b.div(argument(args, 'rate'), b.sub(a, 1));
    return b.where(b.lt(2, a), b.div(b.square(mean), b.sub(a, 2)), Number.POSITIVE_INFINITY);
  },
  cdf: (args, x) => (x <= 0 ? 0 : gammaQ(numberOf(args, 'concentration'), numberOf(args, 'rate') / x)),
  latex: {
    symbol: '\\mathrm{InverseGamma}',
    density: '\\frac{\\beta^\\alpha}{\\Gamma(\\alpha)}x^{-\\alpha-1}e^{-\\beta/x}',
    sampler: 'x = \\frac{\\beta}{g},\\ g \\sim \\mathrm{Gamma}(\\alpha, 1)',
  },
};
