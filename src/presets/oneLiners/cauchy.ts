import type { OneLiner } from './oneLiner';

export const cauchyOneLiner: OneLiner = {
  id: 'cauchy',
  name: 'Cauchy',
  onSlide: true,
  target: String.raw`\mathrm{Cauchy}(\mu, b)`,
  noise: String.raw`u \sim \mathcal{U}(0, 1)`,
  formula: String.raw`x = \mu + b\tan\bigl(\pi(u - \tfrac12)\bigr)`,
  law: { kind: 'line', name: 'Cauchy', args: { loc: 'mu', scale: 'b' } },
  range: [-8, 8],
  sliders: [
    { parameter: 'mu', latex: String.raw`\mu`, min: -3, max: 3, step: 0.05 },
    { parameter: 'b', latex: 'b', min: 0.3, max: 2, step: 0.05 },
  ],
  notice: `No mean and no variance, and still a smooth path. A test of means would be lost here; that of Kolmogorov
and Smirnov is not.`,
  document: {
    scg: 1,
    title: 'One-liner · Cauchy',
    about: String.raw`The draw has no mean, so the cost is bounded: with $c = 1 + b$ its mean is $c/(c^2+\mu^2)$. The path
through $\mu$ and $b$ is smooth all the same, and pathwise is unbiased with a small variance. The circle $z$
has the same law in one piece.`,
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
      { name: 'b', kind: 'parameter', value: 1, at: [0, 2] },
      {
        name: 'x',
        kind: 'deterministic',
        parents: ['u', 'mu', 'b'],
        expression: 'mu+b*tan(pi*(u-1/2))',
        at: [1, 1],
      },
      { name: 'f', kind: 'cost', parents: ['x'], expression: '1/(1+x^2)', at: [2, 1] },
      {
        name: 'z',
        kind: 'stochastic',
        parents: ['mu', 'b'],
        distribution: 'Cauchy',
        args: { loc: 'mu', scale: 'b' },
        at: [1, 2],
      },
      { name: 'g', kind: 'cost', parents: ['z'], expression: '1/(1+z^2)', at: [2, 2] },
    ],
    plans: [
      { name: 'Pathwise', nodes: { z: { estimator: 'pathwise' } } },
      { name: 'Score', nodes: { z: { estimator: 'score' } } },
    ],
  },
};
