import type { Document } from '../engine';

export const nvil: Document = {
  scg: 1,
  title: 'NVIL',
  about: String.raw`Mnih and Gregor (2014): $Q_\phi(h\mid x)$ guesses causes of a digit, $P_\theta$ draws it, and
$L+R=\log Q_\phi(h\mid x)-\log P_\theta(x,h)$ is the bound, negated. As in a policy gradient, $\phi$ learns by score. A moving
average takes most of its variance; one that sees $x$, more.`,
  seed: 1,
  nodes: [
    { name: 'x', kind: 'input', value: { data: 'digits' }, at: [0, 1] },
    { name: 'phi', kind: 'parameter', value: { network: [144, 32, 16] }, at: [0, -1] },
    { name: 'h1', kind: 'deterministic', parents: ['x', 'phi'], expression: 'mlp(phi, x-0.5)', at: [1, 0] },
    {
      name: 'h',
      kind: 'stochastic',
      parents: ['h1'],
      distribution: 'Bernoulli',
      args: { logits: 'h1' },
      at: [2, 0],
    },
    { name: 'theta', kind: 'parameter', value: { network: [16, 32, 144] }, at: [3, -1] },
    { name: 'h2', kind: 'deterministic', parents: ['h', 'theta'], expression: 'mlp(theta, h)', at: [3, 0] },
    { name: 'x_tilde', kind: 'deterministic', parents: ['h2'], expression: 'sigmoid(h2)', at: [4, 0] },
    {
      name: 'L',
      kind: 'cost',
      parents: ['x', 'x_tilde'],
      expression: '-log_prob(Bernoulli(0.001+0.998*x_tilde), x)',
      at: [5, 1],
    },
    {
      name: 'R',
      kind: 'cost',
      parents: ['h', 'h1'],
      expression: 'stop(log_prob(h))-log_prob(Bernoulli(0.5), h)',
      at: [2, -1],
    },
  ],
  plans: [
    {
      name: 'NVIL',
      nodes: {
        h: { estimator: 'score', baseline: { kind: 'value', hidden: [16], of: ['x'], normalize: true } },
      },
    },
    {
      name: 'Input-dependent baseline',
      nodes: { h: { estimator: 'score', baseline: { kind: 'value', hidden: [16], of: ['x'] } } },
    },
    { name: 'Centred', nodes: { h: { estimator: 'score', baseline: { kind: 'average', decay: 0.9 } } } },
    { name: 'Plain score', nodes: { h: { estimator: 'score' } } },
  ],
  pictures: [
    { kind: 'images', title: 'Redrawn', show: ['x', 'x_tilde'] },
    { kind: 'images', title: 'Samples', show: ['x_tilde'], prior: 'h' },
  ],
};
