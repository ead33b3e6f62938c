import type { Document } from '../engine';

export const simpleGraph4Abstract: Document = {
  scg: 1,
  title: 'Five simple graphs · 4, no formulas',
  about: String.raw`The cost depends on $\theta$ in two ways, and each gives a term:
$\frac{\partial}{\partial\theta}\log p(x\mid\theta)\,f(x,y(\theta))$ through the circle and
$\frac{\partial y}{\partial\theta}\frac{\partial f}{\partial y}$ through the square. Leaving the second out
is a common mistake. (Schulman, Heess, Weber and Abbeel, 2015, figure 1.)`,
  seed: 1,
  nodes: [
    { name: 'theta', kind: 'parameter', value: 0.5, at: [0, 0] },
    { name: 'x', kind: 'stochastic', parents: ['theta'], at: [1, -1] },
    { name: 'y', kind: 'deterministic', parents: ['theta'], at: [1, 1] },
    { name: 'f', kind: 'cost', parents: ['x', 'y'], at: [2, 0] },
  ],
  plans: [
    { name: 'Score', nodes: { x: { estimator: 'score' } } },
    { name: 'Pathwise', nodes: { x: { estimator: 'pathwise' } } },
  ],
};
