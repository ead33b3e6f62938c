import { assertNever } from '../base/assertNever';
import { type Instruction, isRearrangement, type Rearrangement, type ValueId } from './operations';
import type { Shape } from './shape';
import type { Operand, Value } from './value';

/** The part of a builder that logarithms are written with. */
interface Writer {
  instruction(id: ValueId): Instruction;
  at(id: ValueId): Value;
  known(value: Value): number | undefined;
  isBelowOne(value: Value): boolean;
  insideSupport(draw: Value, support: 'unitInterval'): Value;
  neg(x: Operand): Value;
  log(x: Operand): Value;
  sigmoid(x: Operand): Value;
  softplus(x: Operand): Value;
  add(a: Operand, b: Operand): Value;
  sub(a: Operand, b: Operand): Value;
  mul(a: Operand, b: Operand): Value;
  stop(x: Operand): Value;
  reshape(x: Operand, shape: Shape): Value;
  broadcast(x: Operand, shape: Shape): Value;
  concat(parts: readonly Value[], axis: number): Value;
  slice(x: Operand, begin: readonly number[], shape: Shape): Value;
  transpose(x: Operand, order: readonly number[]): Value;
}

/**
 * log x, where it can be written without x itself, which may have been rounded to 0 or to infinity: for exponentials
 * and sigmoids, and for products, quotients, powers and parts of them. Undefined for anything else.
 */
export function knownLog(b: Writer, x: Value, search = newSearch()): Value | undefined {
  return search.at(x, (own) => logOf(b, own, search));
}

/** Values inside one another that are looked into. What is made of more is taken as it is. */
const DEEPEST = 200;

/** What was found of each value on one way down: a value that is met twice is looked into once. */
interface Search {
  readonly at: (x: Value, look: (x: Value) => Value | undefined) => Value | undefined;
}

function newSearch(): Search {
  const known = new Map<number, Value | undefined>();
  let depth = 0;
  return {
    at: (x, look) => {
      if (known.has(x.id)) return known.get(x.id);
      if (depth === DEEPEST) return undefined;
      depth++;
      const found = look(x);
      depth--;
      known.set(x.id, found);
      return found;
    },
  };
}

function logOf(b: Writer, x: Value, search: Search): Value | undefined {
  const instruction = b.instruction(x.id);
  const inner = (of: Value) => knownLog(b, of, search);
  if (isRearrangement(instruction)) return likewise(b, instruction, inner(b.at(instruction.args[0])));
  switch (instruction.op) {
    case 'exp':
      return b.at(instruction.args[0]);
    case 'sigmoid':
      return b.neg(b.softplus(b.neg(b.at(instruction.args[0]))));
    case 'sqrt': {
      const log = inner(b.at(instruction.args[0]));
      return log && b.mul(0.5, log);
    }
    case 'mul':
    case 'div': {
      const [p, q] = [b.at(instruction.args[0]), b.at(instruction.args[1])];
      const [logP, logQ] = [inner(p), inner(q)];
      if (!logP && !logQ) return undefined;
      const combine = instruction.op === 'mul' ? b.add : b.sub;
      return combine(logP ?? b.log(p), logQ ?? b.log(q));
    }
    case 'concat': {
      const logs = instruction.args.map((arg) => inner(b.at(arg)));
      const known = logs.flatMap((log) => log ?? []);
      return known.length === logs.length ? b.concat(known, instruction.axis) : undefined;
    }
    case 'sub':
      return b.known(b.at(instruction.args[0])) === 1
        ? knownLogOfRest(b, b.at(instruction.args[1]), search)
        : undefined;
  }
  return undefined;
}

/** log(1 - x), where it can be written without x itself, which may have been rounded to 1. */
export function knownLogOfRest(b: Writer, x: Value, search = newSearch()): Value | undefined {
  const instruction = b.instruction(x.id);
  if (isRearrangement(instruction)) {
    if (rearrangedFrom(b, x) > DEEPEST) return undefined;
    return likewise(b, instruction, knownLogOfRest(b, b.at(instruction.args[0]), search));
  }
  if (instruction.op === 'sigmoid') return b.neg(b.softplus(b.at(instruction.args[0])));
  if (instruction.op === 'sub' && b.known(b.at(instruction.args[0])) === 1)
    return knownLog(b, b.at(instruction.args[1]), search);
  return undefined;
}

/** How many rearrangements a value is of another, as far as they are looked through. */
function rearrangedFrom(b: Writer, x: Value): number {
  let length = 0;
  let instruction = b.instruction(x.id);
  for (; length <= DEEPEST && isRearrangement(instruction); length++)
    instruction = b.instruction(instruction.args[0]);
  return length;
}

/**
 * 1 - x, where it can be written without x itself, which may have been rounded to 1: for 1 - y, and draws in (0, 1).
 */
export function knownRest(b: Writer, x: Value): Value | undefined {
  const instruction = b.instruction(x.id);
  if (isRearrangement(instruction)) {
    if (rearrangedFrom(b, x) > DEEPEST) return undefined;
    return likewise(b, instruction, knownRest(b, b.at(instruction.args[0])));
  }
  if (instruction.op === 'sigmoid' && b.isBelowOne(x))
    return b.insideSupport(b.sigmoid(b.neg(b.at(instruction.args[0]))), 'unitInterval');
  if (instruction.op === 'sub' && b.known(b.at(instruction.args[0])) === 1) return b.at(instruction.args[1]);
  return undefined;
}

/** log(1 + x) for x = -y, as log(1 - y), and for x = y - 1, as log y, where these are known. */
export function knownLog1p(b: Writer, x: Value): Value | undefined {
  const instruction = b.instruction(x.id);
  if (instruction.op === 'neg') return knownLogOfRest(b, b.at(instruction.args[0]));
  if (instruction.op === 'sub' && b.known(b.at(instruction.args[1])) === 1)
    return knownLog(b, b.at(instruction.args[0]));
  return undefined;
}

/** The same rearrangement of another value, if there is one. */
function likewise(b: Writer, instruction: Rearrangement, value: Value | undefined): Value | undefined {
  if (!value) return undefined;
  switch (instruction.op) {
    case 'stop':
      return b.stop(value);
    case 'reshape':
      return b.reshape(value, instruction.shape);
    case 'broadcast':
      return b.broadcast(value, instruction.shape);
    case 'slice':
      return b.slice(value, instruction.begin, instruction.shape);
    case 'transpose':
      return b.transpose(value, instruction.order);
    default:
      return assertNever(instruction);
  }
}
