import type { DistributionName } from '../document/distributions';
import type { Builder, Value } from '../ir/builder';
import { argument } from './argument';
import { bernoulliLogMasses } from './bernoulli';
import { logBeta } from './beta';
import { classLogProbabilities } from './classes';
import type { Args } from './contract';
import { crossDivergence } from './crossDivergence';
import { logNormalizer } from './dirichlet';
import { EULER } from './expectations';
import { alongLast } from './lastAxis';
import { massTimes } from './mass';
import { logDiagonal, lowerRows, solveLower } from './triangular';

/** A distribution with its arguments. */
export interface DistributionWithArgs {
  readonly name: DistributionName;
  readonly args: Args;
}

/**
 * The Kullback-Leibler divergence E_p[log p(x) - log q(x)] of q from p in nats, summed over the elements of the
 * arguments' common batch shape; a scalar. Infinite where p has mass outside q's support. Undefined where there is no
 * closed form.
 */
export function kl(b: Builder, p: DistributionWithArgs, q: DistributionWithArgs): Value | undefined {
  const form = p.name === q.name ? DIVERGENCE[p.name] : crossDivergence(p.name, q.name);
  return form && b.sum(form(b, p.args, q.args));
}

type Divergence = (b: Builder, p: Args, q: Args) => Value;

const DIVERGENCE: { readonly [N in DistributionName]: Divergence | undefined } = {
  Normal: normalDivergence,
  // The same invertible map of both leaves the divergence as it is.
  LogNormal: normalDivergence,
  Laplace: (b, p, q) => {
    const [from, to] = scales(p, q);
    const distance = b.abs(b.sub(argument(p, 'loc'), argument(q, 'loc')));
    const near = b.mul(from, b.exp(b.neg(b.div(distance, from))));
    return b.sub(b.add(b.log(b.div(to, from)), b.div(b.add(near, distance), to)), 1);
  },
  // Chyzak and Nielsen, "A closed-form formula for the Kullback-Leibler divergence between Cauchy distributions"
  // (2019).
  Cauchy: (b, p, q) => {
    const [from, to] = scales(p, q);
    const shift = b.sub(argument(p, 'loc'), argument(q, 'loc'));
    const distance = b.add(b.square(b.add(from, to)), b.square(shift));
    return b.log(b.div(distance, b.mul(4, b.mul(from, to))));
  },
  Exponential: (b, p, q) => {
    const ratio = b.div(argument(q, 'rate'), argument(p, 'rate'));
    return b.sub(b.sub(ratio, 1), b.log(ratio));
  },
  Gamma: gammaDivergence,
  // The same invertible map of both leaves the divergence as it is.
  InverseGamma: gammaDivergence,
  Beta: (b, p, q) => {
    const [a, c] = [argument(p, 'concentration1'), argument(p, 'concentration0')];
    const [d, e] = [argument(q, 'concentration1'), argument(q, 'concentration0')];
    const constant = b.sub(logBeta(b, d, e), logBeta(b, a, c));
    const [first, second] = [b.sub(a, d), b.sub(c, e)];
    const powers = b.add(b.mul(first, b.digamma(a)), b.mul(second, b.digamma(c)));
    return b.sub(b.add(constant, powers), b.mul(b.add(first, second), b.digamma(b.add(a, c))));
  },
  Dirichlet: (b, p, q) => {
    const [from, to] = [argument(p, 'concentration'), argument(q, 'concentration')];
    const constant = b.sub(logNormalizer(b, to), logNormalizer(b, from));
    const difference = b.sub(from, to);
    const powers = b.sum(b.mul(difference, b.digamma(from)), [-1]);
    const total = b.mul(b.sum(difference, [-1]), b.digamma(b.sum(from, [-1])));
    return b.sub(b.add(constant, powers), total);
  },
  StudentT: undefined,
  Logistic: undefined,
  // With x = loc + scale z, E exp(-r z) = gamma(1 + r) for z ~ Gumbel(0, 1).
  Gumbel: (b, p, q) => {
    const [from, to] = scales(p, q);
    const ratio = b.div(from, to);
    const shift = b.div(b.sub(argument(q, 'loc'), argument(p, 'loc')), to);
    const tail = b.exp(b.add(shift, b.lgamma(b.add(1, ratio))));
    const linear = b.sub(b.mul(EULER, b.sub(ratio, 1)), shift);
    return b.sub(b.add(b.sub(linear, b.log(ratio)), tail), 1);
  },
  // With w = (x / scale)^concentration, w is exponential: E log w = -Euler's constant, E w^r = gamma(1 + r).
  Weibull: (b, p, q) => {
    const [from, to] = scales(p, q);
    const [k, l] = [argument(p, 'concentration'), argument(q, 'concentration')];
    const ratio = b.div(l, k);
    const shift = b.mul(l, b.log(b.div(from, to)));
    const linear = b.mul(EULER, b.sub(ratio, 1));
    const tail = b.exp(b.add(shift, b.lgamma(b.add(1, ratio))));
    return b.sub(b.add(b.sub(b.sub(linear, b.log(ratio)), shift), tail), 1);
  },
  HalfNormal: (b, p, q) => {
    const [from, to] = scales(p, q);
    const ratio = b.square(b.div(from, to));
    return b.mul(0.5, b.sub(b.sub(ratio, 1), b.log(ratio)));
  },
  MultivariateNormal: (b, p, q) => {
    const [from, to] = [p, q].map((args) => lowerRows(b, argument(args, 'scale_tril'))) as [
      Value[][],
      Value[][],
    ];
    const shift = alongLast(b, b.sub(argument(p, 'loc'), argument(q, 'loc')));
    const columns = from.map((_, j) => from.map((row) => row[j] ?? b.constant(0)));
    const squares = [shift, ...columns].flatMap((column) =>
      solveLower(b, to, column).map((y) => b.square(y)),
    );
    const sum = squares.reduce((total, square) => b.add(total, square), b.constant(-from.length));
    return b.add(b.mul(0.5, sum), b.sub(logDiagonal(b, to), logDiagonal(b, from)));
  },
  Uniform: (b, p, q) => {
    const [low, high] = [argument(q, 'low'), argument(q, 'high')];
    const [from, to] = [argument(p, 'low'), argument(p, 'high')];
    const inside = b.mul(b.le(low, from), b.le(to, high));
    const ratio = b.div(b.sub(high, low), b.sub(to, from));
    return b.where(inside, b.log(ratio), Number.POSITIVE_INFINITY);
  },
  Bernoulli: bernoulliDivergence,
  Rademacher: bernoulliDivergence,
  // With more trials p has mass that q lacks; with fewer there is no closed form.
  Binomial: (b, p, q) => {
    const [from, to] = [argument(p, 'total_count'), argument(q, 'total_count')];
    const other = b.where(b.lt(to, from), Number.POSITIVE_INFINITY, Number.NaN);
    return b.where(b.eq(from, to), b.mul(from, bernoulliDivergence(b, p, q)), other);
  },
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

function gammaDivergence(b: Builder, p: Args, q: Args): Value {
  const [a, c] = [argument(p, 'concentration'), argument(q, 'concentration')];
  const ratio = b.div(argument(q, 'rate'), argument(p, 'rate'));
  const shapes = b.add(b.mul(b.sub(a, c), b.digamma(a)), b.sub(b.lgamma(c), b.lgamma(a)));
  return b.add(shapes, b.sub(b.mul(a, b.sub(ratio, 1)), b.mul(c, b.log(ratio))));
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

function scales(p: Args, q: Args): [Value, Value] {
  return [argument(p, 'scale'), argument(q, 'scale')];
}
