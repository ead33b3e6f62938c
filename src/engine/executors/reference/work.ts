import { type Finding, FindingError } from '../../diagnostics/types';
import { costOf } from '../../ir/cost';
import type { Program } from '../../ir/program';
import { tooMuch } from '../../ir/workLimits';
import { OVERHEAD } from './reference';

/** Operations on single numbers that one estimate takes. */
export function estimateWork({ instructions, samples, states }: Program): number {
  const overhead = states.length > 0 ? OVERHEAD * instructions.length : 0;
  return samples * (costOf(instructions).operations + overhead);
}

/** Estimates that tell something, and operations that they may take where an answer is to be checked by them. */
const FEW = 2000;
const CHECKING = 2 ** 31;

/** Whether a few thousand estimates are soon made. */
export function isSoonDrawn(program: Program): boolean {
  return (FEW + program.warmUp) * estimateWork(program) <= CHECKING;
}

/** What keeps estimates of a plan from being made: the first one would not be done in time. */
export function workFindings(plan: string, program: Program): Finding[] {
  const finding = tooMuch('estimate', (1 + program.warmUp) * estimateWork(program));
  return finding ? [{ ...finding, plan }] : [];
}

/** The same of the plans of a document, which are run side by side. Throws a FindingError where there is anything. */
export function refuseWork(plans: readonly { readonly name: string; readonly program: Program }[]): void {
  const findings = plans.flatMap(({ name, program }) => workFindings(name, program));
  const numbers = plans.reduce((sum, { program }) => sum + costOf(program.instructions).numbers, 0);
  const together = tooMuch('allNumbers', numbers);
  if (findings.length + (together ? 1 : 0) > 0)
    throw new FindingError([...findings, ...(together ? [together] : [])]);
}
