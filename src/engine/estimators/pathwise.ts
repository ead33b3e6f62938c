import type { PathwisePlan } from '../document/types';
import type { Estimator } from './contract';

/**
 * Approximates: the derivative of E[cost] in the arguments of the node's distribution.
 * With: d cost / dx * dx / d arguments, where x = g(noise; arguments). The node has become a deterministic function
 * of noise, so it adds no term of its own: the costs in the surrogate carry the gradient.
 * Requires: a differentiable g, and costs that are continuous and almost everywhere differentiable in x.
 * Bias: none under these; a jump in a cost is silently dropped.
 * Source: Kingma and Welling 2014; Rezende et al. 2014; Schulman et al. 2015, section 2.2.
 */
export const pathwise: Estimator<PathwisePlan> = {
  name: 'pathwise',
  refusal: ({ name, pathwise }) => (pathwise ? undefined : `${name} has no differentiable path`),
  value: ({ draw }) => draw,
  terms: () => [],
};
