import { isStepwise } from '../ir/elementwise';
import { argsOf, type Instruction, isOnArrays, type ScalarOp, type ValueId } from '../ir/operations';
import type { Program } from '../ir/program';
import { scalarize } from '../ir/scalarize';
import { sizeOf } from '../ir/shape';
import type { OpenProgram } from './sources';

/** One element of a random source: a choice among points, or a continuous variable. */
export interface Element {
  readonly source: number;
  readonly element: number;
  /** Its `state` instructions in the scalar program: one, or one for each class. */
  readonly ids: readonly ValueId[];
  readonly kind: 'choice' | 'line';
}

/** An operation that jumps, or has a kink, where one of `fns` passes a level. */
export interface Switch {
  readonly id: ValueId;
  /** `zero`: at 0; `whole`: at every whole number; `own`: where its own value, a count, changes. */
  readonly levels: 'zero' | 'whole' | 'own';
  readonly fns: readonly ValueId[];
  /** A kink makes a rule less accurate; a jump makes it wrong. */
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
  /** Elements that reach the roots only through jumps. */
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
      // What reads smooth variables only through steps jumps where these jump.
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

/** Finds what jumps or has a kink, and appends the differences that decide comparisons to the program. */
function switchesOf(instructions: Instruction[]): Found[] {
  const { length } = instructions;
  const found: Found[] = [];
  for (let id = 0; id < length; id++) {
    const instruction = instructions[id] as Instruction;
    // `scalarize` leaves none of these.
    if (isOnArrays(instruction)) continue;
    const own = SWITCHES[instruction.op](instructions, id, argsOf(instruction));
    if (own) found.push({ id, ...own });
  }
  return found;
}

type Found = Omit<Switch, 'deciders'>;

/** The switch that an instruction is, if it is one. It may append differences to the program. */
type SwitchRule = (
  instructions: Instruction[],
  id: ValueId,
  args: readonly ValueId[],
) => Omit<Found, 'id'> | undefined;

const smooth: SwitchRule = () => undefined;
const comparison: SwitchRule = (instructions, _, [x = -1, y = -1]) => ({
  levels: 'zero',
  fns: meetings(instructions, x, y),
  kink: false,
});
/** Two smooth values are equal at single places alone; a maximum may equal a value in a whole region. */
const equality: SwitchRule = (instructions, _, [x = -1, y = -1]) => {
  const fns = meetings(instructions, x, y);
  return fns.length > 1 ? { levels: 'zero', fns, kink: false } : undefined;
};
const extremum: SwitchRule = (instructions, _, [x = -1, y = -1]) => ({
  levels: 'zero',
  fns: [difference(instructions, x, y)],
  kink: true,
});
const count: SwitchRule = (_, id) => ({ levels: 'own', fns: [id], kink: false });

const SWITCHES: { readonly [K in ScalarOp]: SwitchRule } = {
  constant: smooth,
  feed: smooth,
  state: smooth,
  noise: smooth,
  logStandardGamma: smooth,
  lt: comparison,
  le: comparison,
  eq: equality,
  min: extremum,
  max: extremum,
  sign: (_, __, fns) => ({ levels: 'zero', fns, kink: false }),
  abs: (_, __, fns) => ({ levels: 'zero', fns, kink: true }),
  floor: (_, __, fns) => ({ levels: 'whole', fns, kink: false }),
  poissonQuantile: count,
  binomialQuantile: count,
  // Its jumps are those of its condition.
  where: smooth,
  add: smooth,
  sub: smooth,
  mul: smooth,
  // Poles are no jumps: intervals call them singular.
  div: smooth,
  pow: smooth,
  gammaSlope: smooth,
  neg: smooth,
  exp: smooth,
  log: smooth,
  log1p: smooth,
  expm1: smooth,
  sqrt: smooth,
  sin: smooth,
  cos: smooth,
  tanh: smooth,
  sigmoid: smooth,
  softplus: smooth,
  lgamma: smooth,
  digamma: smooth,
  trigamma: smooth,
  erf: smooth,
};

function difference(instructions: Instruction[], x: ValueId, y: ValueId): ValueId {
  return instructions.push({ op: 'sub', shape: [], args: [x, y] }) - 1;
}

/** Parts that a comparison is taken apart into. */
const MOST_PARTS = 8;

/**
 * Differences of which one vanishes wherever x meets y. For |u| and c they are u - c and -u - c; for a maximum, those
 * of its parts. Each is smoother than the whole, so that it can be followed where the whole cannot.
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

/** The values among which a value is one, as a maximum is one of its arguments; undefined for other operations. */
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
    // Every other operation is opaque, and is compared as a whole.
    default:
      return undefined;
  }
}

/**
 * The elements that each instruction depends on, by instruction.
 * @param through whether dependence passes through an instruction
 */
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

/** The continuous elements that each instruction depends on through operations that do not jump. */
function smoothDependencies(instructions: readonly Instruction[], elements: readonly Element[]) {
  const lines = elements.map((own) => (own.kind === 'line' ? own : { ...own, ids: [] }));
  return dependencies(instructions, lines, (instruction) => !isStepwise(instruction));
}
