import type { DistributionName } from '../document/distributions';
import type { Builder, Value } from '../ir/builder';
import { argument } from './argument';
import { bernoulliLogMasses } from './bernoulli';
import { classLogProbabilities } from './classes';
import type { Args } from './contract';

/** A distribution with its arguments. */
export interface Law {
  readonly name: DistributionName;
  readonly args: Args;
}

const EULER = 0.5772156649015329;

/**
 * The differential or discrete entropy -E[log p(x)] in nats, summed over the elements of the arguments' batch shape; a
 * scalar. Undefined for Poisson, which has no closed form.
 */
export function entropy(b: Builder, name: DistributionName, args: Args): Value | undefined {
  const form = ENTROPY[name];
  return form && b.sum(form(b, args));
}

/**
 * The Kullback-Leibler divergence E_p[log p(x) - log q(x)] of q from p in nats, summed over the elements of the arguments'
 * common batch shape; a scalar. Infinite where p has mass outside q's support. Undefined for two different families.
 */
export function kl(b: Builder, p: Law, q: Law): Value | undefined {
  return p.name === q.name ? b.sum(DIVERGENCE[p.name](b, p.args, q.args)) : undefined;
}

type Entropy = (b: Builder, args: Args) => Value;

const ENTROPY: { readonly [N in DistributionName]: Entropy | undefined } = {
  Normal: normalEntropy,
  LogNormal: (b, args) => b.add(normalEntropy(b, args), argument(args, 'loc')),
  Laplace: (b, args) => {
    const [scale] = b.together(argument(args, 'scale'), argument(args, 'loc'));
    return b.add(1 + Math.LN2, b.log(scale));
  },
  Exponential: (b, args) => b.sub(1, b.log(argument(args, 'rate'))),
  Gamma: (b, args) => {
    const a = argument(args, 'concentration');
    const shape = b.add(b.add(a, b.lgamma(a)), b.mul(b.sub(1, a), b.digamma(a)));
    return b.sub(shape, b.log(argument(args, 'rate')));
  },
  Gumbel: (b, args) => {
    const [scale] = b.together(argument(args, 'scale'), argument(args, 'loc'));
    return b.add(1 + EULER, b.log(scale));
  },
  Uniform: (b, args) => b.log(b.sub(argument(args, 'high'), argument(args, 'low'))),
  Bernoulli: (b, args) => {
    const { success, failure } = bernoulliLogMasses(b, args);
    return b.neg(b.add(massTimes(b, success, success), massTimes(b, failure, failure)));
  },
  Categorical: classEntropy,
  OneHotCategorical: classEntropy,
  Poisson: undefined,
  // A Bernoulli trial's entropy for each of the 1 / p trials that it takes on average.
  Geometric: (b, args) => {
    const p = argument(args, 'probs');
    const { success, failure } = bernoulliLogMasses(b, { probs: p });
    return b.neg(b.div(b.add(massTimes(b, success, success), massTimes(b, failure, failure)), p));
  },
};

function normalEntropy(b: Builder, args: Args): Value {
  const [scale] = b.together(argument(args, 'scale'), argument(args, 'loc'));
  return b.add(0.5 * Math.log(2 * Math.PI * Math.E), b.log(scale));
}

function classEntropy(b: Builder, args: Args): Value {
  const logs = classLogProbabilities(b, args);
  return b.neg(b.sum(massTimes(b, logs, logs), [-1]));
}

type Divergence = (b: Builder, p: Args, q: Args) => Value;

const DIVERGENCE: { readonly [N in DistributionName]: Divergence } = {
  Normal: normalDivergence,
  // The same invertible map of both leaves the divergence as it is.
  LogNormal: normalDivergence,
  Laplace: (b, p, q) => {
    const [from, to] = scales(p, q);
    const distance = b.abs(b.sub(argument(p, 'loc'), argument(q, 'loc')));
    const near = b.mul(from, b.exp(b.neg(b.div(distance, from))));
    return b.sub(b.add(b.log(b.div(to, from)), b.div(b.add(near, distance), to)), 1);
  },
  Exponential: (b, p, q) => {
    const ratio = b.div(argument(q, 'rate'), argument(p, 'rate'));
    return b.sub(b.sub(ratio, 1), b.log(ratio));
  },
  Gamma: (b, p, q) => {
    const [a, c] = [argument(p, 'concentration'), argument(q, 'concentration')];
    const ratio = b.div(argument(q, 'rate'), argument(p, 'rate'));
    const shapes = b.add(b.mul(b.sub(a, c), b.digamma(a)), b.sub(b.lgamma(c), b.lgamma(a)));
    return b.add(shapes, b.sub(b.mul(a, b.sub(ratio, 1)), b.mul(c, b.log(ratio))));
  },
  // With x = loc + scale z, E exp(-r z) = gamma(1 + r) for z ~ Gumbel(0, 1).
  Gumbel: (b, p, q) => {
    const [from, to] = scales(p, q);
    const ratio = b.div(from, to);
    const shift = b.div(b.sub(argument(q, 'loc'), argument(p, 'loc')), to);
    const tail = b.exp(b.add(shift, b.lgamma(b.add(1, ratio))));
    const linear = b.sub(b.mul(EULER, b.sub(ratio, 1)), shift);
    return b.sub(b.add(b.sub(linear, b.log(ratio)), tail), 1);
  },
  Uniform: (b, p, q) => {
    const [low, high] = [argument(q, 'low'), argument(q, 'high')];
    const [from, to] = [argument(p, 'low'), argument(p, 'high')];
    const inside = b.mul(b.le(low, from), b.le(to, high));
    const ratio = b.div(b.sub(high, low), b.sub(to, from));
    return b.where(inside, b.log(ratio), Number.POSITIVE_INFINITY);
  },
  Bernoulli: bernoulliDivergence,
  Categorical: classDivergence,
  OneHotCategorical: classDivergence,
  Poisson: (b, p, q) => {
    const [from, to] = [argument(p, 'rate'), argument(q, 'rate')];
    return b.add(b.mul(from, b.log(b.div(from, to))), b.sub(to, from));
  },
  Geometric: (b, p, q) => b.div(bernoulliDivergence(b, p, q), argument(p, 'probs')),
};

function normalDivergence(b: Builder, p: Args, q: Args): Value {
  const [from, to] = scales(p, q);
  const ratio = b.square(b.div(from, to));
  const shift = b.square(b.div(b.sub(argument(p, 'loc'), argument(q, 'loc')), to));
  return b.mul(0.5, b.sub(b.sub(b.add(ratio, shift), 1), b.log(ratio)));
}

function bernoulliDivergence(b: Builder, p: Args, q: Args): Value {
  const [from, to] = [bernoulliLogMasses(b, p), bernoulliLogMasses(b, q)];
  return b.add(
    massTimes(b, from.success, b.sub(from.success, to.success)),
    massTimes(b, from.failure, b.sub(from.failure, to.failure)),
  );
}

function classDivergence(b: Builder, p: Args, q: Args): Value {
  const from = classLogProbabilities(b, p);
  return b.sum(massTimes(b, from, b.sub(from, classLogProbabilities(b, q))), [-1]);
}

/** exp(log mass) times the value, and 0 where there is no mass, whatever the value. */
function massTimes(b: Builder, logMass: Value, value: Value): Value {
  const impossible = b.eq(logMass, Number.NEGATIVE_INFINITY);
  return b.mul(b.exp(logMass), b.where(impossible, 0, value));
}

function scales(p: Args, q: Args): [Value, Value] {
  return [argument(p, 'scale'), argument(q, 'scale')];
}
