import type { DistributionName } from '../document/distributions';
import { bernoulli } from './bernoulli';
import { beta } from './beta';
import { binomial } from './binomial';
import { categorical } from './categorical';
import { cauchy } from './cauchy';
import type { Distribution } from './contract';
import { dirichlet } from './dirichlet';
import { exponential } from './exponential';
import { gamma } from './gamma';
import { geometric } from './geometric';
import { gumbel } from './gumbel';
import { halfNormal } from './halfNormal';
import { inverseGamma } from './inverseGamma';
import { laplace } from './laplace';
import { logistic } from './logistic';
import { logNormal } from './logNormal';
import { multivariateNormal } from './multivariateNormal';
import { normal } from './normal';
import { oneHotCategorical } from './oneHotCategorical';
import { poisson } from './poisson';
import { rademacher } from './rademacher';
import { studentT } from './studentT';
import { uniform } from './uniform';
import { weibull } from './weibull';

/** Every distribution by its name: one without a row does not compile. */
export const DISTRIBUTIONS: { readonly [N in DistributionName]: Distribution } = {
  Normal: normal,
  LogNormal: logNormal,
  Laplace: laplace,
  Cauchy: cauchy,
  Exponential: exponential,
  Gamma: gamma,
  InverseGamma: inverseGamma,
  Beta: beta,
  Dirichlet: dirichlet,
  Uniform: uniform,
  StudentT: studentT,
  Logistic: logistic,
  Gumbel: gumbel,
  Weibull: weibull,
  HalfNormal: halfNormal,
  MultivariateNormal: multivariateNormal,
  Bernoulli: bernoulli,
  Rademacher: rademacher,
  Binomial: binomial,
  Poisson: poisson,
  Geometric: geometric,
  Categorical: categorical,
  OneHotCategorical: oneHotCategorical,
};
