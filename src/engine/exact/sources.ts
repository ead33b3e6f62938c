import type { Compiled, ProgramSource } from '../compile/program';
import { argsOf, type Instruction, type ValueId } from '../ir/operations';
import { sizeOf } from '../ir/shape';

/** A program whose random sources have become states that the exact modes set row by row. */
export interface OpenProgram {
  readonly instructions: readonly Instruction[];
  readonly sources: readonly OpenSource[];
}

export type OpenSource = ProgramSource & {
  readonly size: number;
  /** Numbers of one element: the class axis of a one-hot draw, which is one choice, else 1. */
  readonly width: number;
  /**
   * Instructions that switch from one formula to another (comparisons, floor, quantiles, sign, abs, min, max) and can be
   * evaluated once this source and those before it are known: where one switches, a panel ends.
   */
  readonly switches: readonly ValueId[];
};

/** Joint values of all sources with their weights; the weights of discrete and density sources still lack their mass. */
export interface Rows {
  readonly count: number;
  readonly weights: Float64Array;
  /** By the source's state instruction, row-major. */
  readonly values: ReadonlyMap<ValueId, Float64Array>;
}

const SWITCHES: ReadonlySet<string> = new Set([
  'lt',
  'le',
  'floor',
  'sign',
  'abs',
  'min',
  'max',
  'poissonQuantile',
  'binomialQuantile',
]);

/** Puts a state in the place of every random source, and finds the switches that each of them decides. */
export function openSources({ program, sources }: Compiled, roots: readonly ValueId[]): OpenProgram {
  const instructions = [...program.instructions];
  sources.forEach(({ value }, i) => {
    instructions[value] = { op: 'state', shape: instructions[value]?.shape ?? [], name: `source ${i}` };
  });
  const needed = reachable(instructions, roots);
  const last = lastSource(instructions, sources);
  return {
    instructions,
    sources: sources.map((source, i) => ({
      ...source,
      size: sizeOf(instructions[source.value]?.shape ?? []),
      width: isVector(source) ? (instructions[source.value]?.shape.at(-1) ?? 1) : 1,
      switches: instructions.flatMap(({ op }, id) =>
        SWITCHES.has(op) && needed[id] && last[id] === i ? [id] : [],
      ),
    })),
  };
}

function isVector(source: ProgramSource): boolean {
  return source.kind === 'draw' && source.distribution.vector;
}

function reachable(instructions: readonly Instruction[], roots: readonly ValueId[]): Uint8Array {
  const needed = new Uint8Array(instructions.length);
  for (const root of roots) needed[root] = 1;
  for (let id = instructions.length - 1; id >= 0; id--) {
    const instruction = instructions[id];
    if (needed[id] && instruction) for (const arg of argsOf(instruction)) needed[arg] = 1;
  }
  return needed;
}

/** For every instruction the last source that it depends on, -1 for none. */
function lastSource(instructions: readonly Instruction[], sources: readonly ProgramSource[]): number[] {
  const position = new Map(sources.map(({ value }, i) => [value, i]));
  const last: number[] = [];
  instructions.forEach((instruction, id) => {
    const own = position.get(id) ?? -1;
    last.push(argsOf(instruction).reduce((latest, arg) => Math.max(latest, last[arg] ?? -1), own));
  });
  return last;
}
