import { isStepwise } from '../ir/elementwise';
import type { Instruction, Op } from '../ir/operations';

/**
 * Operations that may stay at a single number while their arguments move, as max(x, 0) does and x^2 does not; so do
 * steps.
 */
const STICKING: ReadonlySet<Op> = new Set<Op>(['min', 'max', 'where', 'oneHot', 'pad']);

/** Whether a value may stay so, by its operation or by what it is made of. */
export function mayStick(instruction: Instruction, args: readonly boolean[]): boolean {
  return isStepwise(instruction) || STICKING.has(instruction.op) || args.includes(true);
}
