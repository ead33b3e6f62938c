import type { Document } from '../engine';

const document = (title: string, about: string, generatorCost: string): Document => ({
  scg: 1,
  title,
  about,
  seed: 1,
  nodes: [
    {
      name: 'z',
      kind: 'stochastic',
      parents: [],
      distribution: 'Normal',
      args: { loc: '0', scale: '1' },
      shape: [2],
      at: [0, 0],
    },
    { name: 'theta', kind: 'parameter', value: { network: [2, 32, 32, 2] }, at: [1, -1] },
    { name: 'G', kind: 'deterministic', parents: ['z', 'theta'], expression: 'mlp(theta, z)', at: [1, 0] },
    { name: 'x', kind: 'input', value: { data: 'ring' }, at: [1, 1] },
    {
      name: 'y',
      kind: 'stochastic',
      parents: [],
      distribution: 'Bernoulli',
      args: { probs: '0.5' },
      at: [1, 2],
    },
    {
      name: 'x_y',
      kind: 'deterministic',
      parents: ['y', 'x', 'G'],
      expression: 'y ? x : G',
      at: [2, 0],
    },
    { name: 'phi', kind: 'parameter', value: { network: [2, 32, 32, 1] }, at: [3, -1] },
    { name: 'd', kind: 'deterministic', parents: ['x_y', 'phi'], expression: 'mlp(phi, x_y)[0]', at: [3, 0] },
    { name: 'D', kind: 'deterministic', parents: ['d'], expression: 'sigmoid(d)', at: [4, -1] },
    {
      name: 'L_D',
      kind: 'cost',
      parents: ['d', 'y'],
      expression: 'softplus(y ? -d : d)',
      trains: ['phi'],
      at: [4, 0],
    },
    {
      name: 'L_G',
      kind: 'cost',
      parents: ['d', 'y'],
      expression: generatorCost,
      trains: ['theta'],
      at: [4, 1],
    },
  ],
  plans: [
    { name: 'Sampled switch', nodes: {} },
    { name: 'Both sides', nodes: { y: { estimator: 'enumerate' } } },
  ],
  training: {
    rows: 128,
    groups: [
      { parameters: ['phi'], optimizer: { kind: 'adam', rate: 0.005, decay: 0.5 } },
      { parameters: ['theta'], optimizer: { kind: 'adam', rate: 0.002, decay: 0.5 } },
    ],
  },
  pictures: [
    {
      kind: 'plane',
      title: 'Points',
      points: ['x', 'G'],
      set: 'x_y',
      heat: 'D',
      arrows: { from: 'G', down: 'L_G' },
    },
  ],
});

export const gan = document(
  'Adversarial nets',
  String.raw`A game (Goodfellow et al., 2014) of actor and critic (Pfau and Vinyals, 2016): a coin $y$ shows the critic
$D=\sigma(d)$ a real point or one of $G$. $\theta$ climbs its slope, as in SVG(0).`,
  'y ? 0 : softplus(-d)',
);

export const ganMinimax = document(
  'Adversarial nets, minimax',
  String.raw`With its first cost, $\log(1-D)$, the generator's slope all but vanishes where $D\approx 0$. Compare the
arrows with those of $-\log D$. (Goodfellow et al., 2014, section 3.)`,
  'y ? 0 : -softplus(d)',
);
