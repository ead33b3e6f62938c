import type { OneLiner } from './oneLiner';

export const gammaOneLiner: OneLiner = {
  id: 'gamma',
  name: 'Gamma',
  onSlide: false,
  target: String.raw`\mathrm{Gamma}(\alpha, \beta)`,
  noise: String.raw`\epsilon \sim \mathcal{N}(0, 1)\ \text{until accepted}`,
  formula: String.raw`x = \tfrac{d}{\beta}(1 + c\,\epsilon)^3,\quad d = \alpha - \tfrac13,\ c = \tfrac{1}{3\sqrt{d}}`,
  law: { kind: 'line', name: 'Gamma', args: { concentration: 'alpha', rate: 'beta' } },
  range: [0, 8],
  sliders: [
    { parameter: 'alpha', latex: String.raw`\alpha`, min: 0.5, max: 6, step: 0.05 },
    { parameter: 'beta', latex: String.raw`\beta`, min: 0.5, max: 3, step: 0.05 },
  ],
  notice: String.raw`Marsaglia and Tsang draw until $\log u < \tfrac12\epsilon^2 + d - dv + d\log v$ with
$v = (1 + c\epsilon)^3$; below $\alpha = 1$ they draw at $\alpha + 1$ and multiply by $u^{1/\alpha}$.
The test depends on $\alpha$, so the derivative of the line is not that of the draw: the path derivative
is the implicit one, $-\partial_\alpha F / p$.`,
  document: {
    scg: 1,
    title: 'One-liner · Gamma',
    about: String.raw`The circle $g$ draws by rejection, and the square divides by $\beta$, which so has a path; that of
$\alpha$ is implicit. The circle $z$ has the same law in one piece.`,
    seed: 1,
    nodes: [
      { name: 'alpha', kind: 'parameter', value: 2, at: [0, 0] },
      { name: 'beta', kind: 'parameter', value: 1, at: [0, 1] },
      {
        name: 'g',
        kind: 'stochastic',
        parents: ['alpha'],
        distribution: 'Gamma',
        args: { concentration: 'alpha', rate: '1' },
        at: [1, 0],
      },
      { name: 'x', kind: 'deterministic', parents: ['g', 'beta'], expression: 'g/beta', at: [2, 0] },
      { name: 'f', kind: 'cost', parents: ['x'], expression: '(x-1)^2', at: [3, 0] },
      {
        name: 'z',
        kind: 'stochastic',
        parents: ['alpha', 'beta'],
        distribution: 'Gamma',
        args: { concentration: 'alpha', rate: 'beta' },
        at: [1, 1],
      },
      { name: 'h', kind: 'cost', parents: ['z'], expression: '(z-1)^2', at: [2, 1] },
    ],
    plans: [
      { name: 'Pathwise', nodes: { g: { estimator: 'pathwise' }, z: { estimator: 'pathwise' } } },
      { name: 'Score', nodes: { g: { estimator: 'score' }, z: { estimator: 'score' } } },
    ],
  },
};
