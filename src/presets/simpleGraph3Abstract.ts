import type { Document } from '../engine';

export const simpleGraph3Abstract: Document = {
  scg: 1,
  title: 'Five simple graphs · 3, no formulas',
  about: String.raw`Two circles in a row, and still one score:
$\frac{\partial}{\partial\theta}\log p(x\mid\theta)\,f(y)$. Given $x$, the draw of $y$ does not depend on
$\theta$, so $y$ has no term of its own. With pathwise on $x$ it gets one, as $x$ is then a square that
$\theta$ moves. (Schulman, Heess, Weber and Abbeel, 2015, figure 1.)`,
  seed: 1,
  nodes: [
    { name: 'theta', kind: 'parameter', value: 0.5, at: [0, 0] },
    { name: 'x', kind: 'stochastic', parents: ['theta'], at: [1, 0] },
    { name: 'y', kind: 'stochastic', parents: ['x'], at: [2, 0] },
    { name: 'f', kind: 'cost', parents: ['y'], at: [3, 0] },
  ],
  plans: [
    { name: 'Score', nodes: { x: { estimator: 'score' }, y: { estimator: 'score' } } },
    { name: 'Pathwise, then score', nodes: { x: { estimator: 'pathwise' }, y: { estimator: 'score' } } },
    { name: 'Pathwise', nodes: { x: { estimator: 'pathwise' }, y: { estimator: 'pathwise' } } },
  ],
};
