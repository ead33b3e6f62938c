import type { OneLiner } from './oneLiner';

export const exponentialOneLiner: OneLiner = {
  id: 'exponential',
  name: 'Exponential',
  onSlide: true,
  target: String.raw`\mathrm{Exponential}(\lambda)`,
  noise: String.raw`u \sim \mathcal{U}(0, 1)`,
  formula: String.raw`x = -\log(u) / \lambda`,
  law: { kind: 'line', name: 'Exponential', args: { rate: 'lambda' } },
  range: [0, 5],
  sliders: [{ parameter: 'lambda', latex: String.raw`\lambda`, min: 0.3, max: 3, step: 0.05 }],
  notice: String.raw`The inverse distribution function, with $u$ in place of $1-u$. All of $\lambda$ is in the scale.`,
  document: {
    scg: 1,
    title: 'One-liner · Exponential',
    about: String.raw`The square $x$ inverts the distribution function of the Exponential, so that
$\partial x/\partial\lambda = -x/\lambda$. The circle $z$ has the same law in one piece: choose *After
the plan*, and pathwise turns it into what stands above it.`,
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
      { name: 'lambda', kind: 'parameter', value: 1, at: [0, 1] },
      {
        name: 'x',
        kind: 'deterministic',
        parents: ['u', 'lambda'],
        expression: '-log(u)/lambda',
        at: [1, 0],
      },
      { name: 'f', kind: 'cost', parents: ['x'], expression: '(x-1)^2', at: [2, 0] },
      {
        name: 'z',
        kind: 'stochastic',
        parents: ['lambda'],
        distribution: 'Exponential',
        args: { rate: 'lambda' },
        at: [1, 1],
      },
      { name: 'g', kind: 'cost', parents: ['z'], expression: '(z-1)^2', at: [2, 1] },
    ],
    plans: [
      { name: 'Pathwise', nodes: { z: { estimator: 'pathwise' } } },
      { name: 'Score', nodes: { z: { estimator: 'score' } } },
    ],
  },
};
