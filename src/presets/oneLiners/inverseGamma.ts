import type { OneLiner } from './oneLiner';

export const inverseGammaOneLiner: OneLiner = {
  id: 'inverse-gamma',
  name: 'Inverse Gamma',
  onSlide: true,
  target: String.raw`\mathrm{InverseGamma}(\alpha, \beta)`,
  noise: String.raw`g \sim \mathrm{Gamma}(\alpha, 1)`,
  formula: String.raw`x = \beta / g`,
  law: { kind: 'line', name: 'InverseGamma', args: { concentration: 'alpha', rate: 'beta' } },
  range: [0, 4],
  sliders: [
    { parameter: 'alpha', latex: String.raw`\alpha`, min: 0.5, max: 6, step: 0.05 },
    { parameter: 'beta', latex: String.raw`\beta`, min: 0.3, max: 3, step: 0.05 },
  ],
  notice: String.raw`The slide writes $1/g$ with $g \sim \mathrm{Gamma}(\alpha, \beta)$. With $\beta$ moved out of the noise
it has a path; $\alpha$ stays in it, and its path derivative is the implicit one of the Gamma.`,
  document: {
    scg: 1,
    title: 'One-liner · Inverse Gamma',
    about: String.raw`The noise $g$ still knows $\alpha$, so this is half a one-liner: $\beta$ has a path through the square, and
$\alpha$ the implicit one of the Gamma draw. The circle $z$ has the same law in one piece. The costs are bounded,
because $x$ has few moments.`,
    seed: 1,
    nodes: [
      { name: 'alpha', kind: 'parameter', value: 3, at: [0, 0] },
      { name: 'beta', kind: 'parameter', value: 1.5, at: [0, 1] },
      {
        name: 'g',
        kind: 'stochastic',
        parents: ['alpha'],
        distribution: 'Gamma',
        args: { concentration: 'alpha', rate: '1' },
        at: [1, 0],
      },
      { name: 'x', kind: 'deterministic', parents: ['g', 'beta'], expression: 'beta/g', at: [2, 1] },
      { name: 'f', kind: 'cost', parents: ['x'], expression: 'exp(-x)', at: [3, 1] },
      {
        name: 'z',
        kind: 'stochastic',
        parents: ['alpha', 'beta'],
        distribution: 'InverseGamma',
        args: { concentration: 'alpha', rate: 'beta' },
        at: [1, 2],
      },
      { name: 'h', kind: 'cost', parents: ['z'], expression: 'exp(-z)', at: [2, 2] },
    ],
    plans: [
      { name: 'Pathwise', nodes: { g: { estimator: 'pathwise' }, z: { estimator: 'pathwise' } } },
      { name: 'Score', nodes: { g: { estimator: 'score' }, z: { estimator: 'score' } } },
    ],
  },
};
