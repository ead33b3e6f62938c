import { assertNever } from '../base/assertNever';
import type { Plan } from '../document/types';
import { MOST_CONTINUOUS, MOST_OF_PLAN } from './limits';
import type { NoMoments } from './plan';
import type { NoTruth } from './truth';

/** Why a plan has no exact mean and variance, in words. */
export function momentsWords(why: NoMoments): string {
  switch (why) {
    case 'faulty':
      return 'the plan cannot run; its own message says why';
    case 'learned':
      return 'its baseline keeps learning from one estimate to the next, which has no closed form';
    case 'ranked':
      return 'it ranks every sample among the others, and moments are worked out only where the others enter through their mean';
    case 'shared-rejection':
      return wordsOf({ reason: 'shared-rejection' });
    case 'continuous':
      return `one estimate depends on more than ${MOST_CONTINUOUS} continuous variables at once`;
    case 'rows':
      return wordsOf({ reason: 'rows' });
    case 'size':
      return `its program is longer than the ${MOST_OF_PLAN.toLocaleString('en-US')} instructions that moments are worked out of`;
    case 'rough':
      return 'the integral did not settle: the estimate may change too fast, or its variance may be infinite';
    case 'infinite':
      return 'its variance is infinite';
    case 'tails':
      return 'the far tails of the estimate may matter: its variance may be infinite';
    case 'nan':
      return 'some estimates are not a number (NaN)';
    case 'time':
      return 'there was no time left to work them out';
    default:
      return assertNever(why);
  }
}

/** Why there is no exact answer, in words. */
export function wordsOf(none: NoTruth): string {
  switch (none.reason) {
    case 'stop':
      return 'the graph holds stop(...), so its gradient is not that of its expected cost';
    case 'continuous':
      return `${none.scalars} continuous variables must be integrated over together, and the limit is ${none.limit}`;
    case 'data':
      return `the data set has ${none.rows} rows, more than the ${none.limit} that can be summed over`;
    case 'shared-rejection':
      return 'two draws share the noise of a rejection sampler, which cannot be integrated over';
    case 'size':
      return `the costs take ${none.size.toLocaleString('en-US')} ${none.what === 'operations' ? 'operations on single numbers' : none.what}, and the limit is ${none.limit.toLocaleString('en-US')}; make the graph smaller`;
    case 'rows':
      return 'the discrete variables have too many joint values to list';
    case 'rough':
      return 'the integral did not settle: the cost may change too fast, be not a number (NaN) somewhere, or have an infinite mean';
    case 'kink':
      return `the derivative in ${none.parameter} does not settle as its step shrinks: the expected cost may have a kink or a jump right at this setting, or ${none.parameter} may stand at the end of its range`;
    case 'infinite':
      return 'the cost, or what it is made of, is infinite or too large for a number at some of its values';
    case 'tails':
      return 'the far tails may matter: the mean may be infinite';
    case 'nan':
      return 'the cost is not a number (NaN) in part of its range: look for log or sqrt of a negative number, or for 0 / 0';
    case 'time':
      return `it was not finished after ${none.seconds} s`;
    case 'withdrawn':
      return `it was withdrawn, as the integral gives ${roundedText(none.exact, 4)} for ${none.what}, but a simulation gives ${roundedText(none.estimate, 4)} ± ${roundedText(none.standardError, 1)}`;
    default:
      return assertNever(none);
  }
}

/** A number in few digits. */
export function roundedText(x: number, count: number): string {
  return String(Number(x.toPrecision(count)));
}

/** What the exact moments of a plan hold for, where that is not every estimate; undefined where it is. */
export function momentsNote({ nodes }: Plan): string | undefined {
  const carries = Object.values(nodes).some(
    (entry) =>
      entry.estimator === 'score' && typeof entry.baseline === 'object' && entry.baseline.kind === 'average',
  );
  return carries
    ? 'exact mean and variance hold once the moving average has settled, after many estimates'
    : undefined;
}
