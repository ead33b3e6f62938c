import type { OneLiner } from './oneLiner';

export const boxMuller: OneLiner = {
  id: 'box-muller',
  name: 'Standard Gaussian',
  onSlide: true,
  target: String.raw`\mathcal{N}(0, 1)`,
  noise: String.raw`u_1, u_2 \sim \mathcal{U}(0, 1)`,
  formula: String.raw`x = \sqrt{-2\log u_1}\,\cos(2\pi u_2)`,
  law: { kind: 'line', name: 'Normal', args: { loc: 0, scale: 1 } },
  range: [-4, 4],
  sliders: [],
  printed: {
    noise: String.raw`u_1, u_2 \sim \mathcal{U}(0, 1)`,
    formula: String.raw`\sqrt{-\log u_1}\,\cos(2\pi u_2)`,
    expression: 'sqrt(-log(u1))*cos(2*pi*u2)',
    fault: 'the variance is 1/2, not 1',
  },
  notice: String.raw`Box and Muller. $-2\log u_1$ is the squared radius of two Gaussians, $2\pi u_2$ their angle; without the
2 the radius is too short by $\sqrt2$.`,
  document: {
    scg: 1,
    title: 'One-liner · Standard Gaussian',
    about: String.raw`The square $x$ is the first coordinate of a point at radius $\sqrt{-2\log u_1}$ and angle $2\pi u_2$,
and the cost scales it by $\sigma$. The circle $z$ has the scaled law in one piece: the same gradient
comes twice, and only that of $z$ depends on the plan.`,
    seed: 1,
    nodes: [
      {
        name: 'u1',
        kind: 'stochastic',
        parents: [],
        distribution: 'Uniform',
        args: { low: '0', high: '1' },
        at: [0, 0],
      },
      {
        name: 'u2',
        kind: 'stochastic',
        parents: [],
        distribution: 'Uniform',
        args: { low: '0', high: '1' },
        at: [0, 1],
      },
      { name: 'sigma', kind: 'parameter', value: 0.8, at: [0, 2] },
      {
        name: 'x',
        kind: 'deterministic',
        parents: ['u1', 'u2'],
        expression: 'sqrt(-2*log(u1))*cos(2*pi*u2)',
        at: [1, 0],
      },
      { name: 'f', kind: 'cost', parents: ['x', 'sigma'], expression: '(sigma*x-1)^2', at: [2, 1] },
      {
        name: 'z',
        kind: 'stochastic',
        parents: ['sigma'],
        distribution: 'Normal',
        args: { loc: '0', scale: 'sigma' },
        at: [1, 2],
      },
      { name: 'g', kind: 'cost', parents: ['z'], expression: '(z-1)^2', at: [2, 2] },
    ],
    plans: [
      { name: 'Pathwise', nodes: { z: { estimator: 'pathwise' } } },
      { name: 'Score', nodes: { z: { estimator: 'score' } } },
    ],
  },
};
