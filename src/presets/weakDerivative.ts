import type { Document } from '../engine';

export const weakDerivative: Document = {
  scg: 1,
  title: 'A difference of two draws',
  about: String.raw`A derivative of a density is a difference of two densities, up to a constant: for the mean of a Normal,
a Weibull to its right less the same to its left. The measure-valued estimator draws one of each and takes the
difference of the costs, which need not be differentiable. On $\cos(kx)$ at $k=1$ its variance is $0.028$, a
tenth of pathwise's; on a step it is unbiased where pathwise is not. It pays with two evaluations for every
parameter. Raise $k$: score alone does not mind.`,
  seed: 1,
  nodes: [
    { name: 'mu', kind: 'parameter', value: 1, at: [0, 0] },
    { name: 's', kind: 'parameter', value: 1, at: [0, 2] },
    { name: 'k', kind: 'input', value: 1, at: [1, 2] },
    {
      name: 'x',
      kind: 'stochastic',
      parents: ['mu', 's'],
      distribution: 'Normal',
      args: { loc: 'mu', scale: 's' },
      at: [1, 1],
    },
    { name: 'f', kind: 'cost', parents: ['x', 'k'], expression: 'cos(k*x)', at: [2, 1] },
  ],
  plans: [
    { name: 'Score', nodes: { x: { estimator: 'score' } } },
    { name: 'Pathwise', nodes: { x: { estimator: 'pathwise' } } },
    { name: 'Measure-valued', nodes: { x: { estimator: 'measureValued' } } },
    { name: 'Measure-valued, apart', nodes: { x: { estimator: 'measureValued', coupled: false } } },
  ],
};
