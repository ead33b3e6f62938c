import { argument } from '../distributions/argument';
import { classCount, classProbabilities } from '../distributions/classes';
import type { DistributionName } from '../document/distributions';
import type { Operand, Value } from '../ir/builder';
import type { TermSite } from './contract';

/**
 * One summand c (p+ - p-) of a weak derivative: what is differentiated, c, and a draw of each distribution for every
 * element, all of the node's batch. `own draw`: p- is the node's own distribution, and its own draw will do.
 */
export interface WeakPair {
  readonly of: Value;
  readonly factor: Operand;
  readonly plus: Value;
  readonly minus: Value | 'own draw';
  /**
   * The probabilities of `plus` and `minus` under the node's own distribution, where they are single values that it may
   * never take.
   */
  readonly chances?: { readonly plus: Value; readonly minus?: Value };
}

type WeakDerivative = (site: TermSite, coupled: boolean) => readonly WeakPair[];

/**
 * Table 1 of Mohamed, Rosca, Figurnov and Mnih, "Monte Carlo Gradient Estimation in Machine Learning", JMLR 21, 2020.
 */
export const WEAK_DERIVATIVES: { readonly [N in DistributionName]?: WeakDerivative } = {
  // d/d loc: (Weibull(2, sqrt 2) to the right less the same to the left) / (scale sqrt(2 pi)).
  // d/d scale: (double-sided Maxwell less Normal) / scale; a Maxwell draw times a uniform is a normal one.
  Normal: (site, coupled) => {
    const { b, args, batch, value } = site;
    const noise = site.extraNoise();
    const [loc, scale] = [argument(args, 'loc'), argument(args, 'scale')];
    const at = (z: Value) => b.add(loc, b.mul(scale, z));
    const rayleigh = () => b.sqrt(b.mul(-2, b.log(noise.uniform(batch))));
    const right = rayleigh();
    const left = coupled ? right : rayleigh();
    const signed = b.sub(b.mul(2, noise.uniform(batch)), 1);
    const length = b.exp(b.mul(0.5, b.add(Math.LN2, noise.logGamma(b.fill(1.5, batch)))));
    const maxwell = b.mul(b.sign(signed), length);
    return [
      {
        of: loc,
        factor: b.div(1 / Math.sqrt(2 * Math.PI), scale),
        plus: at(right),
        minus: at(b.neg(left)),
      },
      {
        of: scale,
        factor: b.div(1, scale),
        plus: at(maxwell),
        minus: coupled ? at(b.mul(signed, length)) : value,
      },
    ];
  },
  // (Exponential - Erlang of two) / rate.
  Exponential: (site, coupled) => {
    const { b, args, batch, value } = site;
    const rate = argument(args, 'rate');
    const noise = site.extraNoise();
    const waiting = () => b.div(b.neg(b.log(noise.uniform(batch))), rate);
    const first = coupled ? value : waiting();
    return [{ of: rate, factor: b.div(1, rate), plus: value, minus: b.add(first, waiting()) }];
  },
  // concentration / rate (Gamma(concentration) - Gamma(concentration + 1)), the latter one exponential step longer.
  Gamma: (site, coupled) => {
    const { b, args, batch, value } = site;
    const rate = argument(args, 'rate');
    const concentration = b.broadcast(argument(args, 'concentration'), batch);
    const noise = site.extraNoise();
    const longer = coupled
      ? b.add(value, b.div(b.neg(b.log(noise.uniform(batch))), rate))
      : b.exp(b.sub(noise.logGamma(b.add(concentration, 1)), b.log(rate)));
    return [{ of: rate, factor: b.div(concentration, rate), plus: value, minus: longer }];
  },
  // Poisson one higher less Poisson.
  Poisson: (site, coupled) => {
    const { b, args, batch, value } = site;
    const rate = argument(args, 'rate');
    const other = coupled ? value : b.poissonQuantile(site.extraNoise().uniform(batch), rate);
    return [{ of: rate, factor: 1, plus: b.add(other, 1), minus: 'own draw' }];
  },
  // The point 1 less the point 0, in the probability of 1.
  Bernoulli: ({ b, args, batch }) => {
    const of = Object.hasOwn(args, 'logits') ? b.sigmoid(argument(args, 'logits')) : argument(args, 'probs');
    const chances = { plus: of, minus: b.sub(1, of) };
    return [{ of, factor: 1, plus: b.fill(1, batch), minus: b.fill(0, batch), chances }];
  },
  Categorical: (site, coupled) => classPairs(site, coupled, (index) => site.b.fill(index, site.batch)),
  OneHotCategorical: (site, coupled) =>
    classPairs(site, coupled, (index) =>
      site.b.broadcast(site.b.oneHot(index, classCount(site.args)), site.draw.shape),
    ),
};

/** In every probability: the point of its class less the distribution itself, since the probabilities sum to one. */
function classPairs(site: TermSite, coupled: boolean, point: (index: number) => Value): WeakPair[] {
  const { b, args, batch, distribution } = site;
  const probabilities = classProbabilities(b, args);
  const lead = probabilities.shape.slice(0, -1);
  const noise = site.extraNoise();
  return Array.from({ length: classCount(args) }, (_, index): WeakPair => {
    const begin = [...lead.map(() => 0), index];
    const of = b.reshape(b.slice(probabilities, begin, [...lead, 1]), lead);
    return {
      of,
      factor: 1,
      plus: point(index),
      minus: coupled ? 'own draw' : distribution.sample(b, args, batch, noise),
      chances: { plus: of },
    };
  });
}
