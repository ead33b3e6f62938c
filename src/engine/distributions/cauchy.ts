import { argument, numberOf } from './argument';
import type { Distribution } from './contract';

/** Cauchy(loc, scale): the median is loc, half of the mass lies within scale of it, and there is no mean. */
export const cauchy: Distribution = {
  name: 'Cauchy',
  discrete: false,
  support: 'real',
  constraints: { loc: 'real', scale: 'positive' },
  vector: false,
  // tan(pi (u - 1/2)) = -cot(pi u), by the distance from the nearer end, where a tangent would lose the tail's digits.
  sample: (b, args, batch, noise) => {
    const u = noise.uniform(batch);
    const angle = b.mul(Math.PI, b.min(u, b.sub(1, u)));
    const standard = b.mul(b.sign(b.sub(u, 0.5)), b.div(b.cos(angle), b.sin(angle)));
    return b.add(argument(args, 'loc'), b.mul(argument(args, 'scale'), standard));
  },
  pathwise: true,
  logProb: (b, args, x) => {
    const scale = argument(args, 'scale');
    const z = b.div(b.sub(x, argument(args, 'loc')), scale);
    return b.neg(b.add(b.log1p(b.square(z)), b.log(b.mul(Math.PI, scale))));
  },
  movesSupport: [],
  exact: { kind: 'noise' },
  mean: (b, args) => b.fill(Number.NaN, b.together(argument(args, 'loc'), argument(args, 'scale'))[0].shape),
  variance: (b, args) =>
    b.fill(Number.POSITIVE_INFINITY, b.together(argument(args, 'loc'), argument(args, 'scale'))[0].shape),
  cdf: (args, x) => {
    const z = (x - numberOf(args, 'loc')) / numberOf(args, 'scale');
    return z < -1 ? Math.atan(-1 / z) / Math.PI : 0.5 + Math.atan(z) / Math.PI;
  },
  latex: {
    symbol: '\\mathrm{Cauchy}',
    density: '\\frac{1}{\\pi\\gamma}\\left(1 + \\frac{(x-\\mu)^2}{\\gamma^2}\\right)^{-1}',
    sampler: 'x = \\mu + \\gamma\\tan\\left(\\pi(u - \\tfrac{1}{2})\\right),\\ u \\sim \\mathcal{U}(0, 1)',
  },
};
