import type { OneLiner } from './oneLiner';

export const uniformOneLiner: OneLiner = {
  id: 'uniform',
  name: 'Uniform',
  onSlide: false,
  target: String.raw`\mathrm{Uniform}(a, b)`,
  noise: String.raw`u \sim \mathcal{U}(0, 1)`,
  formula: String.raw`x = a + (b - a)\,u`,
  law: { kind: 'line', name: 'Uniform', args: { low: 'a', high: 'b' } },
  range: [-3, 4.2],
  sliders: [
    { parameter: 'a', latex: 'a', min: -2, max: 0.8, step: 0.05 },
    { parameter: 'b', latex: 'b', min: 1, max: 3, step: 0.05 },
  ],
  notice: `Here the path is right and the score is wrong: the ends of the support move with $a$ and $b$, which the
score function does not see.`,
  document: {
    scg: 1,
    title: 'One-liner · Uniform',
    about: `The square $x$ stretches the noise. The circle $z$ has the same law in one piece, and shows why the path
is needed: its support moves with $a$ and $b$, so the plan *Score* misses what happens at the ends and
is biased.`,
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
      { name: 'a', kind: 'parameter', value: -0.5, at: [0, 1] },
      { name: 'b', kind: 'parameter', value: 2, at: [0, 2] },
      { name: 'x', kind: 'deterministic', parents: ['u', 'a', 'b'], expression: 'a+(b-a)*u', at: [2, 1] },
      { name: 'f', kind: 'cost', parents: ['x'], expression: 'x^2', at: [3, 1] },
      {
        name: 'z',
        kind: 'stochastic',
        parents: ['a', 'b'],
        distribution: 'Uniform',
        args: { low: 'a', high: 'b' },
        at: [2, 2],
      },
      { name: 'g', kind: 'cost', parents: ['z'], expression: 'z^2', at: [3, 2] },
    ],
    plans: [
      { name: 'Pathwise', nodes: { z: { estimator: 'pathwise' } } },
      { name: 'Score', nodes: { z: { estimator: 'score' } } },
    ],
  },
};
