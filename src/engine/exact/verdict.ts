/** Whether a plan's exact mean is the exact gradient; `unknown` where the bounds do not let us tell. */
export type Verdict = 'unbiased' | 'biased' | 'unknown';

/** A difference counts beyond so many times both bounds together: a bound that comes from refinement is an estimate itself. */
const SAFETY = 5;
/** Bounds below this share of the truth make it mean something that mean and truth agree. */
const FAR_BELOW = 1e-3;
/** So do bounds below this share of the scale: what a sum of numbers of that size that cancel leaves behind. */
const OF_SCALE = 1e-9;
/** What putting means together from parts does to their last bits; the rounding of all that comes before is in their bounds. */
const LAST_BITS = 1e-15;

/**
 * The verdict on one coordinate, from a mean and a truth with absolute bounds of their errors: biased only where they differ by more
 * than five times both bounds together; unbiased only where they do not, and the bounds are far below the truth, or are rounding of numbers
 * of size `scale`, as where a truth of zero is a sum that cancels. Nothing else is absolute: 6e-11 is not 2.5e-10. `scale` is the
 * size of one estimate: E|g| where it is known, else its standard deviation. What is not finite gives `unknown`.
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

/** An estimate without any spread, such as that of a parameter which nothing depends on, is held against the cost: a slope shows its rounding, as many times as its step is short. */
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
