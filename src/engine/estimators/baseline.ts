import { assertNever } from '../base/assertNever';
import type { Baseline, KindOfBaseline, Ranks } from '../document/types';
import type { Operand, Value } from '../ir/builder';
import type { TermSite } from './contract';
import { valueFunction } from './valueFunction';

/**
 * Weight that the start of a moving average may still have in the first recorded estimate, and most steps to get there.
 */
const REMNANT = 1e-3;
const LONGEST_WARM_UP = 2000;

/** Decay of the running variance of a baseline that has no decay of its own. */
const DECAY = 0.9;

/** Baselines that are subtracted. */
type Subtracted = Exclude<Baseline, Ranks>;

/**
 * The factor that multiplies the score: Q-hat less the baseline, divided by its running standard deviation where the
 * baseline normalizes; or the rank in place of all that. No baseline sees the sample that it is subtracted from.
 */
export function advantage(site: TermSite, baseline: Baseline): Value {
  const { b, credit } = site;
  if (isRanks(baseline)) return b.stop(ranked(site));
  const centred = b.sub(credit, baselineOf(site, baseline));
  const normalizes = typeof baseline === 'object' && 'normalize' in baseline && baseline.normalize === true;
  return b.stop(normalizes ? normalized(site, centred, baseline) : centred);
}

function isRanks(baseline: Baseline): baseline is Ranks {
  return typeof baseline === 'object' && baseline.kind === 'ranks';
}

function baselineOf(site: TermSite, baseline: Subtracted): Operand {
  if (baseline === 'none') return 0;
  if (typeof baseline === 'number') return baseline;
  switch (baseline.kind) {
    case 'average':
      return movingAverage(site, 'average', baseline.decay, site.credit, true);
    case 'leaveOneOut':
      return leaveOneOut(site);
    case 'optimal':
      return site.optimum();
    case 'value':
      return valueFunction(site, baseline);
    default:
      return assertNever(baseline);
  }
}

/** What the estimates before this one left: this one's own value enters for the next. */
function movingAverage(site: TermSite, name: string, decay: number, value: Value, affine: boolean): Value {
  const { b } = site;
  const steps = decay > 0 ? Math.ceil(Math.log(REMNANT) / Math.log(decay)) : 1;
  site.warmUp(Math.min(LONGEST_WARM_UP, steps));
  return site.carry({
    name,
    shape: [],
    initial: [0],
    affine,
    next: (previous) => b.add(b.mul(decay, previous), b.mul(1 - decay, value)),
  });
}

/** The mean of Q-hat over the samples of the estimate that share no noise with this one (Kool et al. 2019). */
function leaveOneOut(site: TermSite): Value {
  const { b } = site;
  const peers = site.peers({ affine: true });
  const sum = peers.reduce((total, peer) => b.add(total, peer), b.constant(0));
  return b.div(sum, peers.length);
}

/**
 * The share of the samples that share no noise with this one which cost less, a tie counting one half, less one half:
 * in [-1/2, 1/2], for a sample that costs more than all others 1/2. A scalar without gradient. Bias: the mean is the
 * derivative of the chance that a draw costs more than one of today's, whatever the number of samples. Source: Wierstra
 * et al. 2014, section 3.1 (fitness shaping); Salimans et al. 2017, section 2.
 */
function ranked(site: TermSite): Value {
  const { b, credit } = site;
  const peers = site.peers({ affine: false });
  // The sign is 1 where the other costs less, and 0 at a tie.
  return b.div(b.sum(b.sign(b.sub(credit, b.stack(peers)))), 2 * peers.length);
}

/**
 * NVIL's variance normalization (Mnih and Gregor 2014, section 2.3): division by the larger of 1 and the running
 * standard deviation of previous steps. It scales the gradient, and so its mean, where the deviation is above 1.
 */
function normalized(site: TermSite, centred: Value, baseline: KindOfBaseline): Value {
  const { b } = site;
  const decay = baseline.kind === 'average' ? baseline.decay : DECAY;
  const square = b.square(b.stop(centred));
  const running = movingAverage(site, 'deviation', decay, square, false);
  return b.div(centred, b.sqrt(b.max(1, running)));
}
