import { gammaP } from '../base/special/incompleteGamma';
import { argument, logPower, numberOf, onSupport } from './argument';
import type { Distribution } from './contract';

/** Gamma(concentration, rate): mean concentration / rate. */
export const gamma: Distribution = {
  name: 'Gamma',
  discrete: false,
  support: 'positive',
  constraints: { concentration: 'positive', rate: 'positive' },
  vector: false,
  sample: (b, args, batch, noise) => {
    const concentration = b.broadcast(argument(args, 'concentration'), batch);
    const log = b.sub(noise.logGamma(concentration), b.log(argument(args, 'rate')));
    return b.insideSupport(b.exp(log), 'positive');
  },
  pathwise: true,
  logProb: (b, args, x) => {
    const concentration = argument(args, 'concentration');
    const rate = argument(args, 'rate');
    const power = logPower(b, b.sub(concentration, 1), x, b.log(x));
    const constant = b.sub(b.mul(concentration, b.log(rate)), b.lgamma(concentration));
    return onSupport(b, b.le(0, x), b.add(b.sub(power, b.mul(rate, x)), constant));
  },
  movesSupport: [],
  exact: { kind: 'noise' },
  mean: (b, args) => b.div(argument(args, 'concentration'), argument(args, 'rate')),
  variance: (b, args) => b.div(argument(args, 'concentration'), b.square(argument(args, 'rate'))),
  cdf: (args, x) => gammaP(numberOf(args, 'concentration'), numberOf(args, 'rate') * x),
  latex: {
    symbol: '\\mathrm{Gamma}',
    density: '\\frac{\\beta^\\alpha}{\\Gamma(\\alpha)}x^{\\alpha-1}e^{-\\beta x}',
    sampler:
      'x = \\tfrac{d}{\\beta}(1 + c\\epsilon)^3,\\ d = \\alpha - \\tfrac{1}{3},\\ c = \\tfrac{1}{3\\sqrt{d}},\\ \\epsilon \\sim \\mathcal{N}(0, 1)\\ \\text{until accepted};\\ \\frac{\\partial x}{\\partial\\alpha} = -\\frac{\\partial F / \\partial\\alpha}{p(x)}',
  },
};
