import { assertNever } from '../base/assertNever';
import { addedParts } from './assemble';
import type { Builder, Value } from './builder';
import { isElementwise } from './elementwise';
import { argsOf, type Instruction, type InstructionOf, type ValueId } from './operations';
import { RowSums } from './rowSums';
import type { Shape } from './shape';

export interface RowOptions {
  readonly rows: number;
  /** Consecutive rows that share the row of a data set which they draw. */
  readonly shared: number;
  /** Names of states that hold numbers of their own in each row; all others are the same in every row. */
  readonly given?: ReadonlySet<string>;
}

/** The feed of an array program that takes the place of a state. */
export const stateFeed = (name: string): string => `state:${name}`;

/**
 * Writes a program's instructions into `b` for all rows at once. What depends on the row gets a leading axis of `rows`;
 * what does not stays as it is, so that parameters are shared and a layer is one matrix product. `stop` vanishes:
 * nothing is differentiated any more. States become feeds.
 */
export class Vectorized {
  readonly #b: Builder;
  readonly #values: Value[] = [];
  readonly #varies: boolean[] = [];
  readonly #shared: ReadonlySet<ValueId>;
  readonly #sums: RowSums;

  constructor(
    b: Builder,
    readonly instructions: readonly Instruction[],
    readonly options: RowOptions,
  ) {
    this.#b = b;
    this.#sums = new RowSums(b, options.rows);
    this.#shared = options.shared > 1 ? noiseOfRows(instructions) : new Set();
    instructions.forEach((instruction, id) => {
      const varies = this.#isSource(instruction) || argsOf(instruction).some((arg) => this.#varies[arg]);
      this.#varies.push(varies);
      this.#values.push(varies ? this.#rowwise(instruction, id) : this.#plain(instruction));
    });
  }

  /** With its leading axis of rows, whether or not it depends on the row. */
  rowsOf(id: ValueId): Value {
    const value = this.valueOf(id);
    return this.#varies[id] ? value : this.#b.broadcast(value, [this.options.rows, ...value.shape]);
  }

  /** As it was written: with a leading axis where it depends on the row. */
  valueOf(id: ValueId): Value {
    const value = this.#values[id];
    if (!value) throw new Error(`no instruction ${id}`);
    return value;
  }

  varies(id: ValueId): boolean {
    return this.#varies[id] === true;
  }

  /** The mean over the rows. */
  meanOf(id: ValueId): Value {
    const value = this.valueOf(id);
    return this.#varies[id] ? this.#b.div(this.#sums.of(value), this.options.rows) : value;
  }

  #isSource(instruction: Instruction): boolean {
    if (instruction.op === 'state') return this.options.given?.has(instruction.name) ?? false;
    return instruction.op === 'noise' || instruction.op === 'logStandardGamma';
  }

  #plain(instruction: Instruction): Value {
    const b = this.#b;
    const args = argsOf(instruction).map((arg) => this.valueOf(arg));
    if (instruction.op === 'stop') return first(args);
    if (instruction.op === 'state') return b.feed(stateFeed(instruction.name), instruction.shape);
    if (instruction.op === 'oneHot') return oneHot(b, first(args), instruction.shape.at(-1) ?? 1);
    if (instruction.op === 'pad') return padded(b, first(args), instruction.begin, instruction.shape);
    if (instruction.op === 'add') return addedParts(b, first(args), first(args.slice(1)));
    return b.emit(withArgs(instruction, args, instruction.shape));
  }

  #rowwise(instruction: Instruction, id: ValueId): Value {
    const b = this.#b;
    const shape = [this.options.rows, ...instruction.shape];
    if (instruction.op === 'add') return addedParts(b, ...this.#pairOfRows(instruction));
    if (isElementwise(instruction) || instruction.op === 'logStandardGamma') {
      const args = argsOf(instruction).map((arg) => this.rowsOf(arg));
      return b.emit(withArgs(instruction, args, shape));
    }
    switch (instruction.op) {
      case 'state':
        return b.feed(stateFeed(instruction.name), shape);
      case 'noise':
        return this.#noise(instruction, id);
      case 'stop':
        return this.valueOf(instruction.args[0]);
      case 'oneHot':
        return oneHot(b, this.rowsOf(instruction.args[0]), instruction.shape.at(-1) ?? 1);
      case 'row':
        return this.#row(instruction);
      case 'reshape':
        return b.reshape(this.rowsOf(instruction.args[0]), shape);
      case 'broadcast':
        return this.#broadcast(this.rowsOf(instruction.args[0]), shape);
      case 'transpose': {
        const order = instruction.order.map((axis) => axis + 1);
        return b.transpose(this.rowsOf(instruction.args[0]), [0, ...order]);
      }
      case 'slice':
        return b.slice(this.rowsOf(instruction.args[0]), [0, ...instruction.begin], shape);
      case 'pad':
        return padded(b, this.rowsOf(instruction.args[0]), [0, ...instruction.begin], shape);
      case 'concat': {
        const parts = instruction.args.map((arg) => this.rowsOf(arg));
        return b.concat(parts, instruction.axis + 1);
      }
      case 'sum':
      case 'amax': {
        const axes = instruction.axes.map((axis) => axis + 1);
        return b[instruction.op](this.rowsOf(instruction.args[0]), axes);
      }
      case 'matmul':
        return this.#matmul(instruction);
      case 'constant':
      case 'feed':
        throw new Error(`${instruction.op} is the same in every row`);
      default:
        return assertNever(instruction);
    }
  }

  #pairOfRows({ args: [x, y] }: { readonly args: readonly [ValueId, ValueId] }): [Value, Value] {
    return [this.rowsOf(x), this.rowsOf(y)];
  }

  /** New axes of a row's part stand behind the axis of rows. */
  #broadcast(x: Value, shape: Shape): Value {
    const b = this.#b;
    const lead = shape.length - x.shape.length;
    const aligned = [this.options.rows, ...Array.from({ length: lead }, () => 1), ...x.shape.slice(1)];
    return b.broadcast(b.reshape(x, aligned), shape);
  }

  /** Draws of rows that share theirs are made once, and repeated. */
  #noise({ kind, shape, source }: InstructionOf<'noise'>, id: ValueId): Value {
    const b = this.#b;
    const { rows, shared } = this.options;
    if (!this.#shared.has(id)) return b.noise(kind, [rows, ...shape], source);
    const few = b.noise(kind, [rows / shared, ...shape], source);
    const repeated = b.broadcast(b.reshape(few, [rows / shared, 1, ...shape]), [
      rows / shared,
      shared,
      ...shape,
    ]);
    return b.reshape(repeated, [rows, ...shape]);
  }

  #row({ args: [table, index], shape }: InstructionOf<'row'>): Value {
    const b = this.#b;
    const { rows } = this.options;
    const at = this.rowsOf(index);
    if (!this.#varies[table])
      return b.emit({ op: 'row', shape: [rows, ...shape], args: [this.valueOf(table).id, at.id] });
    const x = this.rowsOf(table);
    const chosen = oneHot(b, at, x.shape[1] ?? 0);
    const aligned = b.reshape(chosen, [...chosen.shape, ...shape.map(() => 1)]);
    return b.sum(b.mul(b.broadcast(aligned, x.shape), x), [1]);
  }

  #matmul({ args: [left, right], shape: [n = 1, m = 1] }: InstructionOf<'matmul'>): Value {
    const b = this.#b;
    const { rows } = this.options;
    const [a, c] = [this.valueOf(left), this.valueOf(right)];
    if (!this.#varies[right]) {
      const k = c.shape[0] ?? 1;
      return b.reshape(b.matmul(b.reshape(a, [rows * n, k]), c), [rows, n, m]);
    }
    if (!this.#varies[left] && m === 1) {
      const k = a.shape[1] ?? 1;
      return b.reshape(b.matmul(b.reshape(c, [rows, k]), b.transpose(a)), [rows, n, 1]);
    }
    const args = [this.rowsOf(left).id, this.rowsOf(right).id] as const;
    return b.emit({ op: 'matmul', shape: [rows, n, m], args });
  }
}

/** A new last axis of `length`: 1 where its position is the rounded value. */
function oneHot(b: Builder, x: Value, length: number): Value {
  const positions = b.constant(
    Array.from({ length }, (_, i) => i),
    [length],
  );
  const rounded = b.floor(b.add(x, 0.5));
  return b.eq(b.reshape(rounded, [...x.shape, 1]), positions);
}

/** Zeros of `shape` with x at `begin`, as concatenations along one axis after the other. */
function padded(b: Builder, x: Value, begin: readonly number[], shape: Shape): Value {
  return shape.reduce<Value>((value, length, axis) => {
    const before = begin[axis] ?? 0;
    const after = length - before - (value.shape[axis] ?? 0);
    const zeros = (count: number) =>
      count > 0
        ? [
            b.fill(
              0,
              value.shape.map((n, other) => (other === axis ? count : n)),
            ),
          ]
        : [];
    return b.concat([...zeros(before), value, ...zeros(after)], axis);
  }, x);
}

/** The noise that decides which rows of data sets are drawn. */
function noiseOfRows(instructions: readonly Instruction[]): ReadonlySet<ValueId> {
  const met = new Set<ValueId>();
  for (const instruction of instructions) if (instruction.op === 'row') met.add(instruction.args[1]);
  for (const id of met) {
    const instruction = instructions[id];
    if (instruction) for (const arg of argsOf(instruction)) met.add(arg);
  }
  return new Set([...met].filter((id) => instructions[id]?.op === 'noise'));
}

function withArgs(instruction: Instruction, args: readonly Value[], shape: Shape): Instruction {
  return 'args' in instruction
    ? ({ ...instruction, shape, args: args.map(({ id }) => id) } as Instruction)
    : { ...instruction, shape };
}

function first<T>(list: readonly T[]): T {
  const [x] = list;
  if (x === undefined) throw new Error('an argument is missing');
  return x;
}
