import type { OneLiner } from './oneLiner';

export const gaussian: OneLiner = {
  id: 'gaussian',
  name: 'Gaussian',
  onSlide: true,
  target: String.raw`\mathcal{N}(\mu, RR^\top)`,
  noise: String.raw`\epsilon \sim \mathcal{N}(0, I)`,
  formula: String.raw`x = \mu + R\,\epsilon`,
  law: { kind: 'plane', mean: 'mu', factor: 'R' },
  range: [-4, 4],
  sliders: [
    { parameter: 'mu', element: 0, latex: String.raw`\mu_1`, min: -2, max: 2, step: 0.05 },
    { parameter: 'mu', element: 1, latex: String.raw`\mu_2`, min: -2, max: 2, step: 0.05 },
    { parameter: 'R', element: 0, latex: 'R_{11}', min: 0.3, max: 1.5, step: 0.05 },
    { parameter: 'R', element: 2, latex: 'R_{21}', min: -1.2, max: 1.2, step: 0.05 },
    { parameter: 'R', element: 3, latex: 'R_{22}', min: 0.3, max: 1.5, step: 0.05 },
  ],
  notice: String.raw`Any $R$ with $RR^\top = \Sigma$ will do; here it is lower triangular. Half of all draws lie inside the inner
ellipse, and 95 % inside the outer one.`,
  document: {
    scg: 1,
    title: 'One-liner · Gaussian',
    about: String.raw`Two standard Gaussians, stretched and turned by $R$ and moved by $\mu$. The gradient in $R$ is a matrix:
the plan's numbers are those of the coordinate that is chosen in the lab.`,
    seed: 1,
    nodes: [
      {
        name: 'epsilon',
        kind: 'stochastic',
        parents: [],
        distribution: 'Normal',
        args: { loc: '0', scale: '1' },
        shape: [2],
        at: [0, 0],
      },
      { name: 'mu', kind: 'parameter', value: [0.5, -0.5], at: [0, 1] },
      {
        name: 'R',
        kind: 'parameter',
        value: [
          [1, 0],
          [0.6, 0.8],
        ],
        at: [0, 2],
      },
      {
        name: 'x',
        kind: 'deterministic',
        parents: ['epsilon', 'mu', 'R'],
        expression: 'mu+matmul(R, epsilon)',
        at: [1, 1],
      },
      { name: 'f', kind: 'cost', parents: ['x'], expression: 'sum((x-1)^2)', at: [2, 1] },
    ],
    plans: [{ name: 'Pathwise', nodes: {} }],
  },
};
