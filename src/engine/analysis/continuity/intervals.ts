import { UNARY } from '../../executors/reference/kernels';
import type { Builder } from '../../ir/builder';
import { argsOf, type Instruction, type ValueId } from '../../ir/operations';

/**
 * Numbers between `low` and `high` that hold every element of a value. `sticks`: it may stay at a single number while what it
 * is made of moves, as relu(x) does at 0 and x^2 does not.
 */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly sticks: boolean;
}

export const REAL: Interval = interval(-Infinity, Infinity);

/** What an operation is taken for that is not in the table below. */
const ANYTHING: Interval = { ...REAL, sticks: true };

export function interval(low: number, high: number, sticks = false): Interval {
  return { low, high, sticks };
}

type At = (id: ValueId) => Interval;

/** Intervals of a builder's values by interval arithmetic, for given ones of its states; each found once. */
export function intervalsOf(b: Builder, ofState: (name: string) => Interval): At {
  const known = new Map<ValueId, Interval>();
  const at: At = (id) => {
    // Arguments come first in the list, so that no chain is too long for the stack.
    const todo = [id];
    for (let next = todo.at(-1); next !== undefined; next = todo.at(-1)) {
      const missing = known.has(next) ? [] : argsOf(b.instruction(next)).filter((arg) => !known.has(arg));
      if (missing.length > 0) {
        todo.push(...missing);
        continue;
      }
      if (!known.has(next))
        known.set(
          next,
          bounded(ofInstruction(b.instruction(next), (arg) => known.get(arg) ?? ANYTHING, ofState)),
        );
      todo.pop();
    }
    return known.get(id) ?? ANYTHING;
  };
  return at;
}

/** An end that came out as no number bounds nothing. */
function bounded({ low, high, sticks }: Interval): Interval {
  return interval(Number.isNaN(low) ? -Infinity : low, Number.isNaN(high) ? Infinity : high, sticks);
}

function ofInstruction(instruction: Instruction, at: At, ofState: (name: string) => Interval): Interval {
  const [x = ANYTHING, y = ANYTHING, z = ANYTHING] = argsOf(instruction).map(at);
  switch (instruction.op) {
    case 'constant':
      return instruction.values.length === 0
        ? ANYTHING
        : interval(
            instruction.values.reduce((a, b) => Math.min(a, b)),
            instruction.values.reduce((a, b) => Math.max(a, b)),
          );
    case 'state':
      return ofState(instruction.name);
    case 'stop':
    case 'reshape':
    case 'broadcast':
    case 'transpose':
    case 'slice':
      return x;
    case 'exp':
    case 'log1p':
    case 'expm1':
    case 'tanh':
    case 'sigmoid':
    case 'softplus':
    case 'erf':
    case 'log':
      return interval(UNARY[instruction.op](x.low), UNARY[instruction.op](x.high), x.sticks);
    case 'sqrt':
      return interval(Math.sqrt(Math.max(0, x.low)), Math.sqrt(x.high), x.sticks);
    case 'floor':
    case 'sign':
      return interval(UNARY[instruction.op](x.low), UNARY[instruction.op](x.high), true);
    case 'neg':
      return negative(x);
    case 'abs':
      if (x.low >= 0) return x;
      return x.high <= 0 ? negative(x) : interval(0, Math.max(-x.low, x.high), x.sticks);
    case 'sin':
    case 'cos':
      return interval(-1, 1, x.sticks);
    case 'lt':
    case 'le':
    case 'eq':
    case 'oneHot':
      return interval(0, 1, true);
    case 'add':
      return sum(x, y);
    case 'sub':
      return sum(x, negative(y));
    case 'mul':
      return instruction.args[0] === instruction.args[1] ? square(x) : product(x, y);
    case 'div':
      return y.low >= 0 || y.high <= 0 ? product(x, reciprocal(y)) : ANYTHING;
    case 'pow':
      return interval(x.low >= 0 ? 0 : -Infinity, Infinity, x.sticks || y.sticks);
    case 'min':
      return interval(Math.min(x.low, y.low), Math.min(x.high, y.high), true);
    case 'max':
      return interval(Math.max(x.low, y.low), Math.max(x.high, y.high), true);
    case 'where':
      return hull(y, z, true);
    case 'concat':
      return instruction.args.map(at).reduce((a, b) => hull(a, b, a.sticks || b.sticks));
    case 'amax':
      return x;
    case 'sum':
      // Of however many numbers: what is never negative stays so.
      return interval(x.low >= 0 ? 0 : -Infinity, x.high <= 0 ? 0 : Infinity, x.sticks);
    case 'pad':
      return hull(x, ZERO, true);
    default:
      return ANYTHING;
  }
}

function negative({ low, high, sticks }: Interval): Interval {
  return interval(-high, -low, sticks);
}

function sum(x: Interval, y: Interval): Interval {
  return interval(x.low + y.low, x.high + y.high, x.sticks || y.sticks);
}

function square({ low, high, sticks }: Interval): Interval {
  const [a, b] = [low * low, high * high];
  return interval(low >= 0 ? a : high <= 0 ? b : 0, Math.max(a, b), sticks);
}

function product(x: Interval, y: Interval): Interval {
  const ends = [x.low, x.high].flatMap((a) => [y.low, y.high].map((b) => (a === 0 || b === 0 ? 0 : a * b)));
  return interval(Math.min(...ends), Math.max(...ends), x.sticks || y.sticks);
}

/** Of numbers of one sign. */
function reciprocal({ low, high, sticks }: Interval): Interval {
  return low >= 0
    ? interval(1 / high, low === 0 ? Infinity : 1 / low, sticks)
    : interval(high === 0 ? -Infinity : 1 / high, 1 / low, sticks);
}

function hull(x: Interval, y: Interval, sticks: boolean): Interval {
  return interval(Math.min(x.low, y.low), Math.max(x.high, y.high), sticks);
}

/** Whether a switch (see `borders.ts`) keeps its state for all values of its arguments, but for some of measure zero. */
export function neverFlips(instruction: Instruction, at: At): boolean {
  const [x = ANYTHING, y = ANYTHING] = argsOf(instruction).map(at);
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

const ZERO = interval(0, 0);

/** Whether x is never above y, and does not stay equal to it at times. */
function apart(x: Interval, y: Interval): boolean {
  return x.high < y.low || (x.high === y.low && !x.sticks && !y.sticks);
}

/** Whether all of x lies in one step of length 1. */
function isWithin(x: Interval, from: number): boolean {
  return x.low >= from && (x.high < from + 1 || (x.high === from + 1 && !x.sticks));
}
