import type { Builder, Value } from '../ir/builder';
import { argument, numberOf } from './argument';
import type { Args, Distribution, NumericArgs } from './contract';

/** Bernoulli(probs | logits): 1 with this probability, else 0. */
export const bernoulli: Distribution = {
  name: 'Bernoulli',
  discrete: true,
  support: 'boolean',
  constraints: { probs: 'unitInterval', logits: 'real' },
  vector: false,
  sample: (b, args, batch, noise) => b.lt(noise.uniform(batch), probability(b, args)),
  pathwise: false,
  logProb: (b, args, x) => {
    const one = b.eq(x, 1);
    const zero = b.eq(x, 0);
    if (!Object.hasOwn(args, 'logits')) {
      // The outcome's own probability, so that 0 and 1 make no NaN for the outcome that is possible.
      const p = argument(args, 'probs');
      return b.log(b.where(one, p, b.where(zero, b.sub(1, p), 0)));
    }
    const logits = argument(args, 'logits');
    const odds = b.where(one, b.neg(logits), logits);
    return b.where(b.add(one, zero), b.neg(b.softplus(odds)), Number.NEGATIVE_INFINITY);
  },
  movesSupport: [],
  exact: { kind: 'enumerate', fixed: true, points: () => [[0], [1]] },
  mean: probability,
  variance: (b, args) => {
    const p = probability(b, args);
    return b.mul(p, b.sub(1, p));
  },
  cdf: (args, x) => (x < 0 ? 0 : x < 1 ? 1 - numericProbability(args) : 1),
  latex: {
    symbol: '\\mathrm{Bernoulli}',
    density: 'p^x(1-p)^{1-x}',
    sampler: 'x = [u < p],\\ u \\sim \\mathcal{U}(0, 1)',
  },
};

function probability(b: Builder, args: Args): Value {
  return Object.hasOwn(args, 'logits') ? b.sigmoid(argument(args, 'logits')) : argument(args, 'probs');
}

function numericProbability(args: NumericArgs): number {
  return Object.hasOwn(args, 'logits')
    ? 1 / (1 + Math.exp(-numberOf(args, 'logits')))
    : numberOf(args, 'probs');
}

/** Log probabilities of 1 and 0; minus infinity for an impossible outcome. */
export function bernoulliLogMasses(b: Builder, args: Args): { success: Value; failure: Value } {
  if (Object.hasOwn(args, 'logits')) {
    const logits = argument(args, 'logits');
    return { success: b.neg(b.softplus(b.neg(logits))), failure: b.neg(b.softplus(logits)) };
  }
  const p = argument(args, 'probs');
  return { success: b.log(p), failure: b.log1p(b.neg(p)) };
}
