import type { Document } from '../engine';

export const simpleGraph3: Document = {
  scg: 1,
  title: 'Five simple graphs · 3',
  about: `A Normal $x$ sets the odds of a coin $y$. The coin has no differentiable path, so $y$
stays with the score function; $x$ may take either. Pathwise on $x$ turns it into a square, the score moves
from $x$ to $y$, and the variance falls by half. The gradient itself is small beside the spread: look at the
signal-to-noise ratio. (Schulman, Heess, Weber and Abbeel, 2015, figure 1.)`,
  seed: 1,
  nodes: [
    { name: 'theta', kind: 'parameter', value: -0.3, at: [0, 0] },
    {
      name: 'x',
      kind: 'stochastic',
      parents: ['theta'],
      distribution: 'Normal',
      args: { loc: 'theta', scale: '0.8' },
      at: [1, 0],
    },
    {
      name: 'y',
      kind: 'stochastic',
      parents: ['x'],
      distribution: 'Bernoulli',
      args: { logits: '2*x' },
      at: [2, 0],
    },
    { name: 'f', kind: 'cost', parents: ['y'], expression: '(y-0.45)^2', at: [3, 0] },
  ],
  plans: [
    { name: 'Score', nodes: { x: { estimator: 'score' }, y: { estimator: 'score' } } },
    { name: 'Pathwise, then score', nodes: { x: { estimator: 'pathwise' }, y: { estimator: 'score' } } },
  ],
};
