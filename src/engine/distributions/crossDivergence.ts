import type { DistributionName } from '../document/distributions';
import type { Builder, Value } from '../ir/builder';
import { argument } from './argument';
import { logBeta } from './beta';
import type { Args, Distribution, Support } from './contract';
import { ENTROPY } from './entropy';
import { EXPECTATIONS, type Expectations } from './expectations';
import { massTimes } from './mass';
import { DISTRIBUTIONS } from './registry';

/**
 * The Kullback-Leibler divergence E_p[log p(x) - log q(x)] of a law q from a law p of another family, in nats, for
 * every element of the batch: less the entropy of p, less the mean of log q under p. Infinite where p has mass outside
 * q's support. Undefined where that mean has no closed form.
 */
export function crossDivergence(
  from: DistributionName,
  to: DistributionName,
): ((b: Builder, p: Args, q: Args) => Value) | undefined {
  const [own, other] = [DISTRIBUTIONS[from], DISTRIBUTIONS[to]];
  if (own.vector || other.vector || own.discrete !== other.discrete) return undefined;
  if (reachesBeyond(own.support, other.support))
    return (b, p, q) =>
      b.fill(Number.POSITIVE_INFINITY, common(b, [...Object.values(p), ...Object.values(q)]).shape);
  if (from === 'Bernoulli' && COUNTS.has(to)) return (b, p, q) => ofTwoPoints(b, own, p, other, q);
  const entropy = ENTROPY[from];
  const cross = CROSS[to]?.(own, EXPECTATIONS[from] ?? {});
  if (!entropy || !cross) return undefined;
  return (b, p, q) => {
    const inside = holds(b, own.support, p, other.support, q);
    const value = b.neg(b.add(entropy(b, p), cross(b, p, q)));
    return inside ? b.where(inside, value, Number.POSITIVE_INFINITY) : value;
  };
}

const COUNTS: ReadonlySet<DistributionName> = new Set(['Poisson', 'Binomial', 'Geometric']);

/** Supports on the line, or of whole numbers, from the widest to the narrowest. */
const WIDTHS: readonly (readonly Support[])[] = [['real'], ['positive'], ['interval', 'unitInterval']];
const WHOLE: readonly (readonly Support[])[] = [['naturals'], ['counts', 'boolean']];

/** Whether p has mass outside q's support, whatever their arguments are. */
function reachesBeyond(p: Support, q: Support): boolean {
  return [WIDTHS, WHOLE].some((order) => {
    const [own, other] = [p, q].map((support) => order.findIndex((level) => level.includes(support)));
    return own !== undefined && other !== undefined && own >= 0 && own < other;
  });
}

/** Whether p's support lies within q's; undefined where it always does. */
function holds(b: Builder, p: Support, pArgs: Args, q: Support, qArgs: Args): Value | undefined {
  const ends = (support: Support, args: Args): readonly [Value, Value] =>
    support === 'interval' ? [argument(args, 'low'), argument(args, 'high')] : [b.constant(0), b.constant(1)];
  if (p !== 'interval' && q !== 'interval') return undefined;
  if (q === 'real') return undefined;
  const [low, high] = ends(p, pArgs);
  if (q === 'positive') return b.le(0, low);
  const [from, to] = ends(q, qArgs);
  return b.mul(b.le(from, low), b.le(high, to));
}

type Cross = (p: Distribution, of: Expectations) => ((b: Builder, p: Args, q: Args) => Value) | undefined;

/** E_p[log q(x)]. */
const CROSS: { readonly [N in DistributionName]?: Cross } = {
  Normal: (own) => (b, p, q) => {
    const scale = argument(q, 'scale');
    const square = secondMoment(b, own, p, argument(q, 'loc'));
    const constant = b.add(b.log(scale), 0.5 * Math.log(2 * Math.PI));
    return b.neg(b.add(constant, b.div(square, b.mul(2, b.square(scale)))));
  },
  HalfNormal: (own) => (b, p, q) => {
    const scale = argument(q, 'scale');
    const square = secondMoment(b, own, p, b.constant(0));
    const constant = b.add(b.log(scale), 0.5 * Math.log(Math.PI / 2));
    return b.neg(b.add(constant, b.div(square, b.mul(2, b.square(scale)))));
  },
  Laplace: (_, { distance }) =>
    distance &&
    ((b, p, q) => {
      const scale = argument(q, 'scale');
      return b.neg(b.add(b.log(b.mul(2, scale)), b.div(distance(b, p, argument(q, 'loc')), scale)));
    }),
  Exponential: (own) => (b, p, q) => {
    const rate = argument(q, 'rate');
    return b.sub(b.log(rate), b.mul(rate, own.mean(b, p)));
  },
  Gamma: (own, { log }) =>
    log &&
    ((b, p, q) => {
      const [a, rate] = [argument(q, 'concentration'), argument(q, 'rate')];
      const constant = b.sub(b.mul(a, b.log(rate)), b.lgamma(a));
      return b.add(constant, b.sub(b.mul(b.sub(a, 1), log(b, p)), b.mul(rate, own.mean(b, p))));
    }),
  Beta: (_, { log, logRest }) =>
    log &&
    logRest &&
    ((b, p, q) => {
      const [a, c] = [argument(q, 'concentration1'), argument(q, 'concentration0')];
      const powers = b.add(b.mul(b.sub(a, 1), log(b, p)), b.mul(b.sub(c, 1), logRest(b, p)));
      return b.sub(powers, logBeta(b, a, c));
    }),
  Uniform: () => (b, p, q) => {
    const log = b.log(b.sub(argument(q, 'high'), argument(q, 'low')));
    return b.neg(common(b, [log, ...Object.values(p)]));
  },
  Gumbel: (own, { decay }) =>
    decay &&
    ((b, p, q) => {
      const [loc, scale] = [argument(q, 'loc'), argument(q, 'scale')];
      const z = b.div(b.sub(own.mean(b, p), loc), scale);
      return b.neg(b.add(b.add(z, decay(b, p, loc, b.div(1, scale))), b.log(scale)));
    }),
};

/** E[(x - centre)^2]; infinite where the variance is. */
function secondMoment(b: Builder, { mean, variance }: Distribution, p: Args, centre: Value): Value {
  const spread = variance(b, p);
  const square = b.add(spread, b.square(b.sub(mean(b, p), centre)));
  return b.where(b.eq(spread, Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY, square);
}

/** Of a law on 0 and 1, the sum over both. */
function ofTwoPoints(b: Builder, own: Distribution, p: Args, other: Distribution, q: Args): Value {
  const terms = [0, 1].map((k) => {
    const x = common(b, [b.constant(k), ...Object.values(p), ...Object.values(q)]);
    const log = own.logProb(b, p, x);
    return massTimes(b, log, b.sub(log, other.logProb(b, q, x)));
  });
  return terms.reduce((sum, term) => b.add(sum, term));
}

/** The first value at the shape of all. */
function common(b: Builder, values: readonly Value[]): Value {
  return values.reduce((first, value) => b.together(first, value)[0]);
}
