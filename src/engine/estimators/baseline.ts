import type { Baseline } from '../document/types';
import type { Operand } from '../ir/builder';
import type { TermSite } from './contract';

/** Weight that the start of a moving average may still have in the first recorded estimate, and most steps to get there. */
const REMNANT = 1e-3;
const LONGEST_WARM_UP = 2000;

/**
 * What is subtracted from the downstream cost. It never sees the sample that it is subtracted from: the moving
 * average that an estimate reads holds the estimates before it, and its own cost enters for the next one.
 */
export function baselineOf(site: TermSite, baseline: Baseline): Operand {
  if (baseline === 'none') return 0;
  if (typeof baseline === 'number') return baseline;
  const { decay } = baseline;
  if (decay > 0) site.warmUp(Math.min(LONGEST_WARM_UP, Math.ceil(Math.log(REMNANT) / Math.log(decay))));
  else site.warmUp(1);
  const { b, credit } = site;
  return site.carry('average', [], [0], (previous) =>
    b.add(b.mul(decay, previous), b.mul(1 - decay, credit)),
  );
}
