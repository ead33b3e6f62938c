import { type Finding, FindingError } from '../diagnostics/types';
import type { WorkKind } from '../diagnostics/workFacts';

/**
 * What work may cost, by what is counted. All of it is known before the work begins. The examples stay below a quarter of these: what is
 * refused would take seconds to begin, or more memory than a page has.
 */
export const WORK_LIMITS: Readonly<Record<WorkKind, number>> = {
  instructions: 300_000,
  allInstructions: 600_000,
  numbers: 2 ** 24,
  allNumbers: 2 ** 25,
  stepNumbers: 2 ** 28,
  drawn: 2 ** 18,
  estimate: 2 ** 31,
  step: 2 ** 33,
  weights: 100_000,
};

/** What is wrong with work of this size; undefined where it is not too much. */
export function tooMuch(what: WorkKind, size: number): Finding | undefined {
  const limit = WORK_LIMITS[what];
  return size > limit ? { code: 'too-much-work', facts: { what, size, limit } } : undefined;
}

/** Throws a FindingError where it is too much. */
export function refuseTooMuch(what: WorkKind, size: number): void {
  const finding = tooMuch(what, size);
  if (finding) throw new FindingError([finding]);
}
