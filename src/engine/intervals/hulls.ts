import { assertNever } from '../base/assertNever';
import { type BinaryOp, isBinary, isUnary } from '../ir/elementwise';
import { argsOf, type Instruction, type ValueId } from '../ir/operations';
import {
  type Result,
  result,
  setDifference,
  setEnds,
  setProduct,
  setQuotient,
  setSquare,
  setSum,
} from './arithmetic';
import { powerRule } from './power';
import { mayStick } from './sticking';
import { UNARY_RULES } from './unary';

/**
 * Every element of an array lies between `low` and `high`. `sticks`: the array may stay at a single number while what
 * it is made of moves, as relu(x) does at 0 and x^2 does not.
 */
export interface Hull {
  readonly low: number;
  readonly high: number;
  readonly sticks: boolean;
}

export function hull(low: number, high: number, sticks = false): Hull {
  return { low, high, sticks };
}

export const REAL: Hull = hull(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);

/** The hull of an operation that no rule is known for. */
const ANYTHING: Hull = { ...REAL, sticks: true };
const ZERO = hull(0, 0);

export type HullAt = (id: ValueId) => Hull;

/**
 * The hulls of a list of instructions that may grow, for given ones of its states; each found once. Arrays stay whole,
 * so that a network costs no more than a sum. Ends are the nearest numbers: a border that is passed by less than
 * rounding is none.
 */
export function hullsOf(
  instructionAt: (id: ValueId) => Instruction,
  ofState: (name: string) => Hull,
): HullAt {
  const known = new Map<ValueId, Hull>();
  return (id) => {
    // Arguments come first in the list, so that no chain is too long for the stack.
    const todo = [id];
    for (let next = todo.at(-1); next !== undefined; next = todo.at(-1)) {
      const instruction = instructionAt(next);
      const missing = known.has(next) ? [] : argsOf(instruction).filter((arg) => !known.has(arg));
      if (missing.length > 0) {
        todo.push(...missing);
        continue;
      }
      if (!known.has(next))
        known.set(
          next,
          ofInstruction(instruction, (arg) => known.get(arg) ?? ANYTHING, ofState),
        );
      todo.pop();
    }
    return known.get(id) ?? ANYTHING;
  };
}

function ofInstruction(instruction: Instruction, at: HullAt, ofState: (name: string) => Hull): Hull {
  const args = argsOf(instruction).map(at);
  const [x = ANYTHING, y = ANYTHING, z = ANYTHING] = args;
  const sticks = mayStick(
    instruction,
    args.map((arg) => arg.sticks),
  );
  if (isUnary(instruction))
    return made((out) => UNARY_RULES[instruction.op].range(out, x.low, x.high), sticks);
  if (isBinary(instruction)) {
    const isSame = instruction.args[0] === instruction.args[1];
    return BINARY_HULLS[instruction.op](x, y, sticks, isSame);
  }
  switch (instruction.op) {
    case 'constant':
      return instruction.values.length === 0
        ? ANYTHING
        : around(
            instruction.values.map((value) => hull(value, value)),
            false,
          );
    case 'state':
      return ofState(instruction.name);
    case 'stop':
    case 'reshape':
    case 'broadcast':
    case 'transpose':
    case 'slice':
    case 'amax':
      return x;
    case 'oneHot':
      return hull(0, 1, sticks);
    case 'where':
      return around([y, z], sticks);
    case 'concat':
      return around(args, sticks);
    case 'sum':
      // Of however many numbers: what is never negative stays so.
      return hull(
        x.low >= 0 ? 0 : Number.NEGATIVE_INFINITY,
        x.high <= 0 ? 0 : Number.POSITIVE_INFINITY,
        sticks,
      );
    case 'pad':
      return around([x, ZERO], sticks);
    case 'feed':
    case 'noise':
    case 'logStandardGamma':
    case 'poissonQuantile':
    case 'binomialQuantile':
    case 'row':
    case 'matmul':
      return ANYTHING;
    default:
      return assertNever(instruction);
  }
}

/** The hull of an operation on x and y, which may be the same value. */
type BinaryHull = (x: Hull, y: Hull, sticks: boolean, isSame: boolean) => Hull;

const truth: BinaryHull = (_, __, sticks) => hull(0, 1, sticks);

const BINARY_HULLS: Readonly<Record<BinaryOp, BinaryHull>> = {
  add: (x, y, sticks) => made((out) => setSum(out, x.low, x.high, y.low, y.high), sticks),
  sub: (x, y, sticks) => made((out) => setDifference(out, x.low, x.high, y.low, y.high), sticks),
  mul: (x, y, sticks, isSame) =>
    made((out) => {
      if (isSame) setSquare(out, x.low, x.high);
      else setProduct(out, x.low, x.high, y.low, y.high);
    }, sticks),
  div: (x, y, sticks) => made((out) => setQuotient(out, x.low, x.high, y.low, y.high), sticks),
  pow: (x, y, sticks) =>
    y.low === y.high
      ? made((out) => powerRule(y.low).range(out, x.low, x.high), sticks)
      : hull(x.low >= 0 ? 0 : Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, sticks),
  min: (x, y, sticks) => hull(Math.min(x.low, y.low), Math.min(x.high, y.high), sticks),
  max: (x, y, sticks) => hull(Math.max(x.low, y.low), Math.max(x.high, y.high), sticks),
  lt: truth,
  le: truth,
  eq: truth,
  gammaSlope: () => ANYTHING,
};

function made(set: (out: Result) => void, sticks: boolean): Hull {
  const out = result(false);
  set(out);
  return hull(out.low, out.high, sticks);
}

/** What holds them all; an end that is no number bounds nothing. */
function around(list: readonly Hull[], sticks: boolean): Hull {
  const low = list.reduce((least, own) => Math.min(least, own.low), Number.POSITIVE_INFINITY);
  const high = list.reduce((most, own) => Math.max(most, own.high), Number.NEGATIVE_INFINITY);
  return made((out) => setEnds(out, low, high), sticks);
}
