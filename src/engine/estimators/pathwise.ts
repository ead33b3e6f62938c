import type { PathwisePlan } from '../document/types';
import type { Estimator } from './contract';

/**
 * Approximates: the derivative of E[cost] in the arguments of the node's distribution.
 * With: d cost / dx * dx / d arguments, where x = g(noise; arguments). The node has become a deterministic function
 * of noise, so it adds no term of its own: the costs in the surrogate carry the gradient. Where g is a sampler by
 * rejection, dx / d arguments is the implicit derivative -(dF / d arguments) / p(x). With `stickTheLanding`, `log_prob`
 * of the node at its own sample has no gradient in the arguments, whose mean is zero.
 * Requires: a differentiable g, and costs that are continuous and almost everywhere differentiable in x.
 * Bias: none under these; a jump in a cost is silently dropped. Sticking the landing: none where the cost holds
 * log_prob with a constant factor, as in an evidence lower bound.
 * Source: Kingma and Welling 2014; Rezende et al. 2014; Schulman et al. 2015, section 2.2; implicit: Figurnov et al.
 * 2018; sticking the landing: Roeder et al. 2017.
 */
export const pathwise: Estimator<PathwisePlan> = {
  name: 'pathwise',
  value: ({ draw }) => draw,
  terms: () => [],
};
