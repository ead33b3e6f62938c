import type { Document, Node, Picture } from '../engine';

const L: Node = {
  name: 'L',
  kind: 'cost',
  parents: ['x', 'x_tilde'],
  expression: '-log_prob(Bernoulli(0.001+0.998*x_tilde), x)',
  at: [5, 1],
};

const pictures: readonly Picture[] = [
  { kind: 'images', title: 'Redrawn', show: ['x', 'x_tilde'] },
  { kind: 'images', title: 'Samples', show: ['x_tilde'], prior: 'h' },
];

export const vae: Document = {
  scg: 1,
  title: 'Variational autoencoder',
  about: String.raw`NVIL with Normal causes, so that a path leads through $h$ (Kingma and Welling, 2014), as in SVG($\infty$).
NVIL's estimator learns the same bound with a multiple of the variance.`,
  seed: 1,
  nodes: [
    { name: 'x', kind: 'input', value: { data: 'digits' }, at: [0, 1] },
    { name: 'phi', kind: 'parameter', value: { network: [144, 128, 32] }, at: [0, -1] },
    { name: 'h1', kind: 'deterministic', parents: ['x', 'phi'], expression: 'mlp(phi, x-0.5)', at: [1, 0] },
    {
      name: 'h',
      kind: 'stochastic',
      parents: ['h1'],
      distribution: 'Normal',
      args: { loc: 'slice(h1, 0, 16)', scale: 'exp(slice(h1, 16, 32))' },
      at: [2, 0],
    },
    { name: 'theta', kind: 'parameter', value: { network: [16, 128, 144] }, at: [3, -1] },
    { name: 'h2', kind: 'deterministic', parents: ['h', 'theta'], expression: 'mlp(theta, h)', at: [3, 0] },
    { name: 'x_tilde', kind: 'deterministic', parents: ['h2'], expression: 'sigmoid(h2)', at: [4, 0] },
    L,
    {
      name: 'R',
      kind: 'cost',
      parents: ['h', 'h1'],
      expression: 'log_prob(h)-log_prob(Normal(0, 1), h)',
      at: [2, -1],
    },
  ],
  plans: [
    { name: 'Pathwise', nodes: { h: { estimator: 'pathwise' } } },
    { name: 'Sticking the landing', nodes: { h: { estimator: 'pathwise', stickTheLanding: true } } },
    {
      name: 'NVIL estimator',
      nodes: {
        h: { estimator: 'score', baseline: { kind: 'value', hidden: [16], of: ['x'] } },
      },
    },
  ],
  training: { optimizer: { kind: 'adam', rate: 0.001 } },
  pictures,
};

export const vaeKl: Document = {
  scg: 1,
  seed: 1,
  title: 'VAE in the plane',
  about: String.raw`Two causes, whose plane you can explore. $R=\mathrm{KL}(Q_\phi(h\mid x)\,\Vert\,\mathcal{N}(0,1))$ is not
downstream of $h$: no score is credited with it. (Kingma and Welling, 2014.)`,
  nodes: [
    { name: 'x', kind: 'input', value: { data: 'digits' }, at: [0, 1] },
    { name: 'phi', kind: 'parameter', value: { network: [144, 64, 4] }, at: [0, -1] },
    { name: 'h1', kind: 'deterministic', parents: ['x', 'phi'], expression: 'mlp(phi, x-0.5)', at: [1, 0] },
    { name: 'mu', kind: 'deterministic', parents: ['h1'], expression: 'slice(h1, 0, 2)', at: [2, -1] },
    { name: 'sigma', kind: 'deterministic', parents: ['h1'], expression: 'exp(slice(h1, 2, 4))', at: [2, 0] },
    {
      name: 'h',
      kind: 'stochastic',
      parents: ['mu', 'sigma'],
      distribution: 'Normal',
      args: { loc: 'mu', scale: 'sigma' },
      at: [3, 0],
    },
    {
      name: 'R',
      kind: 'cost',
      parents: ['mu', 'sigma'],
      expression: 'kl(Normal(mu, sigma), Normal(0, 1))',
      at: [3, -1],
    },
    { name: 'theta', kind: 'parameter', value: { network: [2, 64, 144] }, at: [4, -1] },
    { name: 'h2', kind: 'deterministic', parents: ['h', 'theta'], expression: 'mlp(theta, h)', at: [4, 0] },
    { name: 'x_tilde', kind: 'deterministic', parents: ['h2'], expression: 'sigmoid(h2)', at: [5, 0] },
    { ...L, at: [6, 1] },
  ],
  plans: vae.plans.filter(({ name }) => name !== 'Sticking the landing'),
  pictures: [{ kind: 'latent', title: 'Plane of h', set: 'h', show: 'x_tilde' }, ...pictures],
};
