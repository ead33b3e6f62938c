import type { ScorePlan } from '../document/types';
import { baselineOf } from './baseline';
import type { Estimator } from './contract';

/**
 * Approximates: the derivative of E[cost] in the arguments of the node's distribution.
 * With: grad log p(x | parents) * (Q-hat - b), as the surrogate term log p(x | parents) * stop(Q-hat - b).
 * Requires: a density that is differentiable in the arguments, with a support that they do not move.
 * Bias: none, for every baseline that does not depend on the node's own sample.
 * Source: Glynn 1987; Williams 1992 (REINFORCE); Schulman et al. 2015, Theorem 1.
 */
export const score: Estimator<ScorePlan> = {
  name: 'score',
  refusal: () => undefined,
  value: ({ b, draw }) => b.stop(draw),
  terms: (site, { baseline }) => {
    const { b, distribution, args, value, credit } = site;
    const logProb = b.sum(distribution.logProb(b, args, value));
    return [b.mul(logProb, b.stop(b.sub(credit, baselineOf(site, baseline ?? 'none'))))];
  },
};
