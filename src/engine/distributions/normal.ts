import { normalCdf } from '../base/special/normal';
import { argument, numberOf } from './argument';
import type { Distribution } from './contract';

const LOG_SQRT_2PI = 0.5 * Math.log(2 * Math.PI);

/** Normal(loc, scale): the standard deviation is the scale. */
export const normal: Distribution = {
  name: 'Normal',
  discrete: false,
  support: 'real',
  constraints: { loc: 'real', scale: 'positive' },
  vector: false,
  sample: (b, args, batch, noise) =>
    b.add(argument(args, 'loc'), b.mul(argument(args, 'scale'), noise.normal(batch))),
  pathwise: true,
  logProb: (b, args, x) => {
    const scale = argument(args, 'scale');
    const z = b.div(b.sub(x, argument(args, 'loc')), scale);
    return b.sub(b.sub(b.mul(-0.5, b.square(z)), b.log(scale)), LOG_SQRT_2PI);
  },
  movesSupport: [],
  exact: { kind: 'noise' },
  mean: (b, args) => b.together(argument(args, 'loc'), argument(args, 'scale'))[0],
  variance: (b, args) => b.square(b.together(argument(args, 'scale'), argument(args, 'loc'))[0]),
  cdf: (args, x) => normalCdf((x - numberOf(args, 'loc')) / numberOf(args, 'scale')),
  latex: {
    symbol: '\\mathcal{N}',
    density: '\\frac{1}{\\sigma\\sqrt{2\\pi}}\\exp\\left(-\\frac{(x-\\mu)^2}{2\\sigma^2}\\right)',
    sampler: 'x = \\mu + \\sigma\\epsilon,\\ \\epsilon \\sim \\mathcal{N}(0, 1)',
  },
};
