import type { ScorePlan } from '../document/types';
import { advantage } from './baseline';
import type { Estimator } from './contract';

/**
 * Approximates: the derivative of E[cost] in the arguments of the node's distribution.
 * With: grad log p(x | parents) * (Q-hat - b), as the surrogate term log p(x | parents) * stop(Q-hat - b).
 * Requires: a density that is differentiable in the arguments, with a support that they do not move.
 * Bias: none, for every baseline that does not depend on the node's own sample; ranks in place of Q-hat - b: see
 * `baseline.ts`. Source: Glynn 1987; Williams 1992 (REINFORCE); Schulman et al. 2015, Theorem 1.
 */
export const score: Estimator<ScorePlan> = {
  name: 'score',
  value: ({ b, draw }) => b.stop(draw),
  terms: (site, { baseline = 'none' }) => {
    const { b, distribution, args, value } = site;
    return [b.mul(b.sum(distribution.logProb(b, args, value)), advantage(site, baseline))];
  },
};
