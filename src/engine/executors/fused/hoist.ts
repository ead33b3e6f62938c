import { Builder, type Value } from '../../ir/builder';
import { keepReachable } from '../../ir/deadCode';
import { argsOf, type Instruction, type ValueId } from '../../ir/operations';
import type { Feeds, Program } from '../../ir/program';
import { elementOf, withoutDeadCode } from '../../ir/scalarize';
import { Machine } from '../reference/machine';

/** A scalar program in two parts: what no sample changes, and the rest. */
export interface Hoisted {
  /** What is left for every sample. Its feeds are called `hoisted[i]`: number i that `prelude` computes. */
  readonly body: Program;
  /** Numbers that the body is fed. */
  readonly size: number;
  /** Computes these numbers in float64 from the feeds of the whole program. */
  prelude(feeds: Feeds): Float64Array;
}

export const HOISTED = 'hoisted';

/** Takes out of a scalar program every subexpression that depends on feeds and constants alone. */
export function hoist(scalar: Program): Hoisted {
  const program = gatherFactors(scalar);
  const fixed = fixedValues(program.instructions);
  const isFed = (id: ValueId) => fixed[id] === true && program.instructions[id]?.op !== 'constant';
  const wanted = new Set<ValueId>();
  program.instructions.forEach((instruction, id) => {
    if (!fixed[id]) for (const arg of argsOf(instruction)) if (isFed(arg)) wanted.add(arg);
  });
  for (const { value } of program.outputs) if (isFed(value)) wanted.add(value);
  for (const { next } of program.states) if (isFed(next)) wanted.add(next);

  const slots = [...wanted];
  const instructions = program.instructions.map((instruction, id): Instruction => {
    const slot = wanted.has(id) ? slots.indexOf(id) : -1;
    return slot < 0 ? instruction : { op: 'feed', shape: [], name: `${HOISTED}[${slot}]` };
  });
  return {
    body: withoutDeadCode({ ...program, instructions }),
    size: slots.length,
    prelude: preludeOf(program.instructions, slots),
  };
}

/** Per instruction: whether every sample sees the same value. */
function fixedValues(instructions: readonly Instruction[]): boolean[] {
  const fixed: boolean[] = [];
  for (const instruction of instructions) fixed.push(isFixed(instruction, fixed));
  return fixed;
}

function isFixed(instruction: Instruction, fixed: readonly boolean[]): boolean {
  const { op } = instruction;
  const varies = op === 'noise' || op === 'state' || op === 'standardGamma';
  return !varies && argsOf(instruction).every((arg) => fixed[arg]);
}

/**
 * Gathers fixed factors, so that they are taken out together: x / y becomes x * (1 / y), -x * y becomes x * -y and
 * (x * y) * z becomes x * (y * z), where y and z are fixed and x is not.
 */
function gatherFactors(program: Program): Program {
  const b = new Builder();
  const fixed: boolean[] = [];
  const fixedAt = (value: Value): boolean => {
    for (let id = fixed.length; id <= value.id; id++) fixed.push(isFixed(b.instruction(id), fixed));
    return fixed[value.id] === true;
  };
  const times = (x: Value, y: Value): Value => {
    if (fixedAt(x) === fixedAt(y)) return b.mul(x, y);
    const [varying, factor] = fixedAt(x) ? [y, x] : [x, y];
    const made = b.instruction(varying.id);
    if (made.op === 'neg') return times(b.at(made.args[0]), b.neg(factor));
    if (made.op === 'mul') {
      const [p, q] = [b.at(made.args[0]), b.at(made.args[1])];
      if (fixedAt(p)) return times(q, b.mul(p, factor));
      if (fixedAt(q)) return times(p, b.mul(q, factor));
    }
    return b.mul(varying, factor);
  };
  const moved: Value[] = [];
  const at = (id: ValueId): Value => moved[id] ?? b.at(-1);
  for (const instruction of program.instructions) {
    if (instruction.op === 'div') {
      const [x, y] = [at(instruction.args[0]), at(instruction.args[1])];
      moved.push(fixedAt(y) && !fixedAt(x) ? times(x, b.div(1, y)) : b.div(x, y));
    } else if (instruction.op === 'mul') {
      moved.push(times(at(instruction.args[0]), at(instruction.args[1])));
    } else {
      moved.push(b.emit(renumber(instruction, (id) => at(id).id)));
    }
  }
  return withoutDeadCode({
    ...program,
    instructions: b.instructions,
    outputs: program.outputs.map((output) => ({ ...output, value: at(output.value).id })),
    states: program.states.map((state) => ({ ...state, next: at(state.next).id })),
  });
}

function renumber(instruction: Instruction, to: (id: ValueId) => ValueId): Instruction {
  return 'args' in instruction
    ? ({ ...instruction, args: instruction.args.map(to) } as Instruction)
    : instruction;
}

function preludeOf(all: readonly Instruction[], slots: readonly ValueId[]): (feeds: Feeds) => Float64Array {
  const { instructions, moved } = keepReachable(all, slots);
  const names = new Set(
    instructions.flatMap((instruction) => (instruction.op === 'feed' ? [instruction.name] : [])),
  );
  const machine = new Machine(instructions, 1);
  return (feeds) => {
    const scalars = new Map<string, Float64Array>();
    for (const scalar of names) {
      const { name, element } = elementOf(scalar);
      scalars.set(scalar, Float64Array.of(feeds.get(name)?.[element] ?? Number.NaN));
    }
    machine.feed(scalars);
    return Float64Array.from(slots, (slot) => machine.column(moved.get(slot) ?? -1).data[0] ?? Number.NaN);
  };
}
