import type { OneLiner } from './oneLiner';

export const gumbelOneLiner: OneLiner = {
  id: 'gumbel',
  name: 'Gumbel',
  onSlide: false,
  target: String.raw`\mathrm{Gumbel}(\mu, \beta)`,
  noise: String.raw`u \sim \mathcal{U}(0, 1)`,
  formula: String.raw`x = \mu - \beta\log(-\log u)`,
  law: { kind: 'line', name: 'Gumbel', args: { loc: 'mu', scale: 'beta' } },
  range: [-4, 8],
  sliders: [
    { parameter: 'mu', latex: String.raw`\mu`, min: -2, max: 3, step: 0.05 },
    { parameter: 'beta', latex: String.raw`\beta`, min: 0.3, max: 2, step: 0.05 },
  ],
  notice: `The noise of the Gumbel-max trick: the argmax of log probabilities plus Gumbels is a Categorical draw.`,
  document: {
    scg: 1,
    title: 'One-liner · Gumbel',
    about: String.raw`The square $x$ inverts $F(x) = \exp(-e^{-(x-\mu)/\beta})$. The circle $z$ has the same law in one piece:
choose *After the plan*, and pathwise turns it into what stands above it.`,
    seed: 1,
    nodes: [
      {
        name: 'u',
        kind: 'stochastic',
        parents: [],
        distribution: 'Uniform',
        args: { low: '0', high: '1' },
        at: [1, 0],
      },
      { name: 'mu', kind: 'parameter', value: 0.5, at: [0, 1] },
      { name: 'beta', kind: 'parameter', value: 1, at: [0, 2] },
      {
        name: 'x',
        kind: 'deterministic',
        parents: ['u', 'mu', 'beta'],
        expression: 'mu-beta*log(-log(u))',
        at: [2, 1],
      },
      { name: 'f', kind: 'cost', parents: ['x'], expression: '(x-1)^2', at: [3, 1] },
      {
        name: 'z',
        kind: 'stochastic',
        parents: ['mu', 'beta'],
        distribution: 'Gumbel',
        args: { loc: 'mu', scale: 'beta' },
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
