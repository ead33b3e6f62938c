import type { Document } from '../engine';

export const implicitPath: Document = {
  scg: 1,
  title: 'A path through a rejection sampler',
  about: String.raw`A Gamma draw is made by trying until a draw is accepted, so no formula leads from the noise to it. Its
path derivative exists all the same: keep the value of the distribution function fixed, and
$\mathrm{d}x/\mathrm{d}\alpha=-(\partial F/\partial\alpha)/p(x)$. The same derivative serves Beta, Dirichlet,
Student's t and the inverse Gamma, which are made of Gamma draws.`,
  seed: 1,
  nodes: [
    { name: 'alpha', kind: 'parameter', value: 2, at: [0, 0] },
    { name: 'beta', kind: 'parameter', value: 1.5, at: [0, 2] },
    {
      name: 'x',
      kind: 'stochastic',
      parents: ['alpha', 'beta'],
      distribution: 'Gamma',
      args: { concentration: 'alpha', rate: 'beta' },
      at: [1, 1],
    },
    { name: 'f', kind: 'cost', parents: ['x'], expression: '(x-1)^2', at: [2, 1] },
  ],
  plans: [
    { name: 'Score', nodes: { x: { estimator: 'score' } } },
    { name: 'Best constant', nodes: { x: { estimator: 'score', baseline: { kind: 'optimal' } } } },
    { name: 'Pathwise', nodes: { x: { estimator: 'pathwise' } } },
  ],
};
