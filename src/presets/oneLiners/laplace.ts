import type { OneLiner } from './oneLiner';

export const laplaceOneLiner: OneLiner = {
  id: 'laplace',
  name: 'Laplace',
  onSlide: true,
  target: String.raw`\mathrm{Laplace}(\mu, b)`,
  noise: String.raw`u \sim \mathcal{U}(-\tfrac12, \tfrac12)`,
  formula: String.raw`x = \mu - b\,\mathrm{sgn}(u)\log(1 - 2|u|)`,
  law: { kind: 'line', name: 'Laplace', args: { loc: 'mu', scale: 'b' } },
  range: [-6, 6],
  sliders: [
    { parameter: 'mu', latex: String.raw`\mu`, min: -3, max: 3, step: 0.05 },
    { parameter: 'b', latex: 'b', min: 0.3, max: 2, step: 0.05 },
  ],
  printed: {
    noise: String.raw`u \sim \mathcal{U}(0, 1)`,
    formula: String.raw`\mu - b\,\mathrm{sgn}(u)\log(1 - 2|u|)`,
    expression: 'mu-b*sign(u+1/2)*log(1-2*abs(u+1/2))',
    fault: 'half are no numbers, the rest lie above μ',
  },
  notice: String.raw`The noise must lie on both sides of 0. With $u$ on $(0, 1)$ the line takes the logarithm of a negative
number wherever $u > \tfrac12$ holds, and a positive sign everywhere else.`,
  document: {
    scg: 1,
    title: 'One-liner · Laplace',
    about: String.raw`The square $x$ inverts the distribution function on both sides of $\mu$, which needs noise in
$(-\frac12, \frac12)$. The circle $z$ has the same law in one piece: choose *After the plan*, and
pathwise turns it into what stands above it.`,
    seed: 1,
    nodes: [
      {
        name: 'u',
        kind: 'stochastic',
        parents: [],
        distribution: 'Uniform',
        args: { low: '-1/2', high: '1/2' },
        at: [1, 0],
      },
      { name: 'mu', kind: 'parameter', value: 0.5, at: [0, 1] },
      { name: 'b', kind: 'parameter', value: 1, at: [0, 2] },
      {
        name: 'x',
        kind: 'deterministic',
        parents: ['u', 'mu', 'b'],
        expression: 'mu-b*sign(u)*log(1-2*abs(u))',
        at: [2, 1],
      },
      { name: 'f', kind: 'cost', parents: ['x'], expression: '(x-1)^2', at: [3, 1] },
      {
        name: 'z',
        kind: 'stochastic',
        parents: ['mu', 'b'],
        distribution: 'Laplace',
        args: { loc: 'mu', scale: 'b' },
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
