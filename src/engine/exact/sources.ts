import { assertNever } from '../base/assertNever';
import type { CompiledSources } from '../compile/program';
import type { ProgramSource } from '../compile/sources';
import { isElementwise } from '../ir/elementwise';
import { type Instruction, isOnArrays, type ValueId } from '../ir/operations';
import { sizeOf } from '../ir/shape';
import { allAbove, lawsOf } from './above';

/** A program whose random sources have become states that the exact modes set row by row. */
export interface OpenProgram {
  readonly instructions: readonly Instruction[];
  readonly sources: readonly OpenSource[];
}

export type OpenSource = ProgramSource & {
  readonly size: number;
  /** Numbers of one element: the class axis of a one-hot draw, which is one choice, else 1. */
  readonly width: number;
};

/**
 * Replaces every random source that `roots` depend on by a state. Sources that do not matter to the roots are left
 * out: their mass is one.
 */
export function openSources({ program, sources }: CompiledSources, roots: readonly ValueId[]): OpenProgram {
  const instructions = [...program.instructions];
  (sources ?? []).forEach(({ value }, i) => {
    instructions[value] = { op: 'state', shape: instructions[value]?.shape ?? [], name: `source ${i}` };
  });
  return {
    instructions,
    sources: sourcesFor(
      instructions,
      sources ?? [],
      roots,
      new Set(program.states.map(({ name }) => name)),
    ).map((source) => ({
      ...source,
      size: sizeOf(instructions[source.value]?.shape ?? []),
      width: isVector(source) ? (instructions[source.value]?.shape.at(-1) ?? 1) : 1,
    })),
  };
}

function sourcesFor(
  instructions: readonly Instruction[],
  sources: readonly ProgramSource[],
  roots: readonly ValueId[],
  carried: ReadonlySet<string>,
): readonly ProgramSource[] {
  const above = allAbove(instructions, lawsOf(sources), roots);
  const known = new Set(sources.map(({ value }) => value));
  for (const id of above) {
    const instruction = instructions[id];
    if (instruction && !known.has(id) && isDrawn(instruction, carried))
      throw new Error(`instruction ${id} (${instruction.op}) is random, and no source draws it`);
  }
  return sources.filter(({ value }) => above.has(value));
}

/** Whether an instruction is random by itself. Without a source that draws it, its value would be taken for 0. */
function isDrawn(instruction: Instruction, carried: ReadonlySet<string>): boolean {
  if (isElementwise(instruction) || isOnArrays(instruction)) return false;
  switch (instruction.op) {
    case 'constant':
    case 'feed':
      return false;
    case 'noise':
    case 'logStandardGamma':
      return true;
    case 'state':
      return !carried.has(instruction.name);
    default:
      return assertNever(instruction);
  }
}

function isVector(source: ProgramSource): boolean {
  return source.kind === 'draw' && source.distribution.vector;
}
