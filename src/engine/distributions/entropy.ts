import type { DistributionName } from '../document/distributions';
import type { Builder, Value } from '../ir/builder';
import { argument } from './argument';
import { bernoulliLogMasses } from './bernoulli';
import { logBeta } from './beta';
import { classLogProbabilities } from './classes';
import type { Args } from './contract';
import { logNormalizer } from './dirichlet';
import { massTimes } from './mass';
import { logDiagonal, lowerRows } from './triangular';

const EULER = 0.5772156649015329;

/**
 * The differential or discrete entropy -E[log p(x)] in nats, summed over the elements of the arguments' batch shape; a
 * scalar. Undefined for Poisson and Binomial, which have no closed form.
 */
export function entropy(b: Builder, name: DistributionName, args: Args): Value | undefined {
  const form = ENTROPY[name];
  return form && b.sum(form(b, args));
}

type Entropy = (b: Builder, args: Args) => Value;

/** The entropy of every element of the batch. */
export const ENTROPY: { readonly [N in DistributionName]: Entropy | undefined } = {
  Normal: normalEntropy,
  LogNormal: (b, args) => b.add(normalEntropy(b, args), argument(args, 'loc')),
  Laplace: (b, args) => b.add(1 + Math.LN2, logScale(b, args)),
  Cauchy: (b, args) => b.add(Math.log(4 * Math.PI), logScale(b, args)),
  Exponential: (b, args) => b.sub(1, b.log(argument(args, 'rate'))),
  Gamma: (b, args) => {
    const a = argument(args, 'concentration');
    const shape = b.add(b.add(a, b.lgamma(a)), b.mul(b.sub(1, a), b.digamma(a)));
    return b.sub(shape, b.log(argument(args, 'rate')));
  },
  // As for Gamma, and log x^2 on average more: the map x to 1 / x has the slope x^-2.
  InverseGamma: (b, args) => {
    const a = argument(args, 'concentration');
    const shape = b.sub(b.add(a, b.lgamma(a)), b.mul(b.add(1, a), b.digamma(a)));
    return b.add(shape, b.log(argument(args, 'rate')));
  },
  Beta: (b, args) => {
    const [p, q] = [argument(args, 'concentration1'), argument(args, 'concentration0')];
    const powers = b.add(b.mul(b.sub(p, 1), b.digamma(p)), b.mul(b.sub(q, 1), b.digamma(q)));
    const sum = b.add(p, q);
    return b.add(b.sub(logBeta(b, p, q), powers), b.mul(b.sub(sum, 2), b.digamma(sum)));
  },
  Dirichlet: (b, args) => {
    const a = argument(args, 'concentration');
    const sum = b.sum(a, [-1]);
    const powers = b.sum(b.mul(b.sub(a, 1), b.digamma(a)), [-1]);
    const total = b.mul(b.sub(sum, a.shape.at(-1) ?? 0), b.digamma(sum));
    return b.add(b.sub(logNormalizer(b, a), powers), total);
  },
  StudentT: (b, args) => {
    const df = argument(args, 'df');
    const [half, more] = [b.mul(0.5, df), b.add(b.mul(0.5, df), 0.5)];
    const power = b.mul(more, b.sub(b.digamma(more), b.digamma(half)));
    const constant = b.add(logBeta(b, b.constant(0.5), half), b.mul(0.5, b.log(df)));
    return b.add(b.add(power, constant), logScale(b, args));
  },
  Logistic: (b, args) => b.add(2, logScale(b, args)),
  Gumbel: (b, args) => b.add(1 + EULER, logScale(b, args)),
  Weibull: (b, args) => {
    const power = argument(args, 'concentration');
    const shape = b.mul(EULER, b.sub(1, b.div(1, power)));
    return b.add(b.add(1, shape), b.log(b.div(argument(args, 'scale'), power)));
  },
  HalfNormal: (b, args) => b.add(0.5 * Math.log((Math.PI * Math.E) / 2), b.log(argument(args, 'scale'))),
  MultivariateNormal: (b, args) => {
    const [loc, tril] = [argument(args, 'loc'), argument(args, 'scale_tril')];
    const [width, batch] = [loc.shape.at(-1) ?? 0, loc.shape.slice(0, -1)];
    const [log] = b.together(logDiagonal(b, lowerRows(b, tril)), b.fill(0, batch));
    return b.add(0.5 * width * Math.log(2 * Math.PI * Math.E), log);
  },
  Uniform: (b, args) => b.log(b.sub(argument(args, 'high'), argument(args, 'low'))),
  Bernoulli: trialEntropy,
  Rademacher: trialEntropy,
  Binomial: undefined,
  Categorical: classEntropy,
  OneHotCategorical: classEntropy,
  Poisson: undefined,
  // A Bernoulli trial's entropy for each of the 1 / p trials that it takes on average.
  Geometric: (b, args) => b.div(trialEntropy(b, args), argument(args, 'probs')),
};

/** The logarithm of the scale, once for every element of the batch. */
export function logScale(b: Builder, args: Args): Value {
  const scale = argument(args, 'scale');
  return b.log(Object.values(args).reduce((wide, other) => b.together(wide, other)[0], scale));
}

function normalEntropy(b: Builder, args: Args): Value {
  return b.add(0.5 * Math.log(2 * Math.PI * Math.E), logScale(b, args));
}

function trialEntropy(b: Builder, args: Args): Value {
  const { success, failure } = bernoulliLogMasses(b, args);
  return b.neg(b.add(massTimes(b, success, success), massTimes(b, failure, failure)));
}

function classEntropy(b: Builder, args: Args): Value {
  const logs = classLogProbabilities(b, args);
  return b.neg(b.sum(massTimes(b, logs, logs), [-1]));
}
