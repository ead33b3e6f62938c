import type { OneLiner } from './oneLiner';

export const rademacherOneLiner: OneLiner = {
  id: 'rademacher',
  name: 'Rademacher',
  onSlide: true,
  target: String.raw`\mathrm{Rademacher}(p)`,
  noise: String.raw`u \sim \mathcal{U}(0, 1)`,
  formula: String.raw`x = 2\,[u < p] - 1`,
  law: { kind: 'signs', probability: 'p' },
  range: [-2, 2],
  sliders: [{ parameter: 'p', latex: 'p', min: 0.05, max: 0.95, step: 0.01 }],
  notice: String.raw`A sampler, but no path: the line is a step in $p$, and its gradient is zero almost everywhere. At
$p = \tfrac12$ it is the sign of $\tfrac12 - u$.`,
  document: {
    scg: 1,
    title: 'One-liner · Rademacher',
    about: `The square $x$ jumps where $u = p$, so no gradient flows through it: Condition 1 names the edge. The
circle $c$ draws the same signs, and its score gives the gradient that $x$ loses: $-2$ of $-4$ arrive.`,
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
      { name: 'p', kind: 'parameter', value: 0.4, at: [0, 1] },
      { name: 'x', kind: 'deterministic', parents: ['u', 'p'], expression: '2*(u<p)-1', at: [1, 0] },
      { name: 'f', kind: 'cost', parents: ['x'], expression: '(x-1/2)^2', at: [3, 0] },
      {
        name: 'c',
        kind: 'stochastic',
        parents: ['p'],
        distribution: 'Bernoulli',
        args: { probs: 'p' },
        at: [1, 1],
      },
      { name: 'y', kind: 'deterministic', parents: ['c'], expression: '2*c-1', at: [2, 1] },
      { name: 'g', kind: 'cost', parents: ['y'], expression: '(y-1/2)^2', at: [3, 1] },
    ],
    plans: [{ name: 'Score', nodes: { c: { estimator: 'score' } } }],
  },
};
