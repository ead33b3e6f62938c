import { GAUSS_KRONROD } from '../base/gaussKronrod';
import type { Instruction, ValueId } from '../ir/operations';
import type { Feeds } from '../ir/program';
import { elementOf } from '../ir/scalarize';
import type { Line } from './line';
import { type Cut, type Leaf, measureOf } from './partition';
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
  /** Of the rules that are coarser along one dimension, and along all; see Rows. */
  readonly coarse: readonly Float64Array[];
}

/** Values of everything else that the program reads, at the leaf's row. */
export type OthersAt = (leaf: number, id: ValueId) => number;

/** Halvings, where secants do not close in before. */
const MOST_STEPS = 80;

/** Places points in leaves: roots of cuts first, then a rule between every two of them. */
export class LeafRule {
  readonly #fed = new Set<ValueId>();
  readonly #sides: readonly ValueId[];
  readonly #scalarFeeds: Feeds;

  /** @param others `state` instructions of the scalar program that are no sides */
  constructor(
    readonly workspace: Workspace,
    dims: readonly number[],
    readonly lines: readonly Line[],
    readonly others: readonly ValueId[],
    feeds: Feeds,
    /** Lines that nothing but jumps reads: constant between cuts. */
    readonly constant: readonly boolean[],
  ) {
    const { scalar } = workspace;
    if (!scalar) throw new Error('nothing continuous is known');
    this.#sides = dims.map((element) => scalar.elements[element]?.ids[0] ?? -1);
    this.#scalarFeeds = scalarFeeds(scalar.instructions, feeds);
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
    const put = (row: number, dim: number, t: number, fine: number, rough: number) => {
      leaf[next] = points.leaf[row] as number;
      weights[next] = (points.weights[row] as number) * fine;
      for (let k = 0; k < at.length; k++)
        (at[k] as Float64Array)[next] = k === dim ? t : (points.at[k]?.[row] as number);
      for (let k = 0; k < coarse.length; k++)
        (coarse[k] as Float64Array)[next] =
          (points.coarse[k]?.[row] as number) * (k === dim || k === at.length ? rough : fine);
      next++;
    };
    for (const [i, row] of from.entries()) {
      const dim = dimOf(row);
      const line = this.lines[dim] as Line;
      const [low, high] = [pieces[2 * i] as number, pieces[2 * i + 1] as number];
      if (isConstant(row)) {
        const measure = measureOf(line, low, high);
        put(row, dim, (low + high) / 2, measure, measure);
        continue;
      }
      const half = (high - low) / 2;
      for (let j = 0; j < GAUSS_KRONROD.points.length; j++) {
        const t = low + half * (1 + (GAUSS_KRONROD.points[j] as number));
        const scale = half * line.density(t);
        put(
          row,
          dim,
          t,
          scale * (GAUSS_KRONROD.kronrod[j] as number),
          scale * (GAUSS_KRONROD.gauss[j] as number),
        );
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
    const searches = new Map<ValueId, Search[]>();
    points.leaf.forEach((index, row) => {
      const leaf = leaves[index] as Leaf;
      const stage = leaf.stages[level];
      for (const cut of stage?.cuts ?? []) {
        const dim = stage?.dim ?? 0;
        const [low, high] = [leaf.low[dim] as number, leaf.high[dim] as number];
        const list = searches.get(cut.fn) ?? [];
        list.push({ row, leaf: index, dim, cut, low, high, atLow: 0, atHigh: 0 });
        searches.set(cut.fn, list);
      }
    });
    for (const [fn, list] of searches) {
      const evaluate = this.#evaluatorOf(fn, points, othersAt);
      evaluate(list, (own) => own.low).forEach((value, i) => {
        (list[i] as Search).atLow = value;
      });
      evaluate(list, (own) => own.high).forEach((value, i) => {
        (list[i] as Search).atHigh = value;
      });
      const passing = list.filter(({ atLow, atHigh }) => atLow < 0 !== atHigh < 0);
      closeIn(passing, evaluate);
      for (const { row, low, high } of passing) {
        const own = roots[row] ?? [];
        own.push((low + high) / 2);
        roots[row] = own;
      }
    }
    return roots;
  }

  /** Values of `fn` less the level of each search, at a place along its dimension. */
  #evaluatorOf(fn: ValueId, points: Grown, othersAt: OthersAt): Evaluate {
    const evaluator = this.workspace.evaluatorOf(fn);
    if (!this.#fed.has(fn)) {
      evaluator.feed(this.#scalarFeeds);
      this.#fed.add(fn);
    }
    return (searches, place) => {
      const given = new Map<ValueId, Float64Array>();
      this.#sides.forEach((id, k) => {
        const line = this.lines[k] as Line;
        given.set(
          id,
          Float64Array.from(searches, (own) =>
            line.value(own.cut.at[k] ?? (k === own.dim ? place(own) : (points.at[k]?.[own.row] as number))),
          ),
        );
      });
      for (const id of this.others)
        given.set(
          id,
          Float64Array.from(searches, ({ leaf }) => othersAt(leaf, id)),
        );
      const out = new Float64Array(searches.length);
      evaluator.evaluate(given, searches.length, ([column], first, count) => {
        for (let i = 0; i < count; i++)
          out[first + i] =
            (column?.data[i * (column.stride || 0)] ?? 0) - (searches[first + i]?.cut.level ?? 0);
      });
      return out;
    };
  }
}

/** How many coarser rules there are over so many dimensions; see Rows. */
export function coarseRules(dims: number): number {
  return dims > 1 ? dims + 1 : dims;
}

function range<T>(length: number, make: (i: number) => T): T[] {
  return Array.from({ length }, (_, i) => make(i));
}

/** Numbers from outside under the names that a scalar program has for them. */
function scalarFeeds(instructions: readonly Instruction[], feeds: Feeds): Feeds {
  return new Map(
    instructions.flatMap((instruction) => {
      if (instruction.op !== 'feed') return [];
      const { name, element } = elementOf(instruction.name);
      return [[instruction.name, Float64Array.of(feeds.get(name)?.[element] ?? Number.NaN)] as const];
    }),
  );
}

interface Grown {
  readonly leaf: Int32Array;
  readonly at: readonly Float64Array[];
  readonly weights: Float64Array;
  readonly coarse: readonly Float64Array[];
}

interface Search {
  readonly row: number;
  readonly leaf: number;
  readonly dim: number;
  readonly cut: Cut;
  low: number;
  high: number;
  atLow: number;
  atHigh: number;
}

type Evaluate = (searches: readonly Search[], place: (own: Search) => number) => Float64Array;

/**
 * Closes in on the one root of every search: regula falsi with the end that stays halved in weight (the Illinois method; Dowell and
 * Jarratt, BIT 11, 1971), every third step a halving, for counts all of them.
 */
function closeIn(searches: readonly Search[], evaluate: Evaluate): void {
  let open = searches.filter((own) => !isClosed(own));
  const pull = new Map<Search, number>();
  for (let step = 0; step < MOST_STEPS && open.length > 0; step++) {
    const places = new Map(open.map((own) => [own, placeOf(own, step)] as const));
    const values = evaluate(open, (own) => places.get(own) ?? own.low);
    open.forEach((own, i) => {
      const t = places.get(own) ?? own.low;
      const value = values[i] as number;
      const side = value < 0 === own.atLow < 0 ? -1 : 1;
      if (side < 0) {
        own.low = t;
        own.atLow = value;
        if (pull.get(own) === side) own.atHigh /= 2;
      } else {
        own.high = t;
        own.atHigh = value;
        if (pull.get(own) === side) own.atLow /= 2;
      }
      pull.set(own, side);
    });
    open = open.filter((own) => !isClosed(own));
  }
}

function placeOf({ low, high, atLow, atHigh, cut }: Search, step: number): number {
  const middle = low + (high - low) / 2;
  if (cut.counts || step % 3 === 2 || !Number.isFinite(atHigh - atLow)) return middle;
  const t = low - (atLow * (high - low)) / (atHigh - atLow);
  return t > low && t < high ? t : middle;
}

function isClosed({ low, high }: Search): boolean {
  return high - low <= 2.3e-16 * Math.max(1e-3, Math.abs(low), Math.abs(high));
}
