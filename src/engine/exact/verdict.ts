/** Whether a plan's exact mean is the exact gradient; `unknown` where the bounds do not let us tell. */
export type Verdict = 'unbiased' | 'biased' | 'unknown';

/**
 * A difference counts where it is so many times both bounds together: bounds that come from refinement are estimates
 * themselves.
 */
const SAFETY = 5;
/** Agreement of mean and truth says something where the bounds are below this share of the truth. */
const FAR_BELOW = 1e-3;
/** It also does where they are below this share of the scale, as for a sum of numbers of that size that cancel. */
const OF_SCALE = 1e-9;
/** The rounding of putting means together from parts; all rounding before that is in the bounds. */
const LAST_BITS = 1e-15;

/**
 * The verdict on one coordinate, from a mean and a truth with absolute bounds on their errors. They are biased only
 * where they differ by more than five times both bounds together. They are unbiased only where they do not, and the
 * bounds are far below the truth, or below the rounding of numbers of size `scale`, as where a truth of zero is a sum
 * that cancels. Nothing else is absolute: 6e-11 is not 2.5e-10. What is not finite gives `unknown`.
 * @param scale the size of one estimate: E|g| where it is known, else its standard deviation
 */
export function verdictOf(
  mean: number,
  meanError: number,
  truth: number,
  truthError: number,
  scale: number,
): Verdict {
  const difference = Math.abs(mean - truth);
  const bound = SAFETY * (meanError + truthError);
  if (!Number.isFinite(difference) || !Number.isFinite(bound)) return 'unknown';
  const size = Number.isFinite(scale) ? scale : 0;
  const rounding = LAST_BITS * Math.max(Math.abs(mean), Math.abs(truth), size);
  if (difference > bound + rounding) return 'biased';
  return bound <= FAR_BELOW * Math.abs(truth) || bound <= OF_SCALE * size ? 'unbiased' : 'unknown';
}

interface Known {
  readonly parameter: string;
  readonly values: Float64Array;
  /** Absolute bounds, one a coordinate. */
  readonly errors: Float64Array;
}

interface Estimated {
  readonly parameter: string;
  readonly mean: Float64Array;
  readonly meanErrors: Float64Array;
  readonly variance: Float64Array;
}

/**
 * An estimate without any spread, such as that of a parameter which nothing depends on, is compared on the scale of
 * the cost times this: a slope shows the cost's rounding, divided by its step.
 */
const OF_COST = 0.1;

/** The verdict in every coordinate of one parameter's estimate; none where the parameter has no truth. */
export function verdictsOf(estimated: Estimated, truth: readonly Known[], cost: number): readonly Verdict[] {
  const known = truth.find(({ parameter }) => parameter === estimated.parameter);
  if (!known) return [];
  return Array.from(estimated.mean, (mean, k) => {
    const spread = Math.sqrt(estimated.variance[k] ?? Number.NaN);
    return verdictOf(
      mean,
      estimated.meanErrors[k] ?? Number.NaN,
      known.values[k] ?? Number.NaN,
      known.errors[k] ?? Number.NaN,
      spread > 0 ? spread : OF_COST * Math.abs(cost),
    );
  });
}

/** Of a plan: biased where it is so in any coordinate, unbiased where it is so in all. */
export function verdictOfAll(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('biased')) return 'biased';
  return verdicts.includes('unknown') ? 'unknown' : 'unbiased';
}
