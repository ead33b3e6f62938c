export type Verdict = 'unbiased' | 'biased' | 'unknown';

/** Errors that a difference must exceed to be one. */
const SAFETY = 10;
/** Share of the size of what is compared below which errors must be for an agreement to mean something. */
const FINE = 1e-4;

/**
 * Whether an estimator's mean is the gradient. Biased where they differ by more than ten times what their errors come to
 * together; unbiased where they do not, and the errors are small beside `scale`, the size of what is compared; else nothing can be
 * said.
 */
export function verdictOf(
  mean: number,
  meanError: number,
  truth: number,
  truthError: number,
  scale: number,
): Verdict {
  const error = meanError + truthError;
  const difference = Math.abs(mean - truth);
  if (!Number.isFinite(difference) || !Number.isFinite(error)) return 'unknown';
  if (difference > SAFETY * error) return 'biased';
  return SAFETY * error <= FINE * Math.max(Math.abs(truth), Math.abs(mean), scale) ? 'unbiased' : 'unknown';
}
