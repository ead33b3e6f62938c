import type { Column } from '../executors/reference/kernels';
import type { ValueId } from '../ir/operations';
import { sizeOf } from '../ir/shape';
import { addLoose, addUp, addUpEdges, multiply } from './addUp';
import type { Sized } from './bounded';
import type { Rule } from './errors';
import type { Expansion } from './expansion';
import type { Rows } from './rows';

/** What is summed and integrated, and how exactly. */
export interface Task {
  readonly expansion: Expansion;
  /** Positions of the roots in the open program. */
  readonly roots: readonly ValueId[];
  /** Whether their squares are integrated too. */
  readonly squares: boolean;
  /** Whether rows are wanted where the roots are 0 too. */
  readonly everything: boolean;
  /** Share of the integral of its size that the error of each may come to. */
  readonly relative: number;
  readonly expired: () => boolean;
}

export type Failure = 'rows' | 'rough' | 'time' | 'tails' | 'nan' | 'infinite';

/** Rows ready for use: masses are multiplied in. */
export interface Integrated {
  readonly rows: Rows;
  /**
   * The error that no row shows: what lies in boxes too small to be divided, by element of the roots, then of their
   * squares.
   */
  readonly lost: Float64Array;
  readonly rule: Rule;
  /** Of the roots, element by element. */
  readonly means: readonly Sized[];
}

export interface Run extends Integrated {
  /** Bits of the ends whose outermost points still count. */
  readonly standing: number;
  /** Bits of the ends beyond which there may be more, for all that is known. */
  readonly beyond?: number;
}

export interface Sums {
  /** By column: the integral of it, and of its size. */
  readonly values: Float64Array;
  readonly sizes: Float64Array;
  /** By bit of an end, then by column: the size of what the outermost points add. */
  readonly atEdge: ReadonlyMap<number, Float64Array>;
  readonly finite: boolean;
  /** By column: what rounding may move from one side of a jump to the other. */
  readonly loose: Float64Array;
}

/** The rounding of the logarithm of a mass, as a share of the numbers that it is the difference of. */
const MASS_ROUNDING = 2e-16;
/** The largest share of an integral that may stand at the ends of what is summed over. */
const EDGE = 1e-12;

export class Summation {
  readonly #columns: number;
  #evaluated = 0;

  constructor(readonly task: Task) {
    const { open } = task.expansion;
    task.expansion.workspace.evaluator.feed(task.expansion.feeds);
    const own = task.roots.reduce((sum, id) => sum + sizeOf(open.instructions[id]?.shape ?? []), 0);
    this.#columns = task.squares ? 2 * own : own;
  }

  /** The means of the roots, with what rounding of so many rows adds to their errors. */
  means(
    { values, sizes, atEdge }: Pick<Sums, 'values' | 'sizes' | 'atEdge'>,
    errors: Float64Array,
    count: number,
  ): Sized[] {
    const own = this.task.squares ? values.length / 2 : values.length;
    const { largestCount } = this.task.expansion;
    const rounding = roundingOf(count, largestCount);
    return Array.from(values.subarray(0, own), (value, k) => ({
      value,
      size: sizes[k] as number,
      error: (errors[k] as number) + beyond(atEdge, k) + rounding * (sizes[k] as number),
    }));
  }

  get columns(): number {
    return this.#columns;
  }

  get evaluated(): number {
    return this.#evaluated;
  }

  /**
   * Multiplies in the masses of draws and adds up values and sizes. It stops where it is once time is up, so callers
   * must look at the clock. `visit` sees what every row adds to the integral of every column.
   */
  summed(rows: Rows, visit?: Visit): { massed: Rows; sums: Sums } {
    const { evaluator, masses } = this.task.expansion.workspace;
    const count = this.#columns;
    const isWeighed = masses.length > 0;
    const weights = isWeighed ? rows.weights.slice() : rows.weights;
    const values = new Float64Array(count);
    const sizes = new Float64Array(count);
    const loose = new Float64Array(count);
    const atEdge = new Map<number, Float64Array>();
    this.#evaluated += rows.count;
    let room = new Float64Array(0);
    evaluator.evaluate(rows.values, rows.count, (columns, from, block) => {
      if (room.length < block * count) room = new Float64Array(block * count);
      const added = room.subarray(0, block * count);
      const logs = isWeighed ? this.#massesOf(columns, block) : undefined;
      if (logs) multiply(weights, from, logs);
      this.#add(added, columns, from, block, weights);
      if (logs) this.#addTiny(added, columns, from, block, rows.weights, logs);
      visit?.(added, from, block);
      addUp(values, sizes, added);
      if (rows.loose) addLoose(loose, rows.loose, from, added);
      addUpEdges(atEdge, rows.edges, from, added, count);
      return this.task.expired() ? 'stop' : undefined;
    });
    const finite = sizes.every(Number.isFinite);
    return { massed: { ...rows, weights }, sums: { values, sizes, atEdge, finite, loose } };
  }

  /** log of the mass of the draws in every row of a block. */
  #massesOf(columns: readonly Column[], block: number): Float64Array {
    const logs = new Float64Array(block);
    this.task.expansion.workspace.masses.forEach((id, m) => {
      const { data, stride } = columns[this.task.roots.length + m] ?? NO_COLUMN;
      const width = this.#widthOf(id);
      for (let i = 0; i < block; i++)
        for (let j = 0; j < width; j++) logs[i] = (logs[i] as number) + (data[i * stride + j] as number);
    });
    return logs;
  }

  /** Writes what each row of a block adds: the roots, then their squares. */
  #add(
    added: Float64Array,
    columns: readonly Column[],
    from: number,
    block: number,
    weights: Float64Array,
  ): void {
    const { squares, roots } = this.task;
    const count = this.#columns;
    const half = count / 2;
    let k = 0;
    for (const [r, id] of roots.entries()) {
      const { data, stride } = columns[r] ?? NO_COLUMN;
      const width = this.#widthOf(id);
      for (let j = 0; j < width; j++, k++)
        for (let i = 0, o = k, a = j; i < block; i++, o += count, a += stride) {
          // A row without mass does not count, whatever its value is. The mass comes first: a square alone might
          // overflow.
          const weight = weights[from + i] as number;
          const value = data[a] as number;
          const own = weight === 0 ? 0 : weight * value;
          added[o] = own;
          if (squares) added[o + half] = own === 0 ? 0 : own * value;
        }
    }
  }

  /** The same for rows whose mass may be too small for a float. */
  #addTiny(
    added: Float64Array,
    columns: readonly Column[],
    from: number,
    block: number,
    weights: Float64Array,
    logs: Float64Array,
  ): void {
    const { squares, roots } = this.task;
    const count = this.#columns;
    for (let i = 0; i < block; i++) {
      const mass = logs[i] as number;
      if (!(mass < TINY_MASS)) continue;
      const weight = weights[from + i] as number;
      let o = i * count;
      for (const [r, id] of roots.entries()) {
        const { data, stride } = columns[r] ?? NO_COLUMN;
        for (let j = 0; j < this.#widthOf(id); j++, o++) {
          const value = data[i * stride + j] as number;
          added[o] = weight * massed(mass, value, 1);
          if (squares) added[o + count / 2] = weight * Math.abs(massed(mass, value, 2));
        }
      }
    }
  }

  #widthOf(id: ValueId): number {
    return sizeOf(this.task.expansion.open.instructions[id]?.shape ?? []);
  }

  /** Whether what is not finite is NaN or infinite. */
  whyNot(rows: Rows): Failure {
    let nan = false;
    this.summed(rows, (added) => {
      nan ||= added.some(Number.isNaN);
    });
    return nan ? 'nan' : 'infinite';
  }
}

/** Sees what every row of a block adds to every column, row by row. */
export type Visit = (added: Float64Array, from: number, rows: number) => void;

/** log of a mass near which floats end. */
const TINY_MASS = -600;

/** A value or its square times a mass that floats may round to 0. */
function massed(mass: number, value: number, power: number): number {
  if (value === 0 || mass === Number.NEGATIVE_INFINITY) return 0;
  return Math.sign(value) * Math.exp(mass + power * Math.log(Math.abs(value)));
}

/**
 * What may lie beyond the ends: a hundred times what stands at them, as for a tail that falls by a hundredth from
 * point to point.
 */
function beyond(atEdge: ReadonlyMap<number, Float64Array>, column: number): number {
  let size = 0;
  for (const own of atEdge.values()) size += own[column] as number;
  return 100 * size;
}

/** Bits of the ends at which what stands still counts. */
export function standingAt(atEdge: ReadonlyMap<number, Float64Array>, sizes: Float64Array): number {
  let standing = 0;
  for (const [bit, own] of atEdge)
    if (own.some((size, k) => size > EDGE * (sizes[k] as number))) standing |= 1 << bit;
  return standing;
}

const NO_COLUMN = { data: new Float64Array(1), stride: 0 };

/** The rounding of a sum over so many rows, as a share of its size. */
export function roundingOf(count: number, largestCount: number): number {
  return 2e-15 * Math.sqrt(count + 1) + MASS_ROUNDING * largestCount * Math.log(largestCount + 2);
}
