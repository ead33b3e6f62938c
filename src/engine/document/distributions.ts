/**
 * The names and argument names of the distributions, as data, so that documents can be checked without their
 * mathematics. Classes and arguments are named as in torch.distributions. A test holds the registry against this table.
 *
 * `args` lists the alternatives: each is one complete set of arguments, the first the default one.
 */
export const DISTRIBUTION_ARGS = {
  Normal: [['loc', 'scale']],
  LogNormal: [['loc', 'scale']],
  Laplace: [['loc', 'scale']],
  Exponential: [['rate']],
  Gamma: [['concentration', 'rate']],
  Gumbel: [['loc', 'scale']],
  Uniform: [['low', 'high']],
  Bernoulli: [['probs'], ['logits']],
  Categorical: [['probs'], ['logits']],
  OneHotCategorical: [['probs'], ['logits']],
  Poisson: [['rate']],
  Geometric: [['probs']],
} as const satisfies Record<string, readonly (readonly string[])[]>;

export type DistributionName = keyof typeof DISTRIBUTION_ARGS;

/** Distributions that can be written as a differentiable function of noise without parameters. */
export const PATHWISE: ReadonlySet<DistributionName> = new Set([
  'Normal',
  'LogNormal',
  'Laplace',
  'Exponential',
  'Gumbel',
  'Uniform',
]);
