import { type Hull, type HullAt, hull, REAL } from '../../intervals/hulls';
import type { Builder } from '../../ir/builder';
import { argsOf, type Instruction, type Op, type ValueId } from '../../ir/operations';

/** An operation that jumps, or has a kink. */
interface Switch {
  /** What must be known to tell its state: what it compares, or what it rounds. */
  readonly watched: (args: readonly ValueId[]) => readonly ValueId[];
  /** A number that changes where one element of it flips: x and y are elements of what it watches. */
  readonly state: (x: number, y: number) => number;
  /** Whether it keeps its state for all values of its arguments, but for some of measure zero. */
  readonly neverFlips: (x: Hull, y: Hull) => boolean;
}

const all: Switch['watched'] = (args) => args;

/** Flips where its arguments cross. */
const comparing = (state: Switch['state']): Switch => ({
  watched: all,
  state,
  neverFlips: (x, y) => apart(x, y) || apart(y, x),
});
const bySize = comparing((x, y) => Math.sign(x - y));
/** Flips where its argument passes 0. */
const bySign: Switch = { ...bySize, neverFlips: (x) => apart(x, ZERO) || apart(ZERO, x) };

/** All of them. What is equal (`eq`) only at single points changes nothing around them. */
const SWITCHES: { readonly [K in Op]?: Switch } = {
  lt: comparing((x, y) => (x < y ? 1 : 0)),
  le: comparing((x, y) => (x <= y ? 1 : 0)),
  min: bySize,
  max: bySize,
  abs: bySign,
  sign: bySign,
  floor: { watched: all, state: (x) => Math.floor(x), neverFlips: (x) => isWithin(x, Math.floor(x.low)) },
  oneHot: {
    watched: all,
    state: (x) => Math.floor(x + 0.5),
    neverFlips: (x) => isWithin(x, Math.floor(x.low + 0.5) - 0.5),
  },
  row: {
    watched: (args) => args.slice(1),
    state: (index) => Math.floor(index + 0.5),
    neverFlips: () => false,
  },
};

/** The switches that a value is made with and that move with a state, not counting what stands under `stop`. */
export function switchesOf(b: Builder, root: ValueId, state: ValueId): ValueId[] {
  const moving = movedBy(b, state, root);
  const met = new Set<ValueId>([root]);
  for (const id of met) {
    const instruction = b.instruction(id);
    if (instruction.op !== 'stop') for (const arg of argsOf(instruction)) if (moving.has(arg)) met.add(arg);
  }
  return [...met].filter((id) => moving.has(id) && SWITCHES[b.instruction(id).op] !== undefined);
}

/** All values that a root is made with and that depend on a state other than through `stop`. */
function movedBy(b: Builder, state: ValueId, root: ValueId): Set<ValueId> {
  const above = new Set([root]);
  for (const id of above) {
    const instruction = b.instruction(id);
    // What was made before the state does not depend on it.
    if (instruction.op !== 'stop') for (const arg of argsOf(instruction)) if (arg >= state) above.add(arg);
  }
  const moving = new Set([state]);
  for (const id of Int32Array.from(above).sort())
    if (
      id > state &&
      argsOf(b.instruction(id)).some((arg) => moving.has(arg)) &&
      b.instruction(id).op !== 'stop'
    )
      moving.add(id);
  return moving;
}

/** What must be known to tell the state of a switch; nothing of any other operation. */
export function watchedBy(instruction: Instruction): readonly ValueId[] {
  return SWITCHES[instruction.op]?.watched(argsOf(instruction)) ?? [];
}

/** A number that changes where one element of a switch flips: x and y are elements of what it watches. */
export function stateOf(op: Op, x: number, y: number): number {
  return SWITCHES[op]?.state(x, y) ?? 0;
}

/** Whether a switch keeps its state for all values of its arguments, but for some of measure zero. */
export function neverFlips(instruction: Instruction, at: HullAt): boolean {
  const [x = REAL, y = REAL] = argsOf(instruction).map(at);
  return SWITCHES[instruction.op]?.neverFlips(x, y) ?? false;
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
