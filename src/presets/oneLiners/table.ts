import { boxMuller } from './boxMuller';
import { cauchyOneLiner } from './cauchy';
import { exponentialOneLiner } from './exponential';
import { gammaOneLiner } from './gamma';
import { gaussian } from './gaussian';
import { gumbelOneLiner } from './gumbel';
import { inverseGammaOneLiner } from './inverseGamma';
import { laplaceOneLiner } from './laplace';
import { logisticOneLiner } from './logistic';
import { logNormalOneLiner } from './logNormal';
import type { OneLiner } from './oneLiner';
import { rademacherOneLiner } from './rademacher';
import { standardLaplace } from './standardLaplace';
import { uniformOneLiner } from './uniform';

/** What a link calls the table: `#p/one-liners`. No example may have this id. */
export const TABLE_ID = 'one-liners';

/** Every row, those of the slide first and in its order. */
export const ONE_LINERS: readonly OneLiner[] = [
  exponentialOneLiner,
  cauchyOneLiner,
  standardLaplace,
  laplaceOneLiner,
  boxMuller,
  gaussian,
  rademacherOneLiner,
  logNormalOneLiner,
  inverseGammaOneLiner,
  gumbelOneLiner,
  logisticOneLiner,
  uniformOneLiner,
  gammaOneLiner,
];
