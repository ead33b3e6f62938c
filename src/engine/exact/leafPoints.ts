import { GAUSS_KRONROD } from '../base/gaussKronrod';
import type { ValueId } from '../ir/operations';
import type { Feeds } from '../ir/program';
import type { Cut, Leaf } from './leaf';
import type { Line } from './line';
import { measureOf } from './measure';
import { search } from './rootSearch';
import type { Workspace } from './workspace';

/** Points of many leaves, one after the other, dimension by dimension. */
export interface LeafPoints {
  readonly count: number;
  /** Which leaf a point is of. */
  readonly leaf: Int32Array;
  /** By dimension: coordinates. */
  readonly at: readonly Float64Array[];
  /** Of the fine rule, the density of the lines included. */
  readonly weights: Float64Array;
  /** Of the rules that are coarser along one dimension, and along all, as multiples of these; see Rows. */
  readonly coarse: readonly Float64Array[];
}

/** Values of everything else that the program reads, at the leaf's row. */
export type OthersAt = (leaf: number, id: ValueId) => number;

/** Places points in leaves: roots of cuts first, then a rule between every two of them. */
export class LeafRule {
  readonly #sides: readonly ValueId[];

  /** @param others `state` instructions of the scalar program that are no sides */
  constructor(
    readonly workspace: Workspace,
    dims: readonly number[],
    readonly lines: readonly Line[],
    readonly others: readonly ValueId[],
    readonly feeds: Feeds,
    /** Lines that nothing but jumps reads: constant between cuts. */
    readonly constant: readonly boolean[],
  ) {
    const { scalar } = workspace;
    if (!scalar) throw new Error('nothing continuous is known');
    this.#sides = dims.map((element) => scalar.elements[element]?.ids[0] ?? -1);
  }

  points(leaves: readonly Leaf[], othersAt: OthersAt): LeafPoints {
    let points: Grown = {
      leaf: Int32Array.from(leaves, (_, i) => i),
      at: this.lines.map(() => new Float64Array(leaves.length)),
      weights: new Float64Array(leaves.length).fill(1),
      coarse: range(coarseRules(this.lines.length), () => new Float64Array(leaves.length).fill(1)),
    };
    for (let level = 0; level < this.lines.length; level++)
      points = this.#extend(points, leaves, level, othersAt);
    return { ...points, count: points.leaf.length };
  }

  #extend(points: Grown, leaves: readonly Leaf[], level: number, othersAt: OthersAt): Grown {
    const roots = this.#roots(points, leaves, level, othersAt);
    const pieces: number[] = [];
    const from: number[] = [];
    points.leaf.forEach((index, row) => {
      const leaf = leaves[index] as Leaf;
      const dim = leaf.stages[level]?.dim ?? 0;
      const [low, high] = [leaf.low[dim] as number, leaf.high[dim] as number];
      let last = low;
      for (const t of [...(roots[row] ?? []).sort((p, q) => p - q), high]) {
        if (!(t > last)) continue;
        pieces.push(last, t);
        from.push(row);
        last = t;
      }
    });
    return this.#ruled(points, leaves, level, pieces, from);
  }

  #ruled(
    points: Grown,
    leaves: readonly Leaf[],
    level: number,
    pieces: readonly number[],
    from: readonly number[],
  ): Grown {
    const dimOf = (row: number) => leaves[points.leaf[row] as number]?.stages[level]?.dim ?? 0;
    const innermost = level === this.lines.length - 1;
    const isConstant = (row: number) =>
      innermost && this.constant[dimOf(row)] === true && this.lines[dimOf(row)]?.cumulative !== undefined;
    let count = 0;
    for (const row of from) count += isConstant(row) ? 1 : GAUSS_KRONROD.points.length;
    const leaf = new Int32Array(count);
    const at = this.lines.map(() => new Float64Array(count));
    const weights = new Float64Array(count);
    const coarse = range(coarseRules(this.lines.length), () => new Float64Array(count));
    let next = 0;
    const put = (row: number, dim: number, t: number, weight: number, ratio: number) => {
      leaf[next] = points.leaf[row] as number;
      weights[next] = (points.weights[row] as number) * weight;
      for (let k = 0; k < at.length; k++)
        (at[k] as Float64Array)[next] = (points.at[k] as Float64Array)[row] as number;
      (at[dim] as Float64Array)[next] = t;
      for (let k = 0; k < coarse.length; k++)
        (coarse[k] as Float64Array)[next] =
          ((points.coarse[k] as Float64Array)[row] as number) * (k === dim || k === at.length ? ratio : 1);
      next++;
    };
    for (const [i, row] of from.entries()) {
      const dim = dimOf(row);
      const line = this.lines[dim] as Line;
      const [low, high] = [pieces[2 * i] as number, pieces[2 * i + 1] as number];
      if (isConstant(row)) {
        put(row, dim, (low + high) / 2, measureOf(line, low, high), 1);
        continue;
      }
      const half = (high - low) / 2;
      for (let j = 0; j < GAUSS_KRONROD.points.length; j++) {
        const t = low + half * (1 + (GAUSS_KRONROD.points[j] as number));
        put(row, dim, t, half * line.density(t) * (GAUSS_KRONROD.kronrod[j] as number), RATIOS[j] as number);
      }
    }
    return { leaf, at, weights, coarse };
  }

  /** Of every point so far, where along the next dimension of its leaf the leaf's cuts are passed. */
  #roots(
    points: Grown,
    leaves: readonly Leaf[],
    level: number,
    othersAt: OthersAt,
  ): (number[] | undefined)[] {
    const roots: (number[] | undefined)[] = [];
    const asked = new Map<ValueId, { readonly row: number; readonly dim: number; readonly cut: Cut }[]>();
    for (let row = 0; row < points.leaf.length; row++) {
      const stage = leaves[points.leaf[row] as number]?.stages[level];
      for (const cut of stage?.cuts ?? []) {
        const list = asked.get(cut.fn);
        const own = { row, dim: stage?.dim ?? 0, cut };
        if (list) list.push(own);
        else asked.set(cut.fn, [own]);
      }
    }
    for (const [fn, list] of asked) {
      const leafOf = (row: number) => leaves[points.leaf[row] as number] as Leaf;
      const found = search(this.workspace.evaluatorOf(fn, this.feeds), this.#sides, this.lines, {
        count: list.length,
        dim: Int32Array.from(list, ({ dim }) => dim),
        low: Float64Array.from(list, ({ row, dim }) => leafOf(row).low[dim] as number),
        high: Float64Array.from(list, ({ row, dim }) => leafOf(row).high[dim] as number),
        level: Float64Array.from(list, ({ cut }) => cut.level),
        at: this.lines.map((_, k) =>
          Float64Array.from(list, ({ row, cut }) => cut.at[k] ?? (points.at[k]?.[row] as number)),
        ),
        others: new Map(
          this.others.map((id) => [
            id,
            Float64Array.from(list, ({ row }) => othersAt(points.leaf[row] as number, id)),
          ]),
        ),
        counts: list[0]?.cut.counts ?? false,
      });
      list.forEach(({ row }, i) => {
        const root = found[i] as number;
        if (Number.isNaN(root)) return;
        const own = roots[row];
        if (own) own.push(root);
        else roots[row] = [root];
      });
    }
    return roots;
  }
}

/** What Gauss's rule weighs a point of Kronrod's with, of its weight there. */
const RATIOS = GAUSS_KRONROD.gauss.map((own, j) => own / (GAUSS_KRONROD.kronrod[j] as number));

/** How many coarser rules there are over so many dimensions; see Rows. */
export function coarseRules(dims: number): number {
  return dims > 1 ? dims + 1 : dims;
}

function range<T>(length: number, make: (i: number) => T): T[] {
  return Array.from({ length }, (_, i) => make(i));
}

interface Grown {
  readonly leaf: Int32Array;
  readonly at: readonly Float64Array[];
  readonly weights: Float64Array;
  readonly coarse: readonly Float64Array[];
}
