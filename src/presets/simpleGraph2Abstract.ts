import type { Document } from '../engine';

export const simpleGraph2Abstract: Document = {
  scg: 1,
  title: 'Five simple graphs · 2, no formulas',
  about: String.raw`The circle comes first, and a square follows:
$\frac{\partial}{\partial\theta}\log p(x\mid\theta)\,f(y(x))$. Neither $y$ nor $f$ is differentiated, so
both may be anything, even a black box. Choose pathwise for $x$ and see where the derivatives go. (Schulman,
Heess, Weber and Abbeel, 2015, figure 1.)`,
  seed: 1,
  nodes: [
    { name: 'theta', kind: 'parameter', value: 0.5, at: [0, 0] },
    { name: 'x', kind: 'stochastic', parents: ['theta'], at: [1, 0] },
    { name: 'y', kind: 'deterministic', parents: ['x'], at: [2, 0] },
    { name: 'f', kind: 'cost', parents: ['y'], at: [3, 0] },
  ],
  plans: [
    { name: 'Score', nodes: { x: { estimator: 'score' } } },
    { name: 'Pathwise', nodes: { x: { estimator: 'pathwise' } } },
  ],
};
