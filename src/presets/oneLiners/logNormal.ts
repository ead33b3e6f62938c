import type { OneLiner } from './oneLiner';

export const logNormalOneLiner: OneLiner = {
  id: 'log-normal',
  name: 'Log-Normal',
  onSlide: true,
  target: String.raw`\mathrm{LogNormal}(\mu, \sigma)`,
  noise: String.raw`\epsilon \sim \mathcal{N}(0, 1)`,
  formula: String.raw`x = \exp(\mu + \sigma\epsilon)`,
  law: { kind: 'line', name: 'LogNormal', args: { loc: 'mu', scale: 'sigma' } },
  range: [0, 6],
  sliders: [
    { parameter: 'mu', latex: String.raw`\mu`, min: -1, max: 1, step: 0.05 },
    { parameter: 'sigma', latex: String.raw`\sigma`, min: 0.2, max: 1.2, step: 0.05 },
  ],
  notice: String.raw`Any path may be followed by a smooth function. $e^{\mu}$ is the median, whatever $\sigma$ is.`,
  document: {
    scg: 1,
    title: 'One-liner · Log-Normal',
    about: String.raw`The square $x$ is the exponential of a Gaussian's own one-liner, so that $\partial x/\partial\mu = x$
and $\partial x/\partial\sigma = \epsilon x$. The circle $z$ has the same law in one piece: choose
*After the plan*, and pathwise turns it into what stands above it.`,
    seed: 1,
    nodes: [
      {
        name: 'epsilon',
        kind: 'stochastic',
        parents: [],
        distribution: 'Normal',
        args: { loc: '0', scale: '1' },
        at: [1, 0],
      },
      { name: 'mu', kind: 'parameter', value: 0, at: [0, 1] },
      { name: 'sigma', kind: 'parameter', value: 0.5, at: [0, 2] },
      {
        name: 'x',
        kind: 'deterministic',
        parents: ['epsilon', 'mu', 'sigma'],
        expression: 'exp(mu+sigma*epsilon)',
        at: [2, 1],
      },
      { name: 'f', kind: 'cost', parents: ['x'], expression: '(x-1)^2', at: [3, 1] },
      {
        name: 'z',
        kind: 'stochastic',
        parents: ['mu', 'sigma'],
        distribution: 'LogNormal',
        args: { loc: 'mu', scale: 'sigma' },
        at: [2, 2],
      },
      { name: 'g', kind: 'cost', parents: ['z'], expression: '(z-1)^2', at: [3, 2] },
    ],
    plans: [
      { name: 'Pathwise', nodes: { z: { estimator: 'pathwise' } } },
      { name: 'Score', nodes: { z: { estimator: 'score' } } },
    ],
  },
};
