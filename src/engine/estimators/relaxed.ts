import { argument } from '../distributions/argument';
import { classCount, classLogProbabilities } from '../distributions/classes';
import type { Value } from '../ir/builder';
import type { Site } from './contract';

/** The probability of 1, or of every class, in the draw's shape: the mean of the draw. */
export function probabilitiesOf({ b, args, draw, distribution }: Site): Value {
  return b.broadcast(distribution.mean(b, args), draw.shape);
}

/** A draw of the node between its values, and the draw that it rounds to. */
export interface RelaxedDraw {
  readonly soft: Value;
  readonly hard: Value;
}

export function relaxedDraw(site: Site, temperature: number): RelaxedDraw {
  return site.distribution.vector ? gumbelSoftmax(site, temperature) : binaryConcrete(site, temperature);
}

/** From the noise of the draw itself: u < p where logit p - logit u > 0, and logit u is logistic. */
function binaryConcrete({ b, args, noise, draw }: Site, temperature: number): RelaxedDraw {
  const [u] = noise;
  if (!u) throw new Error('a Bernoulli draw takes one uniform');
  const probs = () => {
    const p = argument(args, 'probs');
    return b.sub(b.log(p), b.log1p(b.neg(p)));
  };
  const logit = Object.hasOwn(args, 'logits') ? argument(args, 'logits') : probs();
  const logistic = b.sub(b.log(b.sub(1, u)), b.log(u));
  return { soft: b.sigmoid(b.div(b.add(logit, logistic), temperature)), hard: draw };
}

/** The largest of log p + Gumbel noise is a draw of the class (Gumbel 1954; Maddison et al. 2014). */
function gumbelSoftmax({ b, args, batch, extraNoise }: Site, temperature: number): RelaxedDraw {
  const classes = classCount(args);
  const shape = [...batch, classes];
  const u = extraNoise().uniform(shape);
  const gumbel = b.neg(b.log(b.neg(b.log(u))));
  const z = b.add(classLogProbabilities(b, args), gumbel);
  const last = [...batch, 1];
  const top = b.stop(b.reshape(b.amax(z, [-1]), last));
  const weights = b.exp(b.div(b.sub(z, top), temperature));
  const soft = b.div(weights, b.reshape(b.sum(weights, [-1]), last));
  // By comparisons in pairs, where the exact modes see it jump.
  const pairs = b.le(b.reshape(z, [...batch, 1, classes]), b.reshape(z, [...shape, 1]));
  return { soft, hard: b.eq(b.sum(pairs, [-1]), classes) };
}
