import { assertNever } from '../base/assertNever';
import { Builder, type Value } from './builder';
import { keepReachable } from './deadCode';
import { isBinary, isUnary } from './elementwise';
import {
  broadcastTable,
  concatTables,
  type IndexTable,
  reduceTable,
  transposeTable,
  windowTable,
} from './layout';
import { type ArrayInstruction, type Instruction, isOnArrays, type Source, type ValueId } from './operations';
import type { Program } from './program';
import { type Shape, sizeOf } from './shape';
import { largestTable, SMALL_TABLE } from './tables';

/** The name that element `element` of a feed, state or output called `name` has in the scalar program. */
export function elementName(name: string, element: number): string {
  return `${name}[${element}]`;
}

/** Element of the original array that a name made by `elementName` speaks of. */
export function elementOf(name: string): { readonly name: string; readonly element: number } {
  const open = name.lastIndexOf('[');
  return { name: name.slice(0, open), element: Number(name.slice(open + 1, -1)) };
}

/**
 * The same computation on scalars alone: every instruction has shape [], element i of the feed, state or output `a` is
 * called `a[i]`, and reshape, broadcast, transpose, slice, pad, concat, sum, amax, matmul, oneHot, row and stop have
 * dissolved. Equal scalars are shared, known ones folded, unneeded ones removed. Outputs keep their order, element by
 * element.
 *
 * Returns undefined where more than `limit` scalar instructions would have to be written (before removal of dead code),
 * or where a table has more rows than SMALL_TABLE.
 */
export function scalarize(program: Program, limit: number): Program | undefined {
  const roots = [
    ...program.outputs.map((output) => output.value),
    ...program.states.map((state) => state.next),
  ];
  const { instructions, moved } = keepReachable(program.instructions, roots);
  if (largestTable(instructions) > SMALL_TABLE) return undefined;
  const builder = new Builder();
  const elements = scalarsOf(builder, instructions, limit);
  if (!elements) return undefined;
  const at = (id: ValueId): readonly Value[] => elements[id] ?? [];
  const elementsOf = (id: ValueId) => at(moved.get(id) ?? -1);
  const outputs = program.outputs.flatMap(({ name, value }) =>
    elementsOf(value).map((element, i) => ({ name: elementName(name, i), value: element.id })),
  );
  const states = program.states.flatMap((state) =>
    elementsOf(state.next).map((element, i) => ({
      name: elementName(state.name, i),
      shape: [],
      initial: [state.initial[i] ?? 0],
      next: element.id,
    })),
  );
  return withoutDeadCode({ ...program, instructions: builder.instructions, outputs, states });
}

/**
 * The scalars, row-major, of every instruction, written by `b`; of those that `given` answers for, what it says.
 * Undefined where more than `limit` instructions would have to be written.
 */
export function scalarsOf(
  b: Builder,
  instructions: readonly Instruction[],
  limit: number,
  given: (instruction: Instruction, id: ValueId, at: Elements) => readonly Value[] | undefined = () =>
    undefined,
): readonly (readonly Value[])[] | undefined {
  const elements: (readonly Value[])[] = [];
  const at = (id: ValueId): readonly Value[] => {
    const list = elements[id];
    if (!list) throw new Error(`instruction ${id} is used before it is made`);
    return list;
  };
  const shapeOf = (id: ValueId) => instructions[id]?.shape ?? [];
  for (const [id, instruction] of instructions.entries()) {
    if (sizeOf(instruction.shape) > limit) return undefined;
    elements.push(given(instruction, id, at) ?? expand(b, instruction, at, shapeOf));
    if (b.instructions.length > limit) return undefined;
  }
  return elements;
}

/** Keeps what the outputs and states of a program need. */
export function withoutDeadCode(program: Program): Program {
  const roots = [
    ...program.outputs.map((output) => output.value),
    ...program.states.map((state) => state.next),
  ];
  const { instructions, moved } = keepReachable(program.instructions, roots);
  const to = (id: ValueId): ValueId => moved.get(id) ?? -1;
  return {
    ...program,
    instructions,
    outputs: program.outputs.map((output) => ({ ...output, value: to(output.value) })),
    states: program.states.map((state) => ({ ...state, next: to(state.next) })),
  };
}

type Elements = (id: ValueId) => readonly Value[];
type ShapeOf = (id: ValueId) => Shape;

/** The scalars, row-major, that an instruction's array is made of. */
function expand(b: Builder, instruction: Instruction, at: Elements, shapeOf: ShapeOf): readonly Value[] {
  if (isOnArrays(instruction)) return rearranged(b, instruction, at, shapeOf);
  return range(sizeOf(instruction.shape), (i) => scalar(b, instruction, i, (id) => pick(at(id), i)));
}

/** Element `i` of an instruction that has one from each of its arguments. */
function scalar(
  b: Builder,
  instruction: Exclude<Instruction, ArrayInstruction>,
  i: number,
  at: (id: ValueId) => Value,
): Value {
  if (isUnary(instruction)) return b.unary(instruction.op, at(instruction.args[0]));
  if (isBinary(instruction))
    return b.binary(instruction.op, at(instruction.args[0]), at(instruction.args[1]));
  const sourceOf = (source: Source): Source => ({ ...source, index: source.index + i });
  switch (instruction.op) {
    case 'constant':
      return b.constant(instruction.values[i] ?? Number.NaN);
    case 'feed':
    case 'state':
      return b.emit({ op: instruction.op, shape: [], name: elementName(instruction.name, i) });
    case 'noise':
      return b.noise(instruction.kind, [], sourceOf(instruction.source));
    case 'logStandardGamma': {
      const { args, source, mirrored } = instruction;
      return b.logStandardGamma(at(args[0]), sourceOf(source), mirrored);
    }
    case 'where':
      return b.where(at(instruction.args[0]), at(instruction.args[1]), at(instruction.args[2]));
    case 'poissonQuantile':
      return b.poissonQuantile(at(instruction.args[0]), at(instruction.args[1]));
    case 'binomialQuantile': {
      const [u, n, p] = instruction.args;
      return b.binomialQuantile(at(u), at(n), at(p));
    }
    default:
      return assertNever(instruction);
  }
}

/** The scalars of an operation on whole arrays. */
function rearranged(
  b: Builder,
  instruction: ArrayInstruction,
  at: Elements,
  shapeOf: ShapeOf,
): readonly Value[] {
  const { shape } = instruction;
  const size = sizeOf(shape);
  switch (instruction.op) {
    case 'stop':
    case 'reshape':
      return at(instruction.args[0]);
    case 'oneHot': {
      const length = shape.at(-1) ?? 1;
      return at(instruction.args[0]).flatMap((x) => {
        const rounded = b.floor(b.add(x, 0.5));
        return range(length, (j) => b.eq(rounded, j));
      });
    }
    case 'row': {
      const [table, index] = instruction.args;
      return chosenRow(b, at(table), pick(at(index), 0), shapeOf(table)[0] ?? 0, size);
    }
    case 'broadcast':
      return gathered(at(instruction.args[0]), broadcastTable(shapeOf(instruction.args[0]), shape));
    case 'transpose': {
      const table = transposeTable(shapeOf(instruction.args[0]), shape, instruction.order);
      return gathered(at(instruction.args[0]), table);
    }
    case 'slice': {
      const table = windowTable(shape, shapeOf(instruction.args[0]), instruction.begin);
      return gathered(at(instruction.args[0]), table);
    }
    case 'pad': {
      const list = range(size, () => b.constant(0));
      lay(list, at(instruction.args[0]), windowTable(shapeOf(instruction.args[0]), shape, instruction.begin));
      return list;
    }
    case 'concat': {
      const list = range(size, () => b.constant(0));
      const tables = concatTables(instruction.args.map(shapeOf), shape, instruction.axis);
      for (const [i, arg] of instruction.args.entries()) lay(list, at(arg), tables[i] ?? NOWHERE);
      return list;
    }
    case 'sum':
      return reduced(instruction, at, shapeOf).map((terms) => balanced(terms, b.add) ?? b.constant(0));
    case 'amax':
      return reduced(instruction, at, shapeOf).map(
        (terms) => balanced(terms, b.max) ?? b.constant(Number.NEGATIVE_INFINITY),
      );
    case 'matmul': {
      const [x, y] = instruction.args;
      return products(b, at(x), at(y), shapeOf(x)[1] ?? 1, shape);
    }
    default:
      return assertNever(instruction);
  }
}

/** The row of a table that the rounded index names, `size` numbers; zeros where it names none. */
function chosenRow(b: Builder, table: readonly Value[], index: Value, rows: number, size: number): Value[] {
  const rounded = b.floor(b.add(index, 0.5));
  const chosen = range(rows, (row) => b.eq(rounded, row));
  return range(size, (i) =>
    chosen.reduce((other, is, row) => b.where(is, pick(table, row * size + i), other), b.constant(0)),
  );
}

/** Each product is the sum over l of x[i, l] y[l, j]. */
function products(
  b: Builder,
  x: readonly Value[],
  y: readonly Value[],
  inner: number,
  [rows = 1, columns = 1]: Shape,
): Value[] {
  return range(rows * columns, (element) => {
    const [i, j] = [Math.floor(element / columns), element % columns];
    const terms = range(inner, (l) => b.mul(pick(x, i * inner + l), pick(y, l * columns + j)));
    return balanced(terms, b.add) ?? b.constant(0);
  });
}

function range<T>(length: number, make: (i: number) => T): T[] {
  return Array.from({ length }, (_, i) => make(i));
}

function pick(list: readonly Value[], i: number): Value {
  const value = list[i];
  if (!value) throw new Error(`no element ${i} among ${list.length}`);
  return value;
}

function gathered(x: readonly Value[], table: IndexTable): Value[] {
  return Array.from(table, (from) => pick(x, from));
}

/** Writes `part` over `list`, element by element to where the table says. */
function lay(list: Value[], part: readonly Value[], table: IndexTable): void {
  table.forEach((to, i) => {
    list[to] = pick(part, i);
  });
}

const NOWHERE: IndexTable = new Int32Array();

/** For every element of a reduction, the elements it reduces. */
function reduced(
  instruction: Extract<Instruction, { op: 'sum' | 'amax' }>,
  at: Elements,
  shapeOf: ShapeOf,
): Value[][] {
  const x = at(instruction.args[0]);
  const terms: Value[][] = range(sizeOf(instruction.shape), () => []);
  reduceTable(shapeOf(instruction.args[0]), instruction.axes).forEach((to, i) => {
    terms[to]?.push(pick(x, i));
  });
  return terms;
}

/** Pairwise, so that rounding errors grow with the logarithm of the number of terms; undefined for no terms. */
function balanced(terms: readonly Value[], join: (x: Value, y: Value) => Value): Value | undefined {
  const [first] = terms;
  if (terms.length < 2) return first;
  const half = Math.ceil(terms.length / 2);
  const left = balanced(terms.slice(0, half), join);
  const right = balanced(terms.slice(half), join);
  return left && right ? join(left, right) : (left ?? right);
}
