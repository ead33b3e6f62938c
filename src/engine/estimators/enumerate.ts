import type { EnumeratePlan } from '../document/types';
import type { Estimator } from './contract';
import { weighed } from './weighed';

/**
 * Approximates: the derivative of E[cost] in the arguments of the node's distribution.
 * With: the sum over the node's values of grad p(x | parents) * Q-hat(x), the graph below it evaluated at every value
 * with the same noise. All other terms are averaged over its values too: the estimator is the conditional
 * mean of the score function's, given the noise of all other nodes.
 * Requires: a finite support, small enough to evaluate the graph below at each value.
 * Bias: none.
 * Source: Rao 1945, Blackwell 1947; local expectation gradients, Titsias and Lazaro-Gredilla 2015; Liu et al. 2019.
 */
export const enumerate: Estimator<EnumeratePlan> = {
  name: 'enumerate',
  value: ({ b, draw }) => b.stop(draw),
  terms: ({ b, points, creditIf }) =>
    points().map(({ value, probability }) => b.mul(probability, weighed(b, creditIf(value), probability))),
};
