import type { StraightThroughGumbelPlan } from '../document/types';
import type { Estimator } from './contract';
import { relaxedDraw } from './relaxed';

/**
 * Approximates: the derivative of E[cost] in the arguments of a Bernoulli or one-hot categorical node.
 * With: the derivative of the cost at the hard draw, put through the relaxed draw that it is the rounding of.
 * Requires: costs that are differentiable between the node's values.
 * Bias: in general; none where the cost is linear in the node and the temperature goes to zero.
 * Source: Jang, Gu and Poole 2017, section 2.2.
 */
export const straightThroughGumbel: Estimator<StraightThroughGumbelPlan> = {
  name: 'straightThroughGumbel',
  value: (site, { temperature = 1 }) => {
    const { b } = site;
    const { soft, hard } = relaxedDraw(site, temperature);
    return b.add(b.stop(hard), b.sub(soft, b.stop(soft)));
  },
  terms: () => [],
};
