import type { StraightThroughPlan } from '../document/types';
import type { Estimator } from './contract';
import { probabilitiesOf } from './relaxed';

/**
 * Approximates: the derivative of E[cost] in the arguments of a Bernoulli or one-hot categorical node.
 * With: the derivative of the cost at the draw, put through as if the draw were its mean: d cost / dx * dp / d
 * arguments. Requires: costs that are differentiable between the node's values. Bias: in general; none where the cost
 * is linear in the node. Source: Hinton 2012; Bengio, Leonard and Courville 2013.
 */
export const straightThrough: Estimator<StraightThroughPlan> = {
  name: 'straightThrough',
  value: (site) => {
    const { b, draw } = site;
    const mean = probabilitiesOf(site);
    return b.add(b.stop(draw), b.sub(mean, b.stop(mean)));
  },
  terms: () => [],
};
