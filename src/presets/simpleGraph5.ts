import type { Document } from '../engine';

export const simpleGraph5: Document = {
  scg: 1,
  title: 'Five simple graphs · 5',
  about: `Two steps, two costs, four plans with the same mean. Crediting every cost to every
circle (the naive REINFORCE) is unbiased but adds the noise of $f_1$ to the score of $x_2$: its variance is
822 against 518. Pathwise on $x_2$ alone brings 338, on both 80. Hover a circle to see its downstream costs.
(Schulman, Heess, Weber and Abbeel, 2015, figure 1.)`,
  seed: 1,
  nodes: [
    { name: 'x0', kind: 'input', value: 1.5, at: [0, 0] },
    { name: 'theta', kind: 'parameter', value: 0.7, at: [0, 1] },
    {
      name: 'x1',
      kind: 'stochastic',
      parents: ['theta', 'x0'],
      distribution: 'Normal',
      args: { loc: 'theta*x0', scale: '1' },
      at: [1, 0],
    },
    {
      name: 'x2',
      kind: 'stochastic',
      parents: ['theta', 'x1'],
      distribution: 'Normal',
      args: { loc: 'theta*x1', scale: '1' },
      at: [2, 0],
    },
    { name: 'f1', kind: 'cost', parents: ['x1'], expression: 'x1^2', at: [1, -1] },
    { name: 'f2', kind: 'cost', parents: ['x2'], expression: 'x2^2', at: [3, 0] },
  ],
  plans: [
    { name: 'Score', nodes: { x1: { estimator: 'score' }, x2: { estimator: 'score' } } },
    {
      name: 'Every cost credited',
      nodes: { x1: { estimator: 'score' }, x2: { estimator: 'score' } },
      credit: 'all',
    },
    { name: 'Mixed', nodes: { x1: { estimator: 'score' }, x2: { estimator: 'pathwise' } } },
    { name: 'Pathwise', nodes: { x1: { estimator: 'pathwise' }, x2: { estimator: 'pathwise' } } },
  ],
};
