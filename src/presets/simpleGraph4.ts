import type { Document } from '../engine';

export const simpleGraph4: Document = {
  scg: 1,
  title: 'Five simple graphs · 4',
  about: String.raw`The cost $x^2y+y$ depends on $\theta$ in two ways: through the Laplace draw $x$ and through
$y=\sin\theta$. Both plans share the term $\frac{\partial y}{\partial\theta}\frac{\partial f}{\partial y}$,
which needs no score; they differ in the other one alone. With pathwise that is $2xy$. (Schulman, Heess,
Weber and Abbeel, 2015, figure 1.)`,
  seed: 1,
  nodes: [
    { name: 'theta', kind: 'parameter', value: 0.5, at: [0, 0] },
    {
      name: 'x',
      kind: 'stochastic',
      parents: ['theta'],
      distribution: 'Laplace',
      args: { loc: 'theta', scale: '0.7' },
      at: [1, -1],
    },
    { name: 'y', kind: 'deterministic', parents: ['theta'], expression: 'sin(theta)', at: [1, 1] },
    { name: 'f', kind: 'cost', parents: ['x', 'y'], expression: 'x^2*y+y', at: [2, 0] },
  ],
  plans: [
    { name: 'Score', nodes: { x: { estimator: 'score' } } },
    { name: 'Pathwise', nodes: { x: { estimator: 'pathwise' } } },
  ],
};
