import type { Document } from '../engine';

export const simpleGraph1Abstract: Document = {
  scg: 1,
  title: 'Five simple graphs · 1, no formulas',
  about: String.raw`The parameter moves the circle $y$ only through the square $x$. So the score of $y$
reaches $\theta$ by the chain rule,
$\frac{\partial x}{\partial\theta}\frac{\partial}{\partial x}\log p(y\mid x)\,f(y)$, and the cost is never
differentiated. (Schulman, Heess, Weber and Abbeel, 2015, figure 1.)`,
  seed: 1,
  nodes: [
    { name: 'theta', kind: 'parameter', value: 0.5, at: [0, 0] },
    { name: 'x', kind: 'deterministic', parents: ['theta'], at: [1, 0] },
    { name: 'y', kind: 'stochastic', parents: ['x'], at: [2, 0] },
    { name: 'f', kind: 'cost', parents: ['y'], at: [3, 0] },
  ],
  plans: [
    { name: 'Score', nodes: { y: { estimator: 'score' } } },
    { name: 'Pathwise', nodes: { y: { estimator: 'pathwise' } } },
  ],
};
