import { type Op, STEPWISE } from '../ir/operations';

/** Operations that may stay at a single number while their arguments move, as max(x, 0) does and x^2 does not. */
const STICKING: ReadonlySet<Op> = new Set<Op>([...STEPWISE, 'min', 'max', 'where', 'oneHot', 'pad']);

/** Whether a value may stay so, by its operation or by what it is made of. */
export function mayStick(op: Op, args: readonly boolean[]): boolean {
  return STICKING.has(op) || args.includes(true);
}
