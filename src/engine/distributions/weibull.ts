import type { Builder, Value } from '../ir/builder';
import { argument, logPower, numberOf, onSupport } from './argument';
import type { Args, Distribution } from './contract';

/** Weibull(scale, concentration): P(X > x) = exp(-(x / scale)^concentration). */
export const weibull: Distribution = {
  name: 'Weibull',
  discrete: false,
  support: 'positive',
  constraints: { scale: 'positive', concentration: 'positive' },
  vector: false,
  sample: (b, args, batch, noise) => {
    const exponential = b.neg(b.log(noise.uniform(batch)));
    const standard = b.exp(b.div(b.log(exponential), argument(args, 'concentration')));
    return b.insideSupport(b.mul(argument(args, 'scale'), standard), 'positive');
  },
  pathwise: true,
  logProb: (b, args, x) => {
    const scale = argument(args, 'scale');
    const power = argument(args, 'concentration');
    const log = b.sub(b.log(x), b.log(scale));
    const front = b.add(b.sub(b.log(power), b.log(scale)), logPower(b, b.sub(power, 1), x, log));
    return onSupport(b, b.le(0, x), b.sub(front, b.pow(b.div(x, scale), power)));
  },
  movesSupport: [],
  exact: { kind: 'noise' },
  mean: (b, args) => moment(b, args, 1),
  variance: (b, args) => b.sub(moment(b, args, 2), b.square(moment(b, args, 1))),
  cdf: (args, x) =>
    x <= 0 ? 0 : -Math.expm1(-((x / numberOf(args, 'scale')) ** numberOf(args, 'concentration'))),
  latex: {
    symbol: '\\mathrm{Weibull}',
    density: '\\frac{k}{\\lambda}\\left(\\frac{x}{\\lambda}\\right)^{k-1}e^{-(x/\\lambda)^k}',
    sampler: 'x = \\lambda(-\\log u)^{1/k},\\ u \\sim \\mathcal{U}(0, 1)',
  },
};

/** E[x^power] = scale^power gamma(1 + power / concentration). */
function moment(b: Builder, args: Args, power: number): Value {
  const gamma = b.exp(b.lgamma(b.add(1, b.div(power, argument(args, 'concentration')))));
  return b.mul(b.pow(argument(args, 'scale'), power), gamma);
}
