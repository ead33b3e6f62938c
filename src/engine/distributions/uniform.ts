import type { Builder } from '../ir/builder';
import { argument, numberOf } from './argument';
import type { Args, Distribution } from './contract';

/** Uniform(low, high). Its arguments move its support: the score function cannot see the mass at the moving ends. */
export const uniform: Distribution = {
  name: 'Uniform',
  discrete: false,
  support: 'interval',
  constraints: { low: 'real', high: 'real' },
  vector: false,
  sample: (b, args, batch, noise) =>
    b.add(argument(args, 'low'), b.mul(length(b, args), noise.uniform(batch))),
  pathwise: true,
  logProb: (b, args, x) => {
    const inside = b.mul(b.le(argument(args, 'low'), x), b.le(x, argument(args, 'high')));
    return b.where(inside, b.neg(b.log(length(b, args))), Number.NEGATIVE_INFINITY);
  },
  movesSupport: ['low', 'high'],
  exact: { kind: 'noise' },
  mean: (b, args) => b.mul(0.5, b.add(argument(args, 'low'), argument(args, 'high'))),
  variance: (b, args) => b.div(b.square(length(b, args)), 12),
  cdf: (args, x) => {
    const low = numberOf(args, 'low');
    return Math.min(1, Math.max(0, (x - low) / (numberOf(args, 'high') - low)));
  },
  latex: {
    symbol: '\\mathcal{U}',
    density: '\\frac{1}{b-a},\\ a \\le x \\le b',
    sampler: 'x = a + (b - a)u,\\ u \\sim \\mathcal{U}(0, 1)',
  },
};

function length(b: Builder, args: Args) {
  return b.sub(argument(args, 'high'), argument(args, 'low'));
}
