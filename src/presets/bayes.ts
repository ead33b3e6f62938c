import type { Document, Node } from '../engine';

const TRAINING = { optimizer: { kind: 'adam', rate: 0.03 } } as const;

const likelihood = (at: readonly [number, number]): Node => ({
  name: 'L',
  kind: 'cost',
  parents: ['x', 'y_hat'],
  expression: '-log_prob(Normal(y_hat, 0.2), x[1])',
  at,
});

export const bayes: Document = {
  scg: 1,
  title: 'Bayes by backprop',
  about: String.raw`Blundell et al. (2015): the weights are a circle, $w\sim\mathcal{N}(\mu,\mathrm{softplus}(\rho-4))$, drawn anew
for every row, and $L+R$ is the bound over the number of rows, 200. The path varies far less than the score. Train it: the
band of draws widens where no points were seen.`,
  seed: 1,
  nodes: [
    { name: 'mu', kind: 'parameter', value: { network: [1, 24, 1] }, at: [0, -1] },
    { name: 'rho', kind: 'parameter', value: { shape: [73], init: 'zeros' }, at: [0, 0] },
    {
      name: 'w',
      kind: 'stochastic',
      parents: ['mu', 'rho'],
      distribution: 'Normal',
      args: { loc: 'mu', scale: 'softplus(rho-4)' },
      at: [1, 0],
    },
    { name: 'x', kind: 'input', value: { data: 'wave' }, label: '(x, y)', at: [1, 1] },
    {
      name: 'y_hat',
      kind: 'deterministic',
      parents: ['x', 'w'],
      expression: 'mlp(w, stack(3*x[0]))[0]',
      at: [2, 0],
    },
    likelihood([3, 1]),
    {
      name: 'R',
      kind: 'cost',
      parents: ['w', 'mu', 'rho'],
      expression: '(log_prob(w)-log_prob(Normal(0, 1), w))/200',
      at: [1, -1],
    },
  ],
  plans: [
    { name: 'Pathwise', nodes: { w: { estimator: 'pathwise' } } },
    {
      name: 'Score, moving average',
      nodes: { w: { estimator: 'score', baseline: { kind: 'average', decay: 0.9 } } },
    },
  ],
  training: TRAINING,
  pictures: [{ kind: 'band', title: 'The curves', set: 'x', show: 'y_hat' }],
};

export const bayesLocal: Document = {
  scg: 1,
  title: 'Bayes by backprop, local noise',
  about: String.raw`Kingma et al. (2015): a layer with Normal weights has Normal sums, so the sums are the circles.
The output has the same law, from 25 draws in place of 73, and the gradient of $\rho$ varies half as much.`,
  seed: 1,
  nodes: [
    { name: 'x', kind: 'input', value: { data: 'wave' }, label: '(x, y)', at: [1, -3] },
    { name: 'mu_1', kind: 'parameter', value: { network: [1, 24] }, at: [0, -1] },
    { name: 'rho_1', kind: 'parameter', value: { network: [1, 24], seed: 2 }, at: [0, -2] },
    {
      name: 'b1',
      kind: 'stochastic',
      parents: ['x', 'mu_1', 'rho_1'],
      distribution: 'Normal',
      args: {
        loc: 'mlp(mu_1, stack(3*x[0]))',
        scale: 'sqrt(mlp(softplus(rho_1-4)^2, stack(9*x[0]^2)))',
      },
      at: [1, -2],
    },
    { name: 'mu_2', kind: 'parameter', value: { network: [24, 1] }, at: [1, 1] },
    { name: 'rho_2', kind: 'parameter', value: { network: [24, 1], seed: 2 }, at: [0, 0] },
    {
      name: 'y_hat',
      kind: 'stochastic',
      parents: ['b1', 'mu_2', 'rho_2'],
      distribution: 'Normal',
      args: {
        loc: 'mlp(mu_2, tanh(b1))[0]',
        scale: 'sqrt(mlp(softplus(rho_2-4)^2, tanh(b1)^2)[0])',
      },
      at: [2, 0],
    },
    likelihood([2, -3]),
    {
      name: 'R',
      kind: 'cost',
      parents: ['mu_1', 'rho_1', 'mu_2', 'rho_2'],
      expression:
        '(kl(Normal(mu_1, softplus(rho_1-4)), Normal(0, 1))+kl(Normal(mu_2, softplus(rho_2-4)), Normal(0, 1)))/200',
      at: [2, 1],
    },
  ],
  plans: [
    { name: 'Pathwise', nodes: { b1: { estimator: 'pathwise' }, y_hat: { estimator: 'pathwise' } } },
    {
      name: 'Score, moving average',
      nodes: {
        b1: { estimator: 'score', baseline: { kind: 'average', decay: 0.9 } },
        y_hat: { estimator: 'score', baseline: { kind: 'average', decay: 0.9 } },
      },
    },
  ],
  training: TRAINING,
  pictures: [{ kind: 'band', title: 'The curves', set: 'x', show: 'y_hat' }],
};
