import type { Document } from '../engine';

export const coin: Document = {
  scg: 1,
  title: 'One coin, six estimators',
  about: String.raw`The toy problem of the relaxation papers: $b\sim\mathrm{Bernoulli}(\sigma(\theta))$ and cost
$(b-0.45)^2$, whose gradient at $\theta=0$ is $0.025$. Score alone has variance $0.0159$; leaving one of two
samples out takes it to $0.000625$; enumeration and the measure-valued difference of the two values have no
variance at all. The relaxed plans are steady and off: concrete at temperature $0.5$ finds
$0.0215$, and straight-through is right only because $\theta=0$. Move $\theta$ and see which plans follow.`,
  seed: 1,
  nodes: [
    { name: 'theta', kind: 'parameter', value: 0, at: [0, 0] },
    {
      name: 'b',
      kind: 'stochastic',
      parents: ['theta'],
      distribution: 'Bernoulli',
      args: { logits: 'theta' },
      at: [1, 0],
    },
    { name: 'f', kind: 'cost', parents: ['b'], expression: '(b-0.45)^2', at: [2, 0] },
  ],
  plans: [
    { name: 'Score', nodes: { b: { estimator: 'score' } } },
    {
      name: 'Leave one out',
      nodes: { b: { estimator: 'score', baseline: { kind: 'leaveOneOut' } } },
      samples: 2,
    },
    { name: 'Measure-valued', nodes: { b: { estimator: 'measureValued' } } },
    { name: 'Enumerate', nodes: { b: { estimator: 'enumerate' } } },
    { name: 'Concrete', nodes: { b: { estimator: 'concrete', temperature: 0.5 } } },
    { name: 'Straight-through', nodes: { b: { estimator: 'straightThrough' } } },
  ],
};
