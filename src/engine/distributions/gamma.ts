import { lgamma } from '../base/special/gamma';
import { gammaP } from '../base/special/incompleteGamma';
import { argument, logPower, numberOf, onSupport } from './argument';
import { logAxis } from './axes';
import type { Distribution } from './contract';

/**
 * Where all of Gamma(concentration, 1) lies but 1e-14 of it, for concentrations above about 0.05; below, more lies under
 * the smallest float64.
 *
 * P(X <= x) <= x^a / gamma(a + 1) bounds the left tail, from a = 9 on more tightly the transformation of Wilson and
 * Hilferty (1931) 9 standard deviations down; 12 of them and 60 more leave out nothing on the right.
 */
export function standardGammaRange(a: number): readonly [number, number] {
  const bound = Math.exp((Math.log(1e-18) + lgamma(a + 1)) / a);
  const transformed = a * Math.max(0, 1 - 1 / (9 * a) - 3 / Math.sqrt(a)) ** 3;
  return [Math.max(bound, transformed), a + 12 * Math.sqrt(a) + 60];
}

/** Gamma(concentration, rate): mean concentration / rate. */
export const gamma: Distribution = {
  name: 'Gamma',
  discrete: false,
  support: 'positive',
  constraints: { concentration: 'positive', rate: 'positive' },
  vector: false,
  sample: (b, args, batch, noise) => {
    const concentration = b.broadcast(argument(args, 'concentration'), batch);
    return b.div(noise.gamma(concentration), argument(args, 'rate'));
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
  exact: {
    kind: 'density',
    axis: (args) => {
      const [low, high] = standardGammaRange(numberOf(args, 'concentration'));
      const rate = numberOf(args, 'rate');
      return logAxis(low / rate, high / rate);
    },
  },
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
