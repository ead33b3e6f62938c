import type { ConcretePlan } from '../document/types';
import type { Estimator } from './contract';
import { relaxedDraw } from './relaxed';

/**
 * Approximates: the derivative of E[cost] in the arguments of a Bernoulli or one-hot categorical node.
 * With: the path through a relaxed draw in the node's place, softmax((log p + Gumbel noise) / temperature), for a
 * Bernoulli sigmoid((logit + logistic noise) / temperature).
 * Requires: costs that are differentiable, and make sense, between the node's values.
 * Bias: it is the exact gradient of another objective; the difference goes to zero with the temperature, at which
 * the variance grows without bound.
 * Source: Maddison, Mnih and Teh 2017; Jang, Gu and Poole 2017.
 */
export const concrete: Estimator<ConcretePlan> = {
  name: 'concrete',
  value: (site, { temperature = 1 }) => relaxedDraw(site, temperature).soft,
  terms: () => [],
};
