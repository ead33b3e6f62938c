import type { Document } from '../engine';

export const simpleGraph1: Document = {
  scg: 1,
  title: 'Five simple graphs · 1',
  about: String.raw`Here $x=\theta^2+\tfrac12$ is the rate of $y\sim\mathrm{Exponential}(x)$, and the cost
is $y^2$. Both estimators agree on the gradient, $-8\theta/x^3$, and both are skewed: one large draw of $y$
counts more than a hundred small ones. The running means crawl, although the variances are finite.
(Schulman, Heess, Weber and Abbeel, 2015, figure 1.)`,
  seed: 1,
  nodes: [
    { name: 'theta', kind: 'parameter', value: 0.6, at: [0, 0] },
    { name: 'x', kind: 'deterministic', parents: ['theta'], expression: 'theta^2+0.5', at: [1, 0] },
    {
      name: 'y',
      kind: 'stochastic',
      parents: ['x'],
      distribution: 'Exponential',
      args: { rate: 'x' },
      at: [2, 0],
    },
    { name: 'f', kind: 'cost', parents: ['y'], expression: 'y^2', at: [3, 0] },
  ],
  plans: [
    { name: 'Score', nodes: { y: { estimator: 'score' } } },
    { name: 'Pathwise', nodes: { y: { estimator: 'pathwise' } } },
  ],
};
