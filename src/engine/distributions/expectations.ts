import type { DistributionName } from '../document/distributions';
import type { Builder, Value } from '../ir/builder';
import { argument } from './argument';
import type { Args } from './contract';
import { logScale } from './entropy';

/** What the log densities of other families ask of a law on the line, beside its mean and variance. */
export interface Expectations {
  /** E[log x], of a positive x. */
  readonly log?: (b: Builder, args: Args) => Value;
  /** E[log(1 - x)], of an x below 1. */
  readonly logRest?: (b: Builder, args: Args) => Value;
  /** E[exp(-(x - centre) t)] for t > 0. */
  readonly decay?: (b: Builder, args: Args, centre: Value, t: Value) => Value;
  /** E|x - centre|. */
  readonly distance?: (b: Builder, args: Args, centre: Value) => Value;
}

export const EULER = 0.5772156649015329;

export const EXPECTATIONS: { readonly [N in DistributionName]?: Expectations } = {
  Normal: {
    decay: (b, args, centre, t) => {
      const shift = b.sub(argument(args, 'loc'), centre);
      const spread = b.mul(0.5, b.square(b.mul(argument(args, 'scale'), t)));
      return b.exp(b.sub(spread, b.mul(shift, t)));
    },
    // The mean of a folded normal law.
    distance: (b, args, centre) => {
      const scale = argument(args, 'scale');
      const z = b.div(b.sub(argument(args, 'loc'), centre), scale);
      const density = b.mul(Math.sqrt(2 / Math.PI), b.exp(b.mul(-0.5, b.square(z))));
      return b.mul(scale, b.add(density, b.mul(z, b.erf(b.mul(Math.SQRT1_2, z)))));
    },
  },
  LogNormal: {
    log: (b, args) => b.together(argument(args, 'loc'), argument(args, 'scale'))[0],
  },
  // Infinite where the tail on the left is heavier than the exponential.
  Laplace: {
    decay: (b, args, centre, t) => {
      const rest = b.sub(1, b.square(b.mul(argument(args, 'scale'), t)));
      const value = b.div(b.exp(b.mul(b.sub(centre, argument(args, 'loc')), t)), rest);
      return b.where(b.lt(0, rest), value, Number.POSITIVE_INFINITY);
    },
  },
  Exponential: {
    log: (b, args) => b.sub(-EULER, b.log(argument(args, 'rate'))),
    decay: (b, args, centre, t) => {
      const rate = argument(args, 'rate');
      return b.mul(b.exp(b.mul(centre, t)), b.div(rate, b.add(rate, t)));
    },
  },
  Gamma: {
    log: (b, args) => b.sub(b.digamma(argument(args, 'concentration')), b.log(argument(args, 'rate'))),
    decay: (b, args, centre, t) => {
      const rate = argument(args, 'rate');
      const share = b.log(b.div(rate, b.add(rate, t)));
      return b.exp(b.add(b.mul(centre, t), b.mul(argument(args, 'concentration'), share)));
    },
  },
  InverseGamma: {
    log: (b, args) => b.sub(b.log(argument(args, 'rate')), b.digamma(argument(args, 'concentration'))),
  },
  Beta: {
    log: (b, args) => logOfShare(b, argument(args, 'concentration1'), argument(args, 'concentration0')),
    logRest: (b, args) => logOfShare(b, argument(args, 'concentration0'), argument(args, 'concentration1')),
  },
  Weibull: {
    log: (b, args) => b.sub(logScale(b, args), b.div(EULER, argument(args, 'concentration'))),
  },
  // E[log z^2] = -Euler's constant - log 2.
  HalfNormal: {
    log: (b, args) => b.sub(b.log(argument(args, 'scale')), 0.5 * (EULER + Math.LN2)),
  },
  Uniform: {
    log: (b, args) => meanLog(b, argument(args, 'low'), argument(args, 'high')),
    logRest: (b, args) => meanLog(b, b.sub(1, argument(args, 'high')), b.sub(1, argument(args, 'low'))),
    decay: (b, args, centre, t) => {
      const [low, high] = [argument(args, 'low'), argument(args, 'high')];
      const at = (x: Value) => b.exp(b.mul(b.sub(centre, x), t));
      return b.div(b.sub(at(low), at(high)), b.mul(t, b.sub(high, low)));
    },
  },
};

/** E[log x] of Beta(own, other). */
function logOfShare(b: Builder, own: Value, other: Value): Value {
  return b.sub(b.digamma(own), b.digamma(b.add(own, other)));
}

/** The mean of log x over an interval: of x log x - x the difference between its ends, which is 0 at 0. */
function meanLog(b: Builder, low: Value, high: Value): Value {
  const at = (x: Value) => b.sub(b.where(x, b.mul(x, b.log(x)), 0), x);
  return b.div(b.sub(at(high), at(low)), b.sub(high, low));
}
