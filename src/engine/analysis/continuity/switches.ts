import { type Hull, type HullAt, hull, REAL } from '../../intervals/hulls';
import type { Builder } from '../../ir/builder';
import { argsOf, type Instruction, type Op, type ValueId } from '../../ir/operations';

/** Operations that jump, or have a kink, where their arguments cross. What is equal only at single points changes nothing around them. */
const SWITCHES: ReadonlySet<Op> = new Set<Op>([
  'lt',
  'le',
  'floor',
  'sign',
  'oneHot',
  'row',
  'min',
  'max',
  'abs',
]);

/** The switches that a value is made with and that move with a state, not counting what stands under `stop`. */
export function switchesOf(b: Builder, root: ValueId, state: ValueId): ValueId[] {
  const moving = movedBy(b, state, root);
  const met = new Set<ValueId>([root]);
  for (const id of met) {
    const instruction = b.instruction(id);
    if (instruction.op !== 'stop') for (const arg of argsOf(instruction)) if (moving.has(arg)) met.add(arg);
  }
  return [...met].filter((id) => moving.has(id) && SWITCHES.has(b.instruction(id).op));
}

/** All values up to `last` that depend on a state other than through `stop`. */
function movedBy(b: Builder, state: ValueId, last: ValueId): Set<ValueId> {
  const moving = new Set([state]);
  for (let id = state + 1; id <= last; id++) {
    const instruction = b.instruction(id);
    if (instruction.op !== 'stop' && argsOf(instruction).some((arg) => moving.has(arg))) moving.add(id);
  }
  return moving;
}

/** What must be known to tell the state of a switch: what it compares, or what it rounds. */
export function watchedBy(instruction: Instruction): readonly ValueId[] {
  switch (instruction.op) {
    case 'lt':
    case 'le':
    case 'min':
    case 'max':
    case 'sign':
    case 'abs':
    case 'floor':
    case 'oneHot':
      return argsOf(instruction);
    case 'row':
      return [instruction.args[1]];
    default:
      return [];
  }
}

/** A number that changes where one element of a switch flips: x and y are elements of what it watches. */
export function stateOf(op: Op, x: number, y: number): number {
  switch (op) {
    case 'floor':
      return Math.floor(x);
    case 'oneHot':
    case 'row':
      return Math.floor(x + 0.5);
    case 'lt':
      return x < y ? 1 : 0;
    case 'le':
      return x <= y ? 1 : 0;
    default:
      return Math.sign(x - y);
  }
}

/** Whether a switch (see `borders.ts`) keeps its state for all values of its arguments, but for some of measure zero. */
export function neverFlips(instruction: Instruction, at: HullAt): boolean {
  const [x = REAL, y = REAL] = argsOf(instruction).map(at);
  switch (instruction.op) {
    case 'lt':
    case 'le':
    case 'min':
    case 'max':
      return apart(x, y) || apart(y, x);
    case 'abs':
    case 'sign':
      return apart(x, ZERO) || apart(ZERO, x);
    case 'floor':
      return isWithin(x, Math.floor(x.low));
    case 'oneHot':
      return isWithin(x, Math.floor(x.low + 0.5) - 0.5);
    default:
      return false;
  }
}

const ZERO = hull(0, 0);

/** Whether x is never above y, and does not stay equal to it at times. */
function apart(x: Hull, y: Hull): boolean {
  return x.high < y.low || (x.high === y.low && !x.sticks && !y.sticks);
}

/** Whether all of x lies in one step of length 1. */
function isWithin(x: Hull, from: number): boolean {
  return x.low >= from && (x.high < from + 1 || (x.high === from + 1 && !x.sticks));
}
