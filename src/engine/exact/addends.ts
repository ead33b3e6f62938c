import type { CompiledUnit } from '../compile/plan';
import type { CompiledSources } from '../compile/program';
import type { ProgramSource } from '../compile/sources';
import { argsOf, type Instruction, type ValueId } from '../ir/operations';
import { allAbove, type Laws, sharing } from './above';
import { Appendable } from './appendable';
import { openSources } from './sources';

/** A unit's program with every output written as a sum of independent parts. */
export interface SplitUnit {
  readonly unit: CompiledUnit;
  /** By output. */
  readonly parts: readonly (readonly ValueId[])[];
}

export interface Addend {
  readonly id: ValueId;
  /** Writes its share of the output: the value with its sign, times what is not random. */
  readonly write: (program: Appendable) => ValueId;
}

/**
 * Splits every output into independent parts: its addends, grouped where they share a random source or a carried
 * value. Each part is integrated over its own sources alone, and variances add up. An output that other units enter
 * stays whole.
 */
export function splitUnit(unit: CompiledUnit): SplitUnit {
  const { program } = unit;
  if (unit.outside.length > 0) return { unit, parts: program.outputs.map(({ value }) => [value]) };
  const appended = new Appendable(program.instructions);
  const isRandom = randomValues(program.instructions, unit.sources ?? []);
  const drawn = new Set((unit.sources ?? []).map(({ value }) => value));
  const parts = program.outputs.map(({ value }) => {
    const addends = addendsOf(program.instructions, isRandom, drawn, value, () => value);
    return independent(unit, addends).map((list) => appended.sum(list.map(({ write }) => write(appended))));
  });
  return { unit: { ...unit, program: { ...program, instructions: appended.instructions } }, parts };
}

/** The same for a program of which only means are wanted: these add up even where addends share sources. */
export function splitMeans<C extends CompiledSources>(
  compiled: C,
): { readonly compiled: C; readonly parts: readonly (readonly ValueId[])[] } {
  const { program } = compiled;
  const appended = new Appendable(program.instructions);
  const isRandom = randomValues(program.instructions, compiled.sources ?? []);
  const drawn = new Set((compiled.sources ?? []).map(({ value }) => value));
  const parts = program.outputs.map(({ value }) =>
    addendsOf(program.instructions, isRandom, drawn, value, () => value).map(({ write }) => write(appended)),
  );
  return { compiled: { ...compiled, program: { ...program, instructions: appended.instructions } }, parts };
}

/** What depends on a source or on what is carried. */
export function randomValues(
  instructions: readonly Instruction[],
  sources: readonly ProgramSource[],
): boolean[] {
  const own = new Set(sources.map(({ value }) => value));
  const random: boolean[] = [];
  instructions.forEach((instruction, id) => {
    const made = own.has(id) || instruction.op === 'state' || instruction.op === 'noise';
    random.push(made || argsOf(instruction).some((arg) => random[arg]));
  });
  return random;
}

/**
 * How deep nested sums are taken apart, and how many sums in all; what is deeper stays whole. A sum that is met twice
 * counts twice.
 */
const DEEPEST = 500;
const MOST_SUMS = 20_000;

/**
 * The addends of a value: sums, signs and factors that are not random are taken apart. A drawn value stays whole,
 * whatever it was made from.
 */
export function addendsOf(
  instructions: readonly Instruction[],
  isRandom: readonly boolean[],
  drawn: ReadonlySet<ValueId>,
  id: ValueId,
  write: Addend['write'],
  room: { readonly depth: number; readonly sums: { left: number } } = {
    depth: DEEPEST,
    sums: { left: MOST_SUMS },
  },
): Addend[] {
  const instruction = instructions[id];
  const into = (part: ValueId, wrap: (program: Appendable, value: ValueId) => ValueId): Addend[] =>
    addendsOf(instructions, isRandom, drawn, part, () => part, { ...room, depth: room.depth - 1 }).map(
      (addend) => ({ id: addend.id, write: (program) => wrap(program, addend.write(program)) }),
    );
  if (drawn.has(id) || room.depth === 0 || --room.sums.left < 0) return [{ id, write }];
  switch (instruction?.op) {
    case 'add':
    case 'sub': {
      const [a, b] = instruction.args;
      const flips = instruction.op === 'sub';
      return [
        ...into(a, (_, value) => value),
        ...into(b, (program, value) => (flips ? program.unary('neg', value) : value)),
      ];
    }
    case 'neg':
      return into(instruction.args[0], (program, value) => program.unary('neg', value));
    case 'mul': {
      const [a, b] = instruction.args;
      if (!isRandom[a]) return into(b, (program, value) => program.binary('mul', value, a));
      if (!isRandom[b]) return into(a, (program, value) => program.binary('mul', value, b));
      return [{ id, write }];
    }
    case 'div': {
      const [a, b] = instruction.args;
      if (isRandom[b]) return [{ id, write }];
      return into(a, (program, value) => program.binary('div', value, b));
    }
    // Every other operation is opaque: its value is one addend.
    default:
      return [{ id, write }];
  }
}

/** Addends in lists that share nothing random: neither sources nor carried values. */
function independent(unit: CompiledUnit, addends: readonly Addend[]): Addend[][] {
  const { instructions } = unit.program;
  return sharing(addends, ({ id }) => [
    ...openSources(unit, [id]).sources.map(({ value }) => value),
    ...[...allAbove(instructions, NO_LAWS, [id])].filter((own) => instructions[own]?.op === 'state'),
  ]);
}

const NO_LAWS: Laws = new Map();
