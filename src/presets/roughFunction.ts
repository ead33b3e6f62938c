import type { Document } from '../engine';

export const roughFunction: Document = {
  scg: 1,
  title: 'A rough cost',
  about: String.raw`The cost $\cos(kx)$ is smooth, but its slope grows with $k$ while its values stay
between $-1$ and 1. So pathwise, which multiplies by the slope, has a variance that grows like $k^2/2$, and
the score function's stays bounded. At $\theta=1$ the two cross at $k=1.0638$: move $k$ past it. (After
Mohamed, Rosca, Figurnov and Mnih, 2020.)`,
  seed: 1,
  nodes: [
    { name: 'theta', kind: 'parameter', value: 1, at: [0, 0] },
    { name: 'k', kind: 'input', value: 3, at: [1, 1] },
    {
      name: 'x',
      kind: 'stochastic',
      parents: ['theta'],
      distribution: 'Normal',
      args: { loc: 'theta', scale: '1' },
      at: [1, 0],
    },
    { name: 'f', kind: 'cost', parents: ['x', 'k'], expression: 'cos(k*x)', at: [2, 0] },
  ],
  plans: [
    { name: 'Score', nodes: { x: { estimator: 'score' } } },
    { name: 'Pathwise', nodes: { x: { estimator: 'pathwise' } } },
  ],
};
