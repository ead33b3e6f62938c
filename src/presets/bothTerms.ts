import type { Document } from '../engine';

export const bothTerms: Document = {
  scg: 1,
  title: 'The general estimator, both terms',
  about: String.raw`The parameter is in the distribution of $w$ and in the cost, so that
$\nabla_\theta\,\mathbb{E}[f]=\mathbb{E}\big[\nabla_\theta\log p(w\mid\theta)\,f(\theta,w)+\nabla_\theta f(\theta,w)\big]$.
With $f=\theta w^2$ and $w\sim\mathcal{N}(\theta,1)$ the gradient is $3\theta^2+1$: of it $2\theta^2$ comes
through the draw and $\theta^2+1$ straight from the cost. Forget either term and the estimate is confidently
wrong. (Schulman et al., 2015, section 2.1.)`,
  seed: 1,
  nodes: [
    { name: 'theta', kind: 'parameter', value: 0.8, at: [0, 0] },
    {
      name: 'w',
      kind: 'stochastic',
      parents: ['theta'],
      distribution: 'Normal',
      args: { loc: 'theta', scale: '1' },
      at: [1, -1],
    },
    { name: 'f', kind: 'cost', parents: ['theta', 'w'], expression: 'theta*w^2', at: [2, 0] },
  ],
  plans: [
    { name: 'Score', nodes: { w: { estimator: 'score' } } },
    { name: 'Pathwise', nodes: { w: { estimator: 'pathwise' } } },
  ],
};
