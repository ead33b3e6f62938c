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
  Cauchy: [['loc', 'scale']],
  Exponential: [['rate']],
  Gamma: [['concentration', 'rate']],
  InverseGamma: [['concentration', 'rate']],
  Beta: [['concentration1', 'concentration0']],
  Dirichlet: [['concentration']],
  Uniform: [['low', 'high']],
  StudentT: [['df', 'loc', 'scale']],
  Logistic: [['loc', 'scale']],
  Gumbel: [['loc', 'scale']],
  Weibull: [['scale', 'concentration']],
  HalfNormal: [['scale']],
  MultivariateNormal: [['loc', 'scale_tril']],
  Bernoulli: [['probs'], ['logits']],
  Rademacher: [['probs']],
  Binomial: [['total_count', 'probs']],
  Poisson: [['rate']],
  Geometric: [['probs']],
  Categorical: [['probs'], ['logits']],
  OneHotCategorical: [['probs'], ['logits']],
} as const satisfies Record<string, readonly (readonly string[])[]>;

export type DistributionName = keyof typeof DISTRIBUTION_ARGS;

/** Distributions that can be written as a differentiable function of noise without parameters. */
export const PATHWISE: ReadonlySet<DistributionName> = new Set([
  'Normal',
  'LogNormal',
  'Laplace',
  'Cauchy',
  'Exponential',
  'Gamma',
  'InverseGamma',
  'Beta',
  'Dirichlet',
  'Uniform',
  'StudentT',
  'Logistic',
  'Gumbel',
  'Weibull',
  'HalfNormal',
  'MultivariateNormal',
]);
