import type { OneLiner } from './oneLiner';

export const standardLaplace: OneLiner = {
  id: 'standard-laplace',
  name: 'Standard Laplace',
  onSlide: true,
  target: String.raw`\mathrm{Laplace}(0, 1)`,
  noise: String.raw`u_1, u_2 \sim \mathcal{U}(0, 1)`,
  formula: String.raw`x = \log(u_1 / u_2)`,
  law: { kind: 'line', name: 'Laplace', args: { loc: 0, scale: 1 } },
  range: [-6, 6],
  sliders: [],
  notice: `The difference of two Exponentials. It has no arguments; a scale multiplies what comes out.`,
  document: {
    scg: 1,
    title: 'One-liner · Standard Laplace',
    about: `The square $x$ is the difference of two draws of an Exponential, and the cost scales it by $b$. The
circle $z$ has the scaled law in one piece: the same gradient comes twice, and only that of $z$ depends
on the plan.`,
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
      { name: 'b', kind: 'parameter', value: 0.8, at: [0, 2] },
      { name: 'x', kind: 'deterministic', parents: ['u1', 'u2'], expression: 'log(u1/u2)', at: [1, 0] },
      { name: 'f', kind: 'cost', parents: ['x', 'b'], expression: '(b*x-1)^2', at: [2, 1] },
      {
        name: 'z',
        kind: 'stochastic',
        parents: ['b'],
        distribution: 'Laplace',
        args: { loc: '0', scale: 'b' },
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
