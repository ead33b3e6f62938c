import { boxMuller } from './boxMuller';
import { cauchy } from './cauchy';
import { exponential } from './exponential';
import { gamma } from './gamma';
import { gaussian } from './gaussian';
import { gumbel } from './gumbel';
import { inverseGamma } from './inverseGamma';
import { laplace } from './laplace';
import { logistic } from './logistic';
import { logNormal } from './logNormal';
import type { OneLiner } from './oneLiner';
import { rademacher } from './rademacher';
import { standardLaplace } from './standardLaplace';
import { uniform } from './uniform';

/** What a link calls the table: `#p/one-liners`. No example may have this id. */
export const TABLE_ID = 'one-liners';

/** Every row, those of the slide first and in its order. */
export const ONE_LINERS: readonly OneLiner[] = [
  exponential,
  cauchy,
  standardLaplace,
  laplace,
  boxMuller,
  gaussian,
  rademacher,
  logNormal,
  inverseGamma,
  gumbel,
  logistic,
  uniform,
  gamma,
];
