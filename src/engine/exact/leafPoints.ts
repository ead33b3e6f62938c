import { GAUSS_KRONROD } from '../base/gaussKronrod';
import type { ValueId } from '../ir/operations';
import type { Feeds } from '../ir/program';
import { slackOf } from './cutSlack';
import type { Cut, Leaf } from './leaf';
import type { Line } from './line';
import { measureOf } from './measure';
import { type Searches, search } from './rootSearch';
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
  /** See Rows. */
  readonly loose: Float64Array;
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

  #scalarFeeds: Feeds | undefined;

  points(leaves: readonly Leaf[], othersAt: OthersAt): LeafPoints {
    let points: Grown = {
      leaf: Int32Array.from(leaves, (_, i) => i),
      at: this.lines.map(() => new Float64Array(leaves.length)),
      weights: new Float64Array(leaves.length).fill(1),
      coarse: range(coarseRules(this.lines.length), () => new Float64Array(leaves.length).fill(1)),
      loose: new Float64Array(leaves.length),
    };
    for (let level = 0; level < this.lines.length; level++)
      points = this.#extend(points, leaves, level, othersAt);
    return { ...points, count: points.leaf.length };
  }

  #extend(points: Grown, leaves: readonly Leaf[], level: number, othersAt: OthersAt): Grown {
    const roots = this.#roots(points, leaves, level, othersAt);
    const pieces: number[] = [];
    const from: number[] = [];
    const loose: number[] = [];
    for (let row = 0; row < points.leaf.length; row++) {
      const leaf = leaves[points.leaf[row] as number] as Leaf;
      const dim = dimOf(leaf, level);
      let last: Root = { t: leaf.low[dim] as number, slack: 0 };
      const put = (next: Root) => {
        if (!(next.t > last.t)) return;
        pieces.push(last.t, next.t);
        from.push(row);
        loose.push(Math.min(1, (last.slack + next.slack) / (next.t - last.t)));
        last = next;
      };
      roots[row]?.sort((p, q) => p.t - q.t).forEach(put);
      put({ t: leaf.high[dim] as number, slack: 0 });
    }
    return this.#ruled(points, leaves, level, pieces, from, loose);
  }

  #ruled(
    points: Grown,
    leaves: readonly Leaf[],
    level: number,
    pieces: readonly number[],
    from: readonly number[],
    loosePieces: readonly number[],
  ): Grown {
    const dims = Int32Array.from(from, (row) => dimOf(leaves[points.leaf[row] as number] as Leaf, level));
    const innermost = level === this.lines.length - 1;
    // One point stands for all between two cuts of what nothing but jumps reads.
    const isConstant = this.lines.map(
      ({ cumulative }, dim) => innermost && this.constant[dim] === true && cumulative !== undefined,
    );
    const each = isConstant.map((own) => (own ? 1 : GAUSS_KRONROD.points.length));
    const count = dims.reduce((sum, dim) => sum + (each[dim] as number), 0);
    const leaf = new Int32Array(count);
    const at = this.lines.map(() => new Float64Array(count));
    const weights = new Float64Array(count);
    const coarse = range(coarseRules(this.lines.length), () => new Float64Array(count));
    const loose = new Float64Array(count);
    for (let i = 0, next = 0; i < from.length; i++) {
      const row = from[i] as number;
      const dim = dims[i] as number;
      const end = next + (each[dim] as number);
      const line = this.lines[dim] as Line;
      const [low, high] = [pieces[2 * i] as number, pieces[2 * i + 1] as number];
      const weight = points.weights[row] as number;
      const own = at[dim] as Float64Array;
      if (isConstant[dim]) {
        own[next] = (low + high) / 2;
        weights[next] = weight * measureOf(line, low, high);
      } else {
        const half = (high - low) / 2;
        for (let j = 0; next + j < end; j++) {
          const t = low + half * (1 + (GAUSS_KRONROD.points[j] as number));
          own[next + j] = t;
          weights[next + j] = weight * half * line.density(t) * (GAUSS_KRONROD.kronrod[j] as number);
        }
      }
      leaf.fill(points.leaf[row] as number, next, end);
      loose.fill((points.loose[row] as number) + (loosePieces[i] as number), next, end);
      for (let k = 0; k < at.length; k++)
        if (k !== dim) (at[k] as Float64Array).fill((points.at[k] as Float64Array)[row] as number, next, end);
      for (let k = 0; k < coarse.length; k++) {
        const ratio = (points.coarse[k] as Float64Array)[row] as number;
        const ratios = coarse[k] as Float64Array;
        if (isConstant[dim] || (k !== dim && k !== at.length)) ratios.fill(ratio, next, end);
        else for (let j = 0; next + j < end; j++) ratios[next + j] = ratio * (RATIOS[j] as number);
      }
      next = end;
    }
    return { leaf, at, weights, coarse, loose };
  }

  /** Of every point so far, where along the next dimension of its leaf the leaf's cuts are passed. */
  #roots(points: Grown, leaves: readonly Leaf[], level: number, othersAt: OthersAt): (Root[] | undefined)[] {
    const roots: (Root[] | undefined)[] = [];
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
      const searches: Searches = {
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
      };
      const found = search(this.workspace.evaluatorOf(fn, this.feeds), this.#sides, this.lines, searches);
      this.#scalarFeeds ??= this.workspace.scalarFeeds(this.feeds);
      const slack = slackOf(
        this.workspace.runningErrorOf(fn),
        this.#scalarFeeds,
        this.#sides,
        this.lines,
        searches,
        found,
      );
      list.forEach(({ row }, i) => {
        const root = { t: found[i] as number, slack };
        if (Number.isNaN(root.t)) return;
        const own = roots[row];
        if (own) own.push(root);
        else roots[row] = [root];
      });
    }
    return roots;
  }
}

/** Where along its leaf a cut is passed, and how well that is known. */
interface Root {
  readonly t: number;
  readonly slack: number;
}

function dimOf({ stages }: Leaf, level: number): number {
  return stages[level]?.dim ?? 0;
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
  readonly loose: Float64Array;
}
