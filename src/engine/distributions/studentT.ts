import { lgamma } from '../base/special/gamma';
import { betaI } from '../base/special/incompleteBeta';
import type { Value } from '../ir/builder';
import { argument, numberOf } from './argument';
import { sinhAxis } from './axes';
import type { Args, Distribution } from './contract';

/** Logarithm of the largest scaled deviation that is integrated over. */
const FARTHEST = 60;

/** StudentT(df, loc, scale): mean loc above df = 1, variance scale^2 df / (df - 2) above df = 2. */
export const studentT: Distribution = {
  name: 'StudentT',
  discrete: false,
  support: 'real',
  constraints: { df: 'positive', loc: 'real', scale: 'positive' },
  vector: false,
  sample: (b, args, batch, noise) => {
    const half = b.broadcast(b.mul(0.5, argument(args, 'df')), batch);
    const ratio = b.exp(b.mul(0.5, b.sub(b.log(half), noise.logGamma(half))));
    const standard = b.mul(noise.normal(batch), ratio);
    return b.add(argument(args, 'loc'), b.mul(argument(args, 'scale'), standard));
  },
  pathwise: true,
  logProb: (b, args, x) => {
    const { df, loc, scale } = argumentsOf(args);
    const z = b.div(b.sub(x, loc), scale);
    const half = b.mul(0.5, df);
    const power = b.mul(b.add(half, 0.5), b.log1p(b.div(b.square(z), df)));
    const gammas = b.sub(b.lgamma(b.add(half, 0.5)), b.lgamma(half));
    return b.sub(b.sub(gammas, b.add(b.mul(0.5, b.log(b.mul(Math.PI, df))), b.log(scale))), power);
  },
  movesSupport: [],
  exact: {
    kind: 'density',
    // P(|X - loc| > scale x) <= 2 c df^((df - 1) / 2) x^-df for the density c (1 + x^2 / df)^-((df + 1) / 2).
    axis: (args) => {
      const df = numberOf(args, 'df');
      const front = lgamma(0.5 * (df + 1)) - lgamma(0.5 * df) - 0.5 * Math.log(Math.PI * df);
      const log = (Math.LN2 + front + 0.5 * (df - 1) * Math.log(df) - Math.log(1e-16)) / df;
      // Four times as far on its logarithm: heavy tails matter to squares and fourth powers.
      const reach = Math.exp(Math.min(4 * Math.max(log, 1), FARTHEST));
      return sinhAxis(numberOf(args, 'loc'), numberOf(args, 'scale'), reach);
    },
  },
  mean: (b, args) => {
    const { df, loc, scale } = argumentsOf(args);
    return b.together(b.where(b.lt(1, df), loc, Number.NaN), scale)[0];
  },
  variance: (b, args) => {
    const { df, loc, scale } = argumentsOf(args);
    const finite = b.mul(b.square(scale), b.div(df, b.sub(df, 2)));
    return b.together(b.where(b.lt(2, df), finite, Number.POSITIVE_INFINITY), loc)[0];
  },
  cdf: (args, x) => {
    const df = numberOf(args, 'df');
    const z = (x - numberOf(args, 'loc')) / numberOf(args, 'scale');
    // The share of z^2 in z^2 + df tells both tails; for small z its distance from 1 would lose their digits.
    const square = z * z;
    const inner =
      square < df
        ? 1 - betaI(0.5, 0.5 * df, square / (df + square))
        : betaI(0.5 * df, 0.5, df / (df + square));
    return z < 0 ? 0.5 * inner : 1 - 0.5 * inner;
  },
  latex: {
    symbol: '\\mathrm{StudentT}',
    density:
      '\\frac{\\Gamma(\\frac{\\nu+1}{2})}{\\sigma\\sqrt{\\nu\\pi}\\,\\Gamma(\\frac{\\nu}{2})}\\left(1+\\frac{(x-\\mu)^2}{\\nu\\sigma^2}\\right)^{-\\frac{\\nu+1}{2}}',
    sampler:
      'x = \\mu + \\sigma\\epsilon\\sqrt{\\frac{\\nu}{2g}},\\ \\epsilon \\sim \\mathcal{N}(0, 1),\\ g \\sim \\mathrm{Gamma}(\\tfrac{\\nu}{2}, 1)',
  },
};

function argumentsOf(args: Args): { readonly df: Value; readonly loc: Value; readonly scale: Value } {
  return { df: argument(args, 'df'), loc: argument(args, 'loc'), scale: argument(args, 'scale') };
}
