import type { CompiledSources } from '../compile/program';
import type { ProgramSource } from '../compile/sources';
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
  /** Whether nothing but steps reads this source: what is integrated is constant between their flips. */
  readonly stepwise: boolean;
};

/** Joint values of all sources with their weights; the weights of discrete and density sources still lack their mass. */
export interface Rows {
  readonly count: number;
  readonly weights: Float64Array;
  /** 1 where the row stands at an end of a variable of integration, beyond which nothing is summed. */
  readonly edge: Uint8Array;
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

/**
 * Puts a state in the place of every random source that `roots` depend on, and finds the switches that each of them
 * decides. Sources that do not matter to the roots are left out: their mass is one.
 */
export function openSources({ program, sources }: CompiledSources, roots: readonly ValueId[]): OpenProgram {
  const instructions = [...program.instructions];
  (sources ?? []).forEach(({ value }, i) => {
    instructions[value] = { op: 'state', shape: instructions[value]?.shape ?? [], name: `source ${i}` };
  });
  const { needed, kept } = sourcesFor(instructions, sources ?? [], roots);
  const last = lastSource(instructions, kept);
  // Masses and densities are integrated too.
  const ends = [...roots, ...kept.flatMap((source) => (source.kind === 'draw' ? [source.logProb] : []))];
  const isStep = (id: ValueId): boolean => STEPS.has(instructions[id]?.op ?? '');
  return {
    instructions,
    sources: kept.map((source, i) => ({
      ...source,
      size: sizeOf(instructions[source.value]?.shape ?? []),
      width: isVector(source) ? (instructions[source.value]?.shape.at(-1) ?? 1) : 1,
      stepwise: isStepwise(
        instructions,
        source.value,
        (id) => !needed.has(id) || (last[id] === i && isStep(id)),
        ends,
      ),
      switches: instructions.flatMap(({ op }, id) =>
        SWITCHES.has(op) && needed.has(id) && last[id] === i ? [id] : [],
      ),
    })),
  };
}

function sourcesFor(
  instructions: readonly Instruction[],
  sources: readonly ProgramSource[],
  roots: readonly ValueId[],
): { needed: ReadonlySet<ValueId>; kept: readonly ProgramSource[] } {
  const needed = new Set<ValueId>();
  const kept = new Set<ProgramSource>();
  const at = new Map(sources.map((source) => [source.value, source]));
  const todo = [...roots];
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    if (needed.has(id)) continue;
    needed.add(id);
    const instruction = instructions[id];
    if (instruction) todo.push(...argsOf(instruction));
    const source = at.get(id);
    if (source) kept.add(source);
    if (source?.kind === 'draw') todo.push(source.logProb, ...Object.values(source.args));
  }
  return { needed, kept: sources.filter((source) => kept.has(source)) };
}

const STEPS: ReadonlySet<string> = new Set([
  'lt',
  'le',
  'floor',
  'sign',
  'poissonQuantile',
  'binomialQuantile',
]);

/** Whether every way from a source to the roots is `stopped`, by a step that no later source decides. */
function isStepwise(
  instructions: readonly Instruction[],
  source: ValueId,
  stopped: (id: ValueId) => boolean,
  roots: readonly ValueId[],
): boolean {
  const smooth = new Set([source]);
  instructions.forEach((instruction, id) => {
    if (stopped(id)) return;
    if (argsOf(instruction).some((arg) => smooth.has(arg))) smooth.add(id);
  });
  return !roots.some((root) => smooth.has(root));
}

function isVector(source: ProgramSource): boolean {
  return source.kind === 'draw' && source.distribution.vector;
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
