import { isStepwise } from '../ir/elementwise';
import { argsOf, type Instruction, type ValueId } from '../ir/operations';
import type { Program } from '../ir/program';
import { scalarize } from '../ir/scalarize';
import { sizeOf } from '../ir/shape';
import type { OpenProgram } from './sources';

/** One element of a random source: a choice among points, or a continuous variable. */
export interface Element {
  readonly source: number;
  readonly element: number;
  /** Its `state` instructions in the scalar program: one, or one a class. */
  readonly ids: readonly ValueId[];
  readonly kind: 'choice' | 'line';
}

/** An operation that jumps, or has a kink, where one of `fns` passes a level. */
export interface Switch {
  readonly id: ValueId;
  /** `whole`: at every whole number; `own`: where its own value, a count, changes. */
  readonly levels: 'zero' | 'whole' | 'own';
  readonly fns: readonly ValueId[];
  /** A kink leaves a rule less accurate, not wrong. */
  readonly kink: boolean;
  /** Elements that decide it. */
  readonly deciders: ReadonlySet<number>;
}

/** An open program scalar by scalar: what each number depends on, and where it jumps. */
export interface ScalarProgram {
  readonly instructions: readonly Instruction[];
  readonly elements: readonly Element[];
  readonly switches: readonly Switch[];
  /** What is integrated, element by element. */
  readonly roots: readonly ValueId[];
  /** The log densities of draws, element by element. */
  readonly masses: readonly ValueId[];
  /** By element: those that its distribution depends on. */
  readonly above: readonly ReadonlySet<number>[];
  /** Elements whose every way to a root leads through a jump. */
  readonly stepwise: ReadonlySet<number>;
}

/** Larger scalar programs are not analysed. */
export const MOST_SCALARS = 60_000;

/** Undefined where the program is too large. */
export function analyseScalars(open: OpenProgram, roots: readonly ValueId[]): ScalarProgram | undefined {
  const masses = open.sources.map((source) => (source.kind === 'draw' ? [source.logProb] : []));
  const args = open.sources.map((source) => (source.kind === 'draw' ? Object.values(source.args) : []));
  const asked = [...open.sources.map(({ value }) => value), ...roots, ...masses.flat(), ...args.flat()];
  const program: Program = {
    instructions: open.instructions,
    outputs: asked.map((value, i) => ({ name: String(i), value })),
    states: [],
    samples: 1,
    warmUp: 0,
  };
  const scalar = scalarize(program, MOST_SCALARS);
  if (!scalar) return undefined;
  let next = 0;
  const take = (value: ValueId): ValueId[] => {
    const size = sizeOf(open.instructions[value]?.shape ?? []);
    const ids = scalar.outputs.slice(next, next + size).map((output) => output.value);
    next += size;
    return ids;
  };
  const values = open.sources.map(({ value }) => take(value));
  const rootIds = roots.flatMap(take);
  const massIds = masses.flat().flatMap(take);
  const ends = [...rootIds, ...massIds];
  const argIds = args.map((own) => own.flatMap(take));

  const elements = open.sources.flatMap((source, s) =>
    Array.from({ length: source.size / source.width }, (_, element): Element => {
      const ids = values[s]?.slice(element * source.width, (element + 1) * source.width) ?? [];
      const choice = source.kind === 'draw' && source.distribution.exact.kind === 'enumerate';
      return { source: s, element, ids, kind: choice ? 'choice' : 'line' };
    }),
  );
  const instructions = [...scalar.instructions];
  const found = switchesOf(instructions);
  const depends = dependencies(instructions, elements);
  const smooth = smoothDependencies(instructions, elements);
  const at = (sets: readonly ReadonlySet<number>[], id: ValueId) => sets[id] ?? NONE;
  return {
    instructions,
    elements,
    roots: rootIds,
    masses: massIds,
    switches: found.flatMap((own) => {
      // What only steps decide has its jumps where theirs are.
      if (own.levels === 'own') return [{ ...own, deciders: at(depends, own.id) }];
      const fns = own.fns.filter((fn) => at(smooth, fn).size > 0);
      if (fns.length === 0) return [];
      return [{ ...own, fns, deciders: new Set(own.fns.flatMap((fn) => [...at(depends, fn)])) }];
    }),
    above: elements.map(
      ({ source }) => new Set((argIds[source] ?? []).flatMap((id) => [...at(depends, id)])),
    ),
    stepwise: new Set(
      elements.flatMap(({ kind }, i) =>
        kind === 'line' && !ends.some((id) => at(smooth, id).has(i)) ? [i] : [],
      ),
    ),
  };
}

const NONE: ReadonlySet<number> = new Set();

/** Finds what jumps or has a kink, and writes the differences that decide comparisons behind the program. */
function switchesOf(instructions: Instruction[]): Omit<Switch, 'deciders'>[] {
  const { length } = instructions;
  const found: Omit<Switch, 'deciders'>[] = [];
  for (let id = 0; id < length; id++) {
    const instruction = instructions[id] as Instruction;
    const [x = -1, y = -1] = argsOf(instruction);
    switch (instruction.op) {
      case 'lt':
      case 'le':
      case 'min':
      case 'max': {
        const kink = instruction.op === 'min' || instruction.op === 'max';
        const fns = kink ? [difference(instructions, x, y)] : meetings(instructions, x, y);
        found.push({ id, levels: 'zero', fns, kink });
        break;
      }
      case 'eq': {
        // Two smooth values are equal at places alone; a maximum may be in a whole region.
        const fns = meetings(instructions, x, y);
        if (fns.length > 1) found.push({ id, levels: 'zero', fns, kink: false });
        break;
      }
      case 'sign':
      case 'abs':
        found.push({ id, levels: 'zero', fns: [x], kink: instruction.op === 'abs' });
        break;
      case 'floor':
        found.push({ id, levels: 'whole', fns: [x], kink: false });
        break;
      case 'poissonQuantile':
      case 'binomialQuantile':
        found.push({ id, levels: 'own', fns: [id], kink: false });
        break;
    }
  }
  return found;
}

function difference(instructions: Instruction[], x: ValueId, y: ValueId): ValueId {
  return instructions.push({ op: 'sub', shape: [], args: [x, y] }) - 1;
}

/** Parts that a comparison is taken apart into. */
const MOST_PARTS = 8;

/**
 * Differences, one of which vanishes wherever x meets y: of |u| and c those of u and c and of -u and c, of a maximum those of its parts. Each
 * is smoother than the whole, and so can be followed where the whole cannot.
 */
function meetings(instructions: Instruction[], x: ValueId, y: ValueId): ValueId[] {
  const sides: (readonly [ValueId, ValueId])[] = [[x, y]];
  const whole: (readonly [ValueId, ValueId])[] = [];
  for (let next = sides.pop(); next; next = sides.pop()) {
    const [a, b] = next;
    const apart = sides.length + whole.length < MOST_PARTS;
    const [left, right] = [partsOf(instructions, a), partsOf(instructions, b)];
    if (apart && left) sides.push(...left.map((part) => [part, b] as const));
    else if (apart && right) sides.push(...right.map((part) => [a, part] as const));
    else whole.push(next);
  }
  return whole.map(([a, b]) => difference(instructions, a, b));
}

/** Values, one of which a value is; undefined where it is not made like that. */
function partsOf(instructions: Instruction[], id: ValueId): readonly ValueId[] | undefined {
  const instruction = instructions[id];
  switch (instruction?.op) {
    case 'abs': {
      const [u] = instruction.args;
      return [u, instructions.push({ op: 'neg', shape: [], args: [u] }) - 1];
    }
    case 'min':
    case 'max':
      return instruction.args;
    case 'where':
      return instruction.args.slice(1);
    default:
      return undefined;
  }
}

/** Of every instruction the elements that it depends on; `through`: not through instructions that it says no to. */
function dependencies(
  instructions: readonly Instruction[],
  elements: readonly Element[],
  through: (instruction: Instruction) => boolean = () => true,
): ReadonlySet<number>[] {
  const sets: ReadonlySet<number>[] = [];
  const own = new Map(elements.flatMap(({ ids }, i) => ids.map((id) => [id, new Set([i])] as const)));
  instructions.forEach((instruction, id) => {
    const args = through(instruction) ? argsOf(instruction) : [];
    const parts = args.map((arg) => sets[arg] ?? NONE).filter(({ size }) => size > 0);
    const [first] = parts;
    const element = own.get(id);
    if (element) sets.push(element);
    else if (!first) sets.push(NONE);
    else if (parts.every((part) => part === first)) sets.push(first);
    else sets.push(new Set(parts.flatMap((part) => [...part])));
  });
  return sets;
}

/** The same through operations that do not jump. */
function smoothDependencies(instructions: readonly Instruction[], elements: readonly Element[]) {
  const lines = elements.map((own) => (own.kind === 'line' ? own : { ...own, ids: [] }));
  return dependencies(instructions, lines, (instruction) => !isStepwise(instruction));
}
