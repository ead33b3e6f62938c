import type { DistributionName } from '../document/distributions';
import { bernoulli } from './bernoulli';
import { categorical } from './categorical';
import type { Distribution } from './contract';
import { exponential } from './exponential';
import { gamma } from './gamma';
import { geometric } from './geometric';
import { gumbel } from './gumbel';
import { laplace } from './laplace';
import { logNormal } from './logNormal';
import { normal } from './normal';
import { oneHotCategorical } from './oneHotCategorical';
import { poisson } from './poisson';
import { uniform } from './uniform';

/** Every distribution by its name: one without a row does not compile. */
export const DISTRIBUTIONS: { readonly [N in DistributionName]: Distribution } = {
  Normal: normal,
  LogNormal: logNormal,
  Laplace: laplace,
  Exponential: exponential,
  Gamma: gamma,
  Gumbel: gumbel,
  Uniform: uniform,
  Bernoulli: bernoulli,
  Categorical: categorical,
  OneHotCategorical: oneHotCategorical,
  Poisson: poisson,
  Geometric: geometric,
};
