import type { Document } from '../engine';

export const stepFunction: Document = {
  scg: 1,
  title: 'A step in the cost',
  about: String.raw`The cost $x^2+5\,\mathrm{step}(x)$ jumps at 0. A derivative does not see a jump, so
pathwise drops the term $5\,\varphi(\theta)$ of the gradient $2\theta+5\,\varphi(\theta)$ without a word,
and settles on the wrong value with a small variance. Condition 1 names the edge. The score function asks
nothing of the cost and is right.`,
  seed: 1,
  nodes: [
    { name: 'theta', kind: 'parameter', value: 0.5, at: [0, 0] },
    {
      name: 'x',
      kind: 'stochastic',
      parents: ['theta'],
      distribution: 'Normal',
      args: { loc: 'theta', scale: '1' },
      at: [1, 0],
    },
    { name: 'f', kind: 'cost', parents: ['x'], expression: 'x^2+5*step(x)', at: [2, 0] },
  ],
  plans: [
    { name: 'Score', nodes: { x: { estimator: 'score' } } },
    { name: 'Pathwise', nodes: { x: { estimator: 'pathwise' } } },
  ],
};
