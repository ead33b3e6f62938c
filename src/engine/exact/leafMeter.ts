import { addDifferences, addLoose, addUp, addUpEdges, kindsOf } from './addUp';
import { panelError } from './errors';
import type { Leaf } from './leaf';
import { coarseRules, LeafRule } from './leafPoints';
import type { Line } from './line';
import type { Region } from './region';
import { looseOf, type Rows, selected, sliceRows } from './rows';
import type { Summation } from './summation';

/** A leaf to be measured, in the region of this number. */
export interface Placed {
  readonly leaf: Leaf;
  readonly region: number;
}

/** A leaf with its integrals by the panel rules. */
export interface Measured extends Placed {
  readonly rows: Rows;
  readonly values: Float64Array;
  readonly sizes: Float64Array;
  /** By dimension, then by column. */
  readonly errors: readonly Float64Array[];
  /** By column: what rounding may move from one side of a jump to the other. No division makes it smaller. */
  readonly loose: Float64Array;
  readonly finite: boolean;
  /** Which values all of its points have, where none is finite. */
  readonly nowhere: 'nan' | 'infinite' | undefined;
  /** By bit of an end, then by column. */
  readonly atEdge: ReadonlyMap<number, Float64Array>;
}

/** Leaves that are evaluated together. */
const BATCH = 64;

/** Of a leaf's width: where the outermost of its points stands. */
const OUTERMOST = 0.005;

/** Evaluates leaves at the points of their rules. */
export class LeafMeter {
  readonly #rules: readonly LeafRule[];

  /** @param first the rows of what comes first, one for each region */
  constructor(
    readonly summation: Summation,
    readonly first: Rows,
    readonly regions: readonly Region[],
  ) {
    const { expansion } = summation.task;
    const { inner, scalar } = expansion.order;
    const others = expansion.order.first.flatMap((i) => expansion.order.elements[i]?.ids ?? []);
    const constant = inner.map((i) => scalar?.stepwise.has(i) ?? false);
    this.#rules = regions.map(
      ({ lines }) => new LeafRule(expansion.workspace, inner, lines, others, expansion.feeds, constant),
    );
  }

  /** The integrals over each leaf; undefined where time is up, or where there are too many rows. */
  measure(todo: readonly Placed[]): Measured[] | undefined {
    const leaves: Measured[] = [];
    for (const [region, rule] of this.#rules.entries()) {
      const own = todo.filter((item) => item.region === region).map(({ leaf }) => leaf);
      for (let from = 0; from < own.length; from += BATCH) {
        if (this.summation.task.expired()) return undefined;
        const measured = this.#measureBatch(rule, region, own.slice(from, from + BATCH));
        if (!measured) return undefined;
        leaves.push(...measured);
      }
    }
    return leaves;
  }

  #measureBatch(rule: LeafRule, region: number, batch: readonly Leaf[]): Measured[] | undefined {
    const { expansion } = this.summation.task;
    const all = expansion.lastRows(this.#rowsOf(rule, region, batch));
    if (!all) return undefined;
    const { columns } = this.summation;
    const rules = coarseRules(expansion.order.inner.length);
    const sums = batch.map(() => new LeafSums(columns, rules));
    const { massed } = this.summation.summed(all, (added, first, count) => {
      // The rows of a part stand together.
      for (let from = 0, to = 0; from < count; from = to) {
        const part = all.part?.[first + from] as number;
        while (to < count && all.part?.[first + to] === part) to++;
        sums[part]?.add(all, first + from, to - from, added.subarray(from * columns, to * columns));
      }
    });
    const parts = rowsByPart(massed, batch.length);
    return batch.map((leaf, i) => (sums[i] as LeafSums).measured({ leaf, region }, parts[i] as Rows));
  }

  #rowsOf(rule: LeafRule, region: number, leaves: readonly Leaf[]): Rows {
    const { expansion } = this.summation.task;
    const { row, panels } = this.regions[region] as Region;
    const points = rule.points(leaves, (_leaf, id) => expansion.valueAt(this.first, row, id));
    const { count } = points;
    const values = selected(this.first.values, this.first.count, new Int32Array(count).fill(row));
    const weight = this.first.weights[row] as number;
    const edges = new Int32Array(count).fill(this.first.edges[row] as number);
    expansion.order.inner.forEach((i, k) => {
      const line = (this.regions[region] as Region).lines[k] as Line;
      const at = points.at[k] as Float64Array;
      expansion.place(values, i, valuesOf(line, at));
      markEdges(edges, at, points.leaf, leaves, k, [
        { at: panels[k]?.[0] as number, bit: expansion.reach.bit(i, 'low') },
        { at: panels[k]?.at(-1) as number, bit: expansion.reach.bit(i, 'high') },
      ]);
    });
    return {
      count,
      weights: weight === 1 ? points.weights : points.weights.map((w) => w * weight),
      coarse: points.coarse,
      part: points.leaf,
      loose: looseOf(points.loose, this.first.loose?.[row]),
      edges,
      values,
    };
  }
}

/** What the rows of one leaf add up to. */
class LeafSums {
  readonly #values: Float64Array;
  readonly #sizes: Float64Array;
  readonly #loose: Float64Array;
  /** By coarser rule, then by column. */
  readonly #differences: readonly Float64Array[];
  readonly #atEdge = new Map<number, Float64Array>();
  #points = 0;
  #endless = 0;
  #unknown = 0;

  constructor(columns: number, rules: number) {
    this.#values = new Float64Array(columns);
    this.#sizes = new Float64Array(columns);
    this.#loose = new Float64Array(columns);
    this.#differences = Array.from({ length: rules }, () => new Float64Array(columns));
  }

  /** Adds what `count` rows from `from` on add. */
  add(rows: Rows, from: number, count: number, added: Float64Array): void {
    const columns = this.#values.length;
    addUp(this.#values, this.#sizes, added);
    const { unknown, endless } = kindsOf(added, columns);
    this.#points += count;
    this.#unknown += unknown;
    this.#endless += endless;
    if (rows.loose) addLoose(this.#loose, rows.loose, from, added);
    addUpEdges(this.#atEdge, rows.edges, from, added, columns);
    this.#differences.forEach((sums, d) => {
      addDifferences(sums, rows.weights, rows.coarse[d] as Float64Array, from, added);
    });
  }

  measured(placed: Placed, rows: Rows): Measured {
    return {
      ...placed,
      rows,
      values: this.#values,
      sizes: this.#sizes,
      errors: this.#differences.map((list) =>
        list.map((x, k) => panelError(Math.abs(x), this.#sizes[k] as number)),
      ),
      loose: this.#loose,
      finite: this.#unknown + this.#endless === 0,
      nowhere: nowhere(this.#points, this.#endless, this.#unknown),
      atEdge: this.#atEdge,
    };
  }
}

/** What places on a line stand for: those of an outer dimension stand together. */
function valuesOf({ value }: Line, at: Float64Array): Float64Array {
  const values = new Float64Array(at.length);
  let [last, own] = [Number.NaN, Number.NaN];
  for (let p = 0; p < at.length; p++) {
    const t = at[p] as number;
    if (t !== last) [last, own] = [t, value(t)];
    values[p] = own;
  }
  return values;
}

function nowhere(points: number, endless: number, unknown: number): 'nan' | 'infinite' | undefined {
  if (points === 0 || endless + unknown < points) return undefined;
  return unknown > 0 ? 'nan' : 'infinite';
}

/** The rows of every part: those of a part stand together. */
function rowsByPart(rows: Rows, parts: number): Rows[] {
  const ends = new Int32Array(parts);
  for (let row = 0; row < rows.count; row++) ends[rows.part?.[row] as number] = row + 1;
  let from = 0;
  return Array.from(ends, (end) => {
    const start = from;
    from = Math.max(from, end);
    return sliceRows(rows, start, from);
  });
}

interface End {
  readonly at: number;
  readonly bit: number;
}

/** Marks the outermost points of the leaves that touch an end of dimension `k`. */
function markEdges(
  edges: Int32Array,
  at: Float64Array,
  leafOf: Int32Array,
  leaves: readonly Leaf[],
  k: number,
  [least, most]: readonly [End, End],
): void {
  // The points of a leaf stand together.
  for (let p = 0, to = 0; p < at.length; p = to) {
    const index = leafOf[p] as number;
    while (to < at.length && leafOf[to] === index) to++;
    const leaf = leaves[index] as Leaf;
    const [low, high] = [leaf.low[k] as number, leaf.high[k] as number];
    const near = OUTERMOST * (high - low);
    if (low === least.at)
      for (let q = p; q < to; q++)
        if ((at[q] as number) - low < near) edges[q] = (edges[q] as number) | least.bit;
    if (high === most.at)
      for (let q = p; q < to; q++)
        if (high - (at[q] as number) < near) edges[q] = (edges[q] as number) | most.bit;
  }
}
