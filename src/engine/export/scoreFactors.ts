import type { Plan } from '../document/types';

/** Costs over the running deviation of circle `x`; `costs` is one factor. */
export function overDeviation(x: string, costs: string): string {
  return `\\tfrac{1}{\\hat\\sigma_{${x}}}${costs}`;
}

/**
 * The rank of sample i among the others, less one half: \tfrac{1}{2(M-1)}\sum_{j\ne i}\operatorname{sgn}[f]_j^i, with
 * [f]_j^i the difference of the costs in samples i and j. The mirror image of a sample, -i, is not among the others.
 */
export function ranked({ antithetic = false }: Plan, costs: string): string {
  const [others, index] = antithetic ? ['M-2', 'j\\ne\\pm i'] : ['M-1', 'j\\ne i'];
  return `\\tfrac{1}{2(${others})}\\sum_{${index}}\\operatorname{sgn}\\left[${costs}\\right]_{j}^{i}`;
}
