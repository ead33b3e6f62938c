import type { CompiledSources } from '../compile/program';
import { evaluateRows } from '../executors/reference/evaluateRows';
import type { ValueId } from '../ir/operations';
import type { Feeds } from '../ir/program';
import { sizeOf } from '../ir/shape';
import { expandRows } from './rows';
import { type OpenProgram, openSources, type Rows } from './sources';

/** A program laid out for integration at one setting of the feeds. */
export class Integral {
  readonly #open: OpenProgram;
  readonly #rows: Rows;

  private constructor(
    open: OpenProgram,
    rows: Rows,
    readonly feeds: Feeds,
  ) {
    this.#open = open;
    this.#rows = rows;
  }

  /** Undefined where the rows would be too many. */
  static make(
    compiled: CompiledSources,
    roots: readonly ValueId[],
    feeds: Feeds,
    panels: number,
  ): Integral | undefined {
    const open = openSources(compiled, roots);
    const rows = expandRows(open, feeds, panels);
    if (!rows) return undefined;
    return new Integral(open, { ...rows, weights: massed(open, rows, feeds) }, feeds);
  }

  get rowCount(): number {
    return this.#rows.count;
  }

  /**
   * Evaluates outputs in every row: row-major over all elements of `ids`.
   * @param states values of the program's own states (baselines), by their instruction
   * @param feeds other numbers from outside, on which no source depends
   */
  evaluate(
    ids: readonly ValueId[],
    states: ReadonlyMap<ValueId, Float64Array> = new Map(),
    feeds: Feeds = this.feeds,
  ): Float64Array {
    const sizes = ids.map((id) => sizeOf(this.#open.instructions[id]?.shape ?? []));
    const width = sizes.reduce((sum, size) => sum + size, 0);
    const table = new Float64Array(width * this.#rows.count);
    const given = new Map([...this.#rows.values, ...states]);
    evaluateRows(this.#open.instructions, ids, feeds, given, this.#rows.count, (columns, from, count) => {
      for (let row = 0; row < count; row++) {
        let o = (from + row) * width;
        columns.forEach(({ data, stride }, i) => {
          for (let j = 0; j < (sizes[i] as number); j++) table[o++] = data[row * stride + j] as number;
        });
      }
    });
    return table;
  }

  /** Mean of every column of a table made by `evaluate`; NaN where its integrand has not vanished at an end. */
  mean(table: Float64Array): Float64Array {
    const { weights, count, edge } = this.#rows;
    const width = table.length / count;
    const mean = new Float64Array(width);
    const size = new Float64Array(width);
    const atEnds = new Float64Array(width);
    for (let row = 0, o = 0; row < count; row++)
      for (let j = 0; j < width; j++, o++) {
        const value = weighted(weights[row] as number, table[o] as number);
        mean[j] = (mean[j] as number) + value;
        size[j] = (size[j] as number) + Math.abs(value);
        if (edge[row]) atEnds[j] = (atEnds[j] as number) + Math.abs(value);
      }
    return mean.map((value, j) => (hasTail(atEnds[j] as number, size[j] as number) ? Number.NaN : value));
  }

  /** Mean of the product of a column of one table and a column of another, each less its centre. */
  meanProduct(
    a: Float64Array,
    i: number,
    centreA: number,
    b: Float64Array,
    j: number,
    centreB: number,
  ): number {
    const { weights, count, edge } = this.#rows;
    const widthA = a.length / count;
    const widthB = b.length / count;
    let [sum, size, atEnds] = [0, 0, 0];
    for (let row = 0; row < count; row++) {
      const product =
        ((a[row * widthA + i] as number) - centreA) * ((b[row * widthB + j] as number) - centreB);
      const value = weighted(weights[row] as number, product);
      sum += value;
      size += Math.abs(value);
      if (edge[row]) atEnds += Math.abs(value);
    }
    return hasTail(atEnds, size) ? Number.NaN : sum;
  }

  get mass(): number {
    return this.#rows.weights.reduce((sum, weight) => sum + weight, 0);
  }
}

/** Share of an integral that the outermost points may have: more, and what lies beyond them is not known. */
const TAIL = 1e-6;

function hasTail(atEnds: number, size: number): boolean {
  return atEnds > TAIL * size;
}

/** A row without mass does not count, whatever its value is. */
function weighted(weight: number, value: number): number {
  return weight === 0 ? 0 : weight * value;
}

/** Multiplies in the probability of enumerated draws and the density of those integrated over themselves. */
function massed(open: OpenProgram, rows: Rows, feeds: Feeds): Float64Array {
  const weights = rows.weights.slice();
  const masses = open.sources.flatMap((source) => (source.kind === 'draw' ? [source.logProb] : []));
  if (masses.length === 0) return weights;
  const sizes = masses.map((id) => sizeOf(open.instructions[id]?.shape ?? []));
  evaluateRows(open.instructions, masses, feeds, rows.values, rows.count, (columns, from, count) => {
    columns.forEach(({ data, stride }, i) => {
      const size = sizes[i] as number;
      for (let row = 0; row < count; row++)
        for (let j = 0; j < size; j++)
          weights[from + row] = (weights[from + row] as number) * Math.exp(data[row * stride + j] as number);
    });
  });
  return weights;
}
