import type { DensityFunction } from './contract';

/** Functions of distributions: written out as `Normal(0, 1)`, or that of a stochastic node by its name. */
export const DENSITIES: readonly DensityFunction[] = [
  {
    kind: 'density',
    name: 'log_prob',
    signature: 'log_prob(z) or log_prob(Normal(0, 1), value)',
    help: 'log density of the stochastic node z at its own sample, or of a distribution at a value',
    arity: [1, 2],
    differentiability: ['smooth'],
  },
  {
    kind: 'density',
    name: 'kl',
    signature: 'kl(p, q)',
    help: 'Kullback-Leibler divergence of two distributions, where a closed form exists',
    arity: [2, 2],
    differentiability: ['smooth'],
  },
  {
    kind: 'density',
    name: 'entropy',
    signature: 'entropy(p)',
    help: 'entropy of a distribution, where a closed form exists',
    arity: [1, 1],
    differentiability: ['smooth'],
  },
];
