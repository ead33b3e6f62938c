import { assertNever } from '../base/assertNever';
import type { Plan } from '../document/types';
import { MOST_CONTINUOUS } from '../exact/limits';
import type { NoMoments } from '../exact/plan';
import type { NoTruth } from '../exact/truth';

/** Why a plan has no exact mean and variance, in words. */
export function momentsWords(why: NoMoments): string {
  switch (why) {
    case 'learned':
      return 'its baseline goes on learning from estimate to estimate, by no law in closed form';
    case 'ranked':
      return 'every sample is ranked among the others, and moments are known only where they enter by their mean';
    case 'shared-rejection':
      return wordsOf({ reason: 'shared-rejection' });
    case 'continuous':
      return `one estimate depends on more than ${MOST_CONTINUOUS} continuous variables at once`;
    case 'rows':
      return wordsOf({ reason: 'rows' });
    case 'rough':
      return 'the estimate is too rough for the integral to settle';
    case 'infinite':
      return 'its variance is infinite';
    case 'tails':
      return 'it could not be shown that the far tails of the estimate do not matter';
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
      return `${none.scalars} continuous variables are more than the ${none.limit} that can be integrated over`;
    case 'data':
      return `the data set has ${none.rows} rows, more than the ${none.limit} that can be summed over`;
    case 'shared-rejection':
      return 'two draws share the noise of a sampler by rejection, which nothing can be integrated over';
    case 'rows':
      return 'the discrete variables have too many joint values to list';
    case 'rough':
      return 'the cost is too rough for the integral to settle';
    case 'kink':
      return 'the expected cost has a kink or a jump right at this setting, so it has no derivative there';
    case 'infinite':
      return 'the expected cost is infinite, or too large for a number: the cost is so with a probability above zero';
    case 'tails':
      return 'it could not be shown that what lies in the far tails does not matter';
    case 'nan':
      return 'the cost is not a number (NaN) in part of its range: look for log or sqrt of a negative number, or for 0 / 0';
    case 'time':
      return `it takes more than ${none.seconds} s`;
    case 'withdrawn':
      return `withdrawn: the integral gave ${none.what} as ${digits(none.exact, 4)}, but plain draws give ${digits(none.estimate, 4)} ± ${digits(none.standardError, 1)}`;
    default:
      return assertNever(none);
  }
}

function digits(x: number, count: number): string {
  return String(Number(x.toPrecision(count)));
}

/** What the exact moments of a plan hold for, where that is not every estimate; undefined where it is. */
export function momentsNote({ nodes }: Plan): string | undefined {
  const carries = Object.values(nodes).some(
    (entry) =>
      entry.estimator === 'score' && typeof entry.baseline === 'object' && entry.baseline.kind === 'average',
  );
  return carries
    ? 'exact mean and variance are those of an estimate after many others, once the moving average has settled'
    : undefined;
}
