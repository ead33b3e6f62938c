import type { Document } from '../engine';

export const smoothFunction: Document = {
  scg: 1,
  title: 'A smooth cost',
  about: String.raw`The plainest comparison: $x\sim\mathcal{N}(\theta,1)$ and cost $x^2$. Pathwise
differentiates the cost, and its variance is 4; the score function knows only the cost's value, and its
variance is 30 at $\theta=1$. Move $\theta$ away from 0: the cost grows, and with it the score function's
variance, while pathwise stays at 4.`,
  seed: 1,
  nodes: [
    { name: 'theta', kind: 'parameter', value: 1, at: [0, 0] },
    {
      name: 'x',
      kind: 'stochastic',
      parents: ['theta'],
      distribution: 'Normal',
      args: { loc: 'theta', scale: '1' },
      at: [1, 0],
    },
    { name: 'f', kind: 'cost', parents: ['x'], expression: 'x^2', at: [2, 0] },
  ],
  plans: [
    { name: 'Score', nodes: { x: { estimator: 'score' } } },
    { name: 'Pathwise', nodes: { x: { estimator: 'pathwise' } } },
  ],
};
