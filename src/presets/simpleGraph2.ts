import type { Document } from '../engine';

export const simpleGraph2: Document = {
  scg: 1,
  title: 'Five simple graphs · 2',
  about: String.raw`A Normal draw is squashed by $y=\tanh x$ and compared with 1. The constant baseline 0.8
nearly halves the variance of the score function and moves its mean not at all:
$\mathbb{E}[\nabla\log p\cdot b]=0$ for every constant $b$. Pathwise does better still, as it looks at the
slope of the cost. (Schulman, Heess, Weber and Abbeel, 2015, figure 1.)`,
  seed: 1,
  nodes: [
    { name: 'theta', kind: 'parameter', value: 0.4, at: [0, 0] },
    {
      name: 'x',
      kind: 'stochastic',
      parents: ['theta'],
      distribution: 'Normal',
      args: { loc: 'theta', scale: '1' },
      at: [1, 0],
    },
    { name: 'y', kind: 'deterministic', parents: ['x'], expression: 'tanh(x)', at: [2, 0] },
    { name: 'f', kind: 'cost', parents: ['y'], expression: '(y-1)^2', at: [3, 0] },
  ],
  plans: [
    { name: 'Score', nodes: { x: { estimator: 'score' } } },
    { name: 'Score, baseline 0.8', nodes: { x: { estimator: 'score', baseline: 0.8 } } },
    { name: 'Pathwise', nodes: { x: { estimator: 'pathwise' } } },
  ],
};
