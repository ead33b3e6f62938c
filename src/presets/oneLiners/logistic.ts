import type { OneLiner } from './oneLiner';

export const logisticOneLiner: OneLiner = {
  id: 'logistic',
  name: 'Logistic',
  onSlide: false,
  target: String.raw`\mathrm{Logistic}(\mu, s)`,
  noise: String.raw`u \sim \mathcal{U}(0, 1)`,
  formula: String.raw`x = \mu + s\log\frac{u}{1-u}`,
  law: { kind: 'line', name: 'Logistic', args: { loc: 'mu', scale: 's' } },
  range: [-8, 8],
  sliders: [
    { parameter: 'mu', latex: String.raw`\mu`, min: -3, max: 3, step: 0.05 },
    { parameter: 's', latex: 's', min: 0.3, max: 2, step: 0.05 },
  ],
  notice: `The inverse of the sigmoid, and the difference of two Gumbels: a coin is a Logistic draw cut at 0, and a
relaxed coin its sigmoid.`,
  document: {
    scg: 1,
    title: 'One-liner · Logistic',
    about: String.raw`The square $x$ inverts $F(x) = 1/(1+e^{-(x-\mu)/s})$, and $\partial x/\partial s = \log\frac{u}{1-u}$ is
the standard draw itself. Pathwise is unbiased with a small variance. The circle $z$ has the same law in one
piece.`,
    seed: 1,
    nodes: [
      {
        name: 'u',
        kind: 'stochastic',
        parents: [],
        distribution: 'Uniform',
        args: { low: '0', high: '1' },
        at: [0, 0],
      },
      { name: 'mu', kind: 'parameter', value: 0.5, at: [0, 1] },
      { name: 's', kind: 'parameter', value: 0.8, at: [0, 2] },
      {
        name: 'x',
        kind: 'deterministic',
        parents: ['u', 'mu', 's'],
        expression: 'mu+s*log(u/(1-u))',
        at: [1, 1],
      },
      { name: 'f', kind: 'cost', parents: ['x'], expression: '(x-1)^2', at: [2, 1] },
      {
        name: 'z',
        kind: 'stochastic',
        parents: ['mu', 's'],
        distribution: 'Logistic',
        args: { loc: 'mu', scale: 's' },
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
