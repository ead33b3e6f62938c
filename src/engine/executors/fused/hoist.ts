import { keepReachable } from '../../ir/deadCode';
import { argsOf, type Instruction, type ValueId } from '../../ir/operations';
import type { Feeds, Program } from '../../ir/program';
import { elementOf, withoutDeadCode } from '../../ir/scalarize';
import { Machine } from '../reference/machine';
import { fixedValues, gatherFactors } from './factors';

/** A scalar program in two parts: what no sample changes, and the rest. */
export interface Hoisted {
  /** The program that every sample runs. Its feeds are called `hoisted[i]`: number i that `prelude` computes. */
  readonly body: Program;
  /** Numbers that the body is fed. */
  readonly size: number;
  /** Computes these numbers in float64 from the feeds of the whole program. */
  prelude(feeds: Feeds): Float64Array;
}

export const HOISTED = 'hoisted';

/**
 * Takes every subexpression that depends on feeds and constants alone out of a scalar program: it is worked out once.
 */
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
