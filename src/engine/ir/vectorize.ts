import { addedParts } from './assemble';
import type { Builder, Value } from './builder';
import { argsOf, type Instruction, type InstructionOf, type Op, type ValueId } from './operations';
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
 * what does not stays as it is, so that parameters are shared and a layer is one matrix product. `stop` vanishes: nothing
 * is differentiated any more. States become feeds.
 */
export class Vectorized {
  readonly #b: Builder;
  readonly #values: Value[] = [];
  readonly #varies: boolean[] = [];
  readonly #shared: ReadonlySet<ValueId>;
  readonly #sums = new Map<ValueId, Value>();
  readonly #paying: boolean[] = [];

  constructor(
    b: Builder,
    readonly instructions: readonly Instruction[],
    readonly options: RowOptions,
  ) {
    this.#b = b;
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

  /** The mean over the rows. Sums move in front of what is linear: of a layer's gradients that leaves one matrix product. */
  meanOf(id: ValueId): Value {
    const value = this.valueOf(id);
    return this.#varies[id] ? this.#b.div(this.#sumRows(value), this.options.rows) : value;
  }

  #isSource(instruction: Instruction): boolean {
    if (instruction.op === 'state') return this.options.given?.has(instruction.name) ?? false;
    return instruction.op === 'noise' || instruction.op === 'logStandardGamma';
  }

  #plain(instruction: Instruction): Value {
    const b = this.#b;
    const args = argsOf(instruction).map((arg) => this.valueOf(arg));
    switch (instruction.op) {
      case 'stop':
        return first(args);
      case 'state':
        return b.feed(stateFeed(instruction.name), instruction.shape);
      case 'oneHot':
        return oneHot(b, first(args), instruction.shape.at(-1) ?? 1);
      case 'pad':
        return padded(b, first(args), instruction.begin, instruction.shape);
      case 'add':
        return addedParts(b, first(args), first(args.slice(1)));
      default:
        return b.emit(withArgs(instruction, args, instruction.shape));
    }
  }

  #rowwise(instruction: Instruction, id: ValueId): Value {
    const b = this.#b;
    const { rows } = this.options;
    const shape = [rows, ...instruction.shape];
    const args = argsOf(instruction);
    switch (instruction.op) {
      case 'state':
        return b.feed(stateFeed(instruction.name), shape);
      case 'noise':
        return this.#noise(instruction, id);
      case 'stop':
        return this.valueOf(first(args));
      case 'oneHot':
        return oneHot(b, this.rowsOf(first(args)), instruction.shape.at(-1) ?? 1);
      case 'row':
        return this.#row(instruction);
      case 'reshape':
        return b.reshape(this.rowsOf(first(args)), shape);
      case 'broadcast': {
        const x = this.rowsOf(first(args));
        const lead = instruction.shape.length - x.shape.length + 1;
        const aligned = [rows, ...Array.from({ length: lead }, () => 1), ...x.shape.slice(1)];
        return b.broadcast(b.reshape(x, aligned), shape);
      }
      case 'transpose':
        return b.transpose(this.rowsOf(first(args)), [0, ...instruction.order.map((axis) => axis + 1)]);
      case 'slice':
        return b.slice(this.rowsOf(first(args)), [0, ...instruction.begin], shape);
      case 'pad':
        return padded(b, this.rowsOf(first(args)), [0, ...instruction.begin], shape);
      case 'concat':
        return b.concat(
          args.map((arg) => this.rowsOf(arg)),
          instruction.axis + 1,
        );
      case 'sum':
      case 'amax':
        return b[instruction.op](
          this.rowsOf(first(args)),
          instruction.axes.map((axis) => axis + 1),
        );
      case 'matmul':
        return this.#matmul(instruction);
      case 'add':
        return addedParts(b, this.rowsOf(first(args)), this.rowsOf(first(args.slice(1))));
      default: {
        const values = args.map((arg) => this.rowsOf(arg));
        return b.emit(withArgs(instruction, values, shape));
      }
    }
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

  /** Sum over the leading axis of a value that has one. */
  #sumRows(value: Value): Value {
    const known = this.#sums.get(value.id);
    if (known) return known;
    const b = this.#b;
    const same = this.#sameInAll(value);
    const sum = same
      ? b.mul(same, this.options.rows)
      : (this.#pays(value) && this.#linearSum(value)) || b.sum(value, [0]);
    this.#sums.set(value.id, sum);
    return sum;
  }

  /** Whether a product of two matrices a row stands behind linear operations: its sum over the rows is one product. */
  #pays(value: Value): boolean {
    for (let id = this.#paying.length; id <= value.id; id++) {
      const instruction = this.#b.instruction(id);
      this.#paying.push(
        instruction.op === 'matmul'
          ? instruction.shape.length === 3
          : LINEAR.has(instruction.op) && argsOf(instruction).some((arg) => this.#paying[arg]),
      );
    }
    return this.#paying[value.id] ?? false;
  }

  #linearSum(value: Value): Value | undefined {
    const b = this.#b;
    const { rows } = this.options;
    const instruction = b.instruction(value.id);
    const rest = value.shape.slice(1);
    const args = argsOf(instruction).map((arg) => b.at(arg));
    const [x, y] = args;
    switch (instruction.op) {
      case 'add':
        return x && y && addedParts(b, this.#sumRows(x), this.#sumRows(y));
      case 'sub':
        return x && y && b.sub(this.#sumRows(x), this.#sumRows(y));
      case 'neg':
        return x && b.neg(this.#sumRows(x));
      case 'mul': {
        const [p, q] = [x && this.#sameInAll(x), y && this.#sameInAll(y)];
        if (x && q) return b.mul(this.#sumRows(x), q);
        return y && p && b.mul(p, this.#sumRows(y));
      }
      case 'div': {
        const q = y && this.#sameInAll(y);
        return x && q && b.div(this.#sumRows(x), q);
      }
      case 'reshape':
        return x?.shape[0] === rows ? b.reshape(this.#sumRows(x), rest) : undefined;
      case 'transpose':
        return x && instruction.order[0] === 0
          ? b.transpose(
              this.#sumRows(x),
              instruction.order.slice(1).map((axis) => axis - 1),
            )
          : undefined;
      case 'slice':
        return x && x.shape[0] === rows && value.shape[0] === rows
          ? b.slice(this.#sumRows(x), instruction.begin.slice(1), rest)
          : undefined;
      case 'concat':
        return instruction.axis > 0
          ? b.concat(
              args.map((part) => this.#sumRows(part)),
              instruction.axis - 1,
            )
          : undefined;
      case 'sum':
        return x && !instruction.axes.includes(0)
          ? b.sum(
              this.#sumRows(x),
              instruction.axes.map((axis) => axis - 1),
            )
          : undefined;
      case 'matmul':
        return x && y && this.#productSum(x, y);
      default:
        return undefined;
    }
  }

  /** The sum over r of A_r C_r is one product over (r, k). */
  #productSum(a: Value, c: Value): Value {
    const b = this.#b;
    const [rows = 1, n = 1, k = 1] = a.shape;
    const left = b.reshape(b.transpose(a, [1, 0, 2]), [n, rows * k]);
    return b.matmul(left, b.reshape(c, [rows * k, c.shape[2] ?? 1]));
  }

  /** What a value is in each row, if it is the same in all. */
  #sameInAll(value: Value): Value | undefined {
    const b = this.#b;
    const rest = value.shape.slice(1);
    const instruction = b.instruction(value.id);
    const known = b.known(value);
    if (known !== undefined) return b.fill(known, rest);
    if (instruction.op !== 'broadcast') return undefined;
    const x = b.at(instruction.args[0]);
    if (x.shape.length < value.shape.length) return b.broadcast(x, rest);
    return x.shape[0] === 1 ? b.broadcast(b.reshape(x, x.shape.slice(1)), rest) : undefined;
  }
}

/** Operations that `#linearSum` may move a sum in front of. */
const LINEAR: ReadonlySet<Op> = new Set<Op>([
  'add',
  'sub',
  'neg',
  'mul',
  'div',
  'reshape',
  'transpose',
  'slice',
  'concat',
  'sum',
]);

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
