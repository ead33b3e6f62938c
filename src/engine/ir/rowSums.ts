import { addedParts } from './assemble';
import type { Builder, Value } from './builder';
import { argsOf, type Instruction } from './operations';

/**
 * Sums over the leading axis of rows. They move in front of what is linear where a matrix product of every row stands
 * there: of a layer's gradients that leaves one product for all rows.
 */
export class RowSums {
  readonly #b: Builder;
  readonly #rows: number;
  readonly #known = new Map<number, Value>();
  readonly #paying: boolean[] = [];

  constructor(b: Builder, rows: number) {
    this.#b = b;
    this.#rows = rows;
  }

  /** The sum of a value that has an axis of rows. */
  of(value: Value): Value {
    const known = this.#known.get(value.id);
    if (known) return known;
    const b = this.#b;
    const same = this.#sameInAll(value);
    const sum = same
      ? b.mul(same, this.#rows)
      : (this.#pays(value) && this.#moved(value)) || b.sum(value, [0]);
    this.#known.set(value.id, sum);
    return sum;
  }

  /** Whether a product of two matrices a row stands behind linear operations: its sum over the rows is one product. */
  #pays(value: Value): boolean {
    for (let id = this.#paying.length; id <= value.id; id++) {
      const instruction = this.#b.instruction(id);
      this.#paying.push(
        instruction.op === 'matmul'
          ? instruction.shape.length === 3
          : isLinear(instruction) && argsOf(instruction).some((arg) => this.#paying[arg]),
      );
    }
    return this.#paying[value.id] ?? false;
  }

  /** The sum with its operation behind it; undefined where that cannot be. */
  #moved(value: Value): Value | undefined {
    const instruction = this.#b.instruction(value.id);
    if (instruction.op === 'matmul') return this.#ofProduct(instruction.args);
    return isLinear(instruction) ? this.#ofLinear(instruction, value) : undefined;
  }

  #ofLinear(instruction: Linear, value: Value): Value | undefined {
    const b = this.#b;
    const rest = value.shape.slice(1);
    const x = b.at(instruction.args[0] as number);
    const hasRows = x.shape[0] === this.#rows;
    switch (instruction.op) {
      case 'add':
        return addedParts(b, this.of(x), this.of(b.at(instruction.args[1])));
      case 'sub':
        return b.sub(this.of(x), this.of(b.at(instruction.args[1])));
      case 'neg':
        return b.neg(this.of(x));
      case 'mul':
        return this.#scaled(x, b.at(instruction.args[1]));
      case 'div': {
        const divisor = this.#sameInAll(b.at(instruction.args[1]));
        return divisor && b.div(this.of(x), divisor);
      }
      case 'reshape':
        return hasRows ? b.reshape(this.of(x), rest) : undefined;
      case 'transpose': {
        const [first, ...order] = instruction.order;
        return first === 0 ? b.transpose(this.of(x), lowered(order)) : undefined;
      }
      case 'slice':
        return hasRows && value.shape[0] === this.#rows
          ? b.slice(this.of(x), instruction.begin.slice(1), rest)
          : undefined;
      case 'concat': {
        const { args, axis } = instruction;
        if (axis === 0) return undefined;
        return b.concat(
          args.map((part) => this.of(b.at(part))),
          axis - 1,
        );
      }
      case 'sum':
        return instruction.axes.includes(0) ? undefined : b.sum(this.of(x), lowered(instruction.axes));
    }
  }

  /** The sum of x y, one of which is the same in every row. */
  #scaled(x: Value, y: Value): Value | undefined {
    const b = this.#b;
    const [p, q] = [this.#sameInAll(x), this.#sameInAll(y)];
    if (q) return b.mul(this.of(x), q);
    return p && b.mul(p, this.of(y));
  }

  /** The sum over r of A_r C_r is one product over (r, k). */
  #ofProduct([left, right]: readonly [number, number]): Value {
    const b = this.#b;
    const [a, c] = [b.at(left), b.at(right)];
    const [rows = 1, n = 1, k = 1] = a.shape;
    const joined = b.reshape(b.transpose(a, [1, 0, 2]), [n, rows * k]);
    return b.matmul(joined, b.reshape(c, [rows * k, c.shape[2] ?? 1]));
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

const LINEAR = {
  add: true,
  sub: true,
  neg: true,
  mul: true,
  div: true,
  reshape: true,
  transpose: true,
  slice: true,
  concat: true,
  sum: true,
} as const;

/** Operations that a sum may move in front of. */
type Linear = Instruction & { readonly op: keyof typeof LINEAR };

function isLinear(instruction: Instruction): instruction is Linear {
  return Object.hasOwn(LINEAR, instruction.op);
}

/** Axes, once the first of all is gone. */
const lowered = (axes: readonly number[]): number[] => axes.map((axis) => axis - 1);
