import type { Document } from '../engine';

export const manyDimensions: Document = {
  scg: 1,
  title: 'Many dimensions',
  about: String.raw`The cost is the mean of $x_i^2$ over $d$ independent draws, so that the gradient is
$2\theta$ whatever $d$ is. The score function sums $d$ scores, each multiplied by the whole cost: its
variance at $\theta=1$ is $18+4d+8/d$. Pathwise averages, and its variance is $4/d$. Change the shape of $x$
from 8 to 1 or 100 and watch the two part.`,
  seed: 1,
  nodes: [
    { name: 'theta', kind: 'parameter', value: 1, at: [0, 0] },
    {
      name: 'x',
      kind: 'stochastic',
      parents: ['theta'],
      distribution: 'Normal',
      args: { loc: 'theta', scale: '1' },
      shape: [8],
      at: [1, 0],
    },
    { name: 'f', kind: 'cost', parents: ['x'], expression: 'mean(x^2)', at: [2, 0] },
  ],
  plans: [
    { name: 'Score', nodes: { x: { estimator: 'score' } } },
    { name: 'Pathwise', nodes: { x: { estimator: 'pathwise' } } },
  ],
};
