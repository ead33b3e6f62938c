import type { Document } from '../engine';

export const simpleGraph5Abstract: Document = {
  scg: 1,
  title: 'Five simple graphs · 5, no formulas',
  about: `Two steps of a decision process with one parameter. The score of $x_1$ is multiplied by
$f_1(x_1)+f_2(x_2)$, that of $x_2$ by $f_2(x_2)$ alone: $x_2$ comes after $f_1$ and cannot have caused it.
The graph shows at a glance which costs each circle is credited with. (Schulman, Heess, Weber and Abbeel,
2015, figure 1.)`,
  seed: 1,
  nodes: [
    { name: 'x0', kind: 'input', value: 1, at: [0, 0] },
    { name: 'theta', kind: 'parameter', value: 0.5, at: [0, 1] },
    { name: 'x1', kind: 'stochastic', parents: ['theta', 'x0'], at: [1, 0] },
    { name: 'x2', kind: 'stochastic', parents: ['theta', 'x1'], at: [2, 0] },
    { name: 'f1', kind: 'cost', parents: ['x1'], at: [1, -1] },
    { name: 'f2', kind: 'cost', parents: ['x2'], at: [3, 0] },
  ],
  plans: [
    { name: 'Score', nodes: { x1: { estimator: 'score' }, x2: { estimator: 'score' } } },
    { name: 'Pathwise', nodes: { x1: { estimator: 'pathwise' }, x2: { estimator: 'pathwise' } } },
  ],
};
