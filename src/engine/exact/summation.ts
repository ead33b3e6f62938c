import type { ValueId } from '../ir/operations';
import { sizeOf } from '../ir/shape';
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
  /** Error that no row tells: what lies in boxes too small to be divided, by element of the roots, then of their squares. */
  readonly lost: Float64Array;
  readonly rule: Rule;
  /** Of the roots, element by element. */
  readonly means: readonly Sized[];
}

export interface Run extends Integrated {
  /** Bits of the ends at which something still stands. */
  readonly standing: number;
  /** Bits of the ends beyond which more may be, for all that is known. */
  readonly beyond?: number;
}

export interface Sums {
  /** By column: the integral of it, and of its size. */
  readonly values: Float64Array;
  readonly sizes: Float64Array;
  /** By bit of an end, then by column: the size of what stands there. */
  readonly atEdge: ReadonlyMap<number, Float64Array>;
  readonly finite: boolean;
}

/** Share of an integral that may stand at the ends of what is summed over. */
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
    return Array.from(values.subarray(0, own), (value, k) => ({
      value,
      size: sizes[k] as number,
      error: (errors[k] as number) + beyond(atEdge, k) + roundingOf(count) * (sizes[k] as number),
    }));
  }

  get columns(): number {
    return this.#columns;
  }

  get evaluated(): number {
    return this.#evaluated;
  }

  /** Multiplies in the masses of draws and adds up sizes; `visit` sees what every row adds to the integral of every column. */
  summed(rows: Rows, visit?: (row: number, added: Float64Array) => void): { massed: Rows; sums: Sums } {
    const { open } = this.task.expansion;
    const { squares, roots } = this.task;
    const width = (id: ValueId) => sizeOf(open.instructions[id]?.shape ?? []);
    const widths = roots.map(width);
    const { evaluator, masses } = this.task.expansion.workspace;
    const massWidths = masses.map(width);
    const weights = rows.weights.slice();
    const coarse = rows.coarse.map((list) => list.slice());
    const values = new Float64Array(this.#columns);
    const sizes = new Float64Array(this.#columns);
    const atEdge = new Map<number, Float64Array>();
    const added = new Float64Array(this.#columns);
    this.#evaluated += rows.count;
    const half = this.#columns / 2;
    evaluator.evaluate(rows.values, rows.count, (columns, from, count) => {
      for (let i = 0; i < count; i++) {
        const row = from + i;
        let mass = 0;
        for (let m = 0; m < massWidths.length; m++) {
          const { data, stride } = columns[roots.length + m] ?? NO_COLUMN;
          for (let j = 0; j < (massWidths[m] as number); j++) mass += data[i * stride + j] as number;
        }
        const factor = mass === 0 ? 1 : Math.exp(mass);
        const weight = (weights[row] as number) * factor;
        weights[row] = weight;
        for (let d = 0; d < coarse.length; d++)
          (coarse[d] as Float64Array)[row] = (rows.coarse[d]?.[row] as number) * factor;
        let k = 0;
        for (let r = 0; r < widths.length; r++) {
          const { data, stride } = columns[r] ?? NO_COLUMN;
          for (let j = 0; j < (widths[r] as number); j++, k++) {
            // A row without mass does not count, whatever its value is; squares may be too large without their mass.
            const value = data[i * stride + j] as number;
            const own = weight === 0 ? 0 : weight * value;
            added[k] = mass < TINY_MASS ? (rows.weights[row] as number) * massed(mass, value, 1) : own;
            if (squares)
              added[k + half] =
                mass < TINY_MASS
                  ? (rows.weights[row] as number) * Math.abs(massed(mass, value, 2))
                  : own === 0
                    ? 0
                    : own * value;
          }
        }
        visit?.(row, added);
        for (k = 0; k < this.#columns; k++) {
          values[k] = (values[k] as number) + (added[k] as number);
          sizes[k] = (sizes[k] as number) + Math.abs(added[k] as number);
        }
        const edge = rows.edges[row] as number;
        if (edge !== 0) countEdges(atEdge, edge, added);
      }
    });
    const finite = sizes.every(Number.isFinite);
    return { massed: { ...rows, weights, coarse }, sums: { values, sizes, atEdge, finite } };
  }

  /** Whether what is not finite is a number at all. */
  whyNot(rows: Rows): Failure {
    let nan = false;
    this.summed(rows, (_row, added) => {
      nan ||= added.some(Number.isNaN);
    });
    return nan ? 'nan' : 'infinite';
  }
}

/** log of a mass near which floats end. */
const TINY_MASS = -600;

/** A value or its square times a mass that floats may round to 0. */
function massed(mass: number, value: number, power: number): number {
  if (value === 0 || mass === Number.NEGATIVE_INFINITY) return 0;
  return Math.sign(value) * Math.exp(mass + power * Math.log(Math.abs(value)));
}

/** What lies beyond the ends, from what stands at them: a tail that falls by a hundredth from point to point is a hundred times as large. */
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

export function countEdges(atEdge: Map<number, Float64Array>, edge: number, added: Float64Array): void {
  for (let bit = 0; bit < 30; bit++) {
    if (!(edge & (1 << bit))) continue;
    const own = atEdge.get(bit) ?? new Float64Array(added.length);
    for (let k = 0; k < own.length; k++) own[k] = (own[k] as number) + Math.abs(added[k] as number);
    atEdge.set(bit, own);
  }
}

const NO_COLUMN = { data: new Float64Array(1), stride: 0 };

/** What adding up so many rows may be off by, of what their sizes add up to. */
export function roundingOf(count: number): number {
  return 2e-15 * Math.sqrt(count + 1);
}

export function addTo(sums: Float64Array | undefined, added: Float64Array, factor: number): void {
  if (!sums || factor === 0) return;
  for (let k = 0; k < sums.length; k++) sums[k] = (sums[k] as number) + factor * (added[k] as number);
}

/** The share of what a row adds that the rule coarser along a dimension leaves out. */
export function shareBeyond({ weights, coarse }: Rows, row: number, dim: number): number {
  const weight = weights[row] as number;
  return weight === 0 ? 0 : 1 - (coarse[dim]?.[row] as number) / weight;
}
