import { GAUSS_KRONROD } from '../base/gaussKronrod';
import { addDifferences, addLoose, addTo, addUp, addUpEdges, kindsOf } from './addUp';
import { panelError } from './errors';
import { halved, isDivisible, isRegion, type Leaf, widestDim } from './leaf';
import { coarseRules, LeafRule } from './leafPoints';
import type { Line } from './line';
import { Partition } from './partition';
import { boxesOf, enclosedBoxesOf, type Region } from './region';
import { concatRows, looseOf, type Rows, selected, sliceRows } from './rows';
import { type Failure, type Run, type Summation, standingAt, type Task } from './summation';

/** Points evaluated before a task is given up. */
const MOST_EVALUATED = 6_000_000;

interface Measured {
  readonly leaf: Leaf;
  readonly region: number;
  readonly rows: Rows;
  readonly values: Float64Array;
  readonly sizes: Float64Array;
  /** By dimension, then by column. */
  readonly errors: readonly Float64Array[];
  /** By column: what rounding may take or give beside jumps; nothing to refine. */
  readonly loose: Float64Array;
  readonly finite: boolean;
  /** What all of its points are, where none is finite. */
  readonly nowhere: 'nan' | 'infinite' | undefined;
  /** By bit of an end, then by column. */
  readonly atEdge: ReadonlyMap<number, Float64Array>;
}

/** Leaves divided until the error of every column is small enough. */
export class Adaptive {
  readonly #partitions: Partition[];
  readonly #rules: LeafRule[];

  constructor(
    readonly summation: Summation,
    readonly first: Rows,
    readonly regions: readonly Region[],
    readonly sizes: Float64Array,
    readonly task: Task,
  ) {
    const { expansion, expired } = task;
    const { inner, scalar } = expansion.order;
    if (!scalar) throw new Error('nothing continuous is known');
    this.#partitions = regions.map(
      (region) => new Partition(enclosedBoxesOf(summation, region, first, sizes, 'lasting'), expired),
    );
    const others = expansion.order.first.flatMap((i) => expansion.order.elements[i]?.ids ?? []);
    this.#rules = regions.map(
      ({ lines }) =>
        new LeafRule(
          expansion.workspace,
          inner,
          lines,
          others,
          expansion.feeds,
          inner.map((i) => scalar.stepwise.has(i)),
        ),
    );
  }

  run(): Run | { readonly failure: Failure } {
    const { columns } = this.summation;
    let leaves: Measured[] = [];
    let todo: { readonly leaf: Leaf; readonly region: number }[] = this.regions.flatMap(
      ({ panels }, region) =>
        boxesOf(panels).flatMap(({ low, high }) =>
          (this.#partitions[region] as Partition).divide(low, high).map((leaf) => ({ leaf, region })),
        ),
    );
    let failure: Failure | undefined;
    for (;;) {
      const each = GAUSS_KRONROD.points.length ** this.task.expansion.order.inner.length;
      if (this.summation.evaluated + each * todo.length > MOST_EVALUATED) return { failure: 'rough' };
      const measured = this.#measure(todo);
      if (!measured) return { failure: this.task.expired() ? 'time' : this.task.expansion.failure };
      leaves = [...leaves, ...measured];
      if (this.task.expired()) failure = 'time';
      if (this.summation.evaluated > MOST_EVALUATED || this.#partitions.some(({ exhausted }) => exhausted))
        failure = this.task.expired() ? 'time' : 'rough';
      if (failure) break;
      const split = this.#toDivide(leaves);
      if (split.kind === 'failure') return split;
      if (split.leaves.size === 0) break;
      leaves = leaves.filter((own) => !split.leaves.has(own));
      todo = [...split.leaves].flatMap(([{ leaf, region }, dim]) =>
        halved(leaf, dim).flatMap(({ low, high }) =>
          (this.#partitions[region] as Partition).divide(low, high).map((own) => ({ leaf: own, region })),
        ),
      );
    }
    if (failure) return { failure };
    const rows = concatRows(
      leaves.map((own, part) => ({ ...own.rows, part: new Int32Array(own.rows.count).fill(part) })),
    );
    const lost = new Float64Array(columns);
    for (const partition of this.#partitions)
      partition.lost.forEach((size, k) => {
        if (k < columns) lost[k] = (lost[k] as number) + size;
      });
    const { atEdge, sizes, means } = this.#summed(leaves, lost);
    return { rows, lost, rule: { kind: 'panels' }, standing: standingAt(atEdge, sizes), means };
  }

  /** What stands at the ends of all leaves. */
  #atEdge(leaves: readonly Measured[]): ReadonlyMap<number, Float64Array> {
    const all = new Map<number, Float64Array>();
    for (const own of leaves)
      for (const [bit, list] of own.atEdge) {
        const sum = all.get(bit) ?? new Float64Array(list.length);
        addTo(sum, list);
        all.set(bit, sum);
      }
    return all;
  }

  #summed(leaves: readonly Measured[], lost: Float64Array) {
    const { columns } = this.summation;
    const [values, sizes] = [new Float64Array(columns), new Float64Array(columns)];
    const errors = lost.slice();
    let count = 0;
    for (const own of leaves) {
      addTo(values, own.values);
      addTo(sizes, own.sizes);
      for (const list of [...own.errors, own.loose]) addTo(errors, list);
      count += own.rows.count;
    }
    const atEdge = this.#atEdge(leaves);
    return { atEdge, sizes, means: this.summation.means({ values, sizes, atEdge }, errors, count) };
  }

  /** The leaves whose share of an error is too large, each with the dimension along which it is. */
  #toDivide(
    leaves: readonly Measured[],
  ):
    | { readonly kind: 'divide'; readonly leaves: Map<Measured, number> }
    | { readonly kind: 'failure'; readonly failure: Failure } {
    const { columns } = this.summation;
    const sizes = new Float64Array(columns);
    const errors = new Float64Array(columns);
    for (const own of leaves)
      for (let k = 0; k < columns; k++) {
        if (own.finite) sizes[k] = (sizes[k] as number) + (own.sizes[k] as number);
        for (const list of own.errors) errors[k] = (errors[k] as number) + (list[k] as number);
      }
    const allowed = sizes.map((size) => this.task.relative * size);
    const divide = new Map<Measured, number>();
    for (const own of leaves) {
      if (!own.finite) {
        // Not at a point alone, but in a region: there is nothing to divide.
        if (own.nowhere && isRegion(own.leaf)) return { kind: 'failure', failure: whyNowhere(own) };
        const dim = widestDim(own.leaf);
        if (dim === undefined) return { kind: 'failure', failure: 'rough' };
        divide.set(own, dim);
        continue;
      }
      let worst = { dim: -1, share: 0 };
      for (let k = 0; k < columns; k++) {
        if (!((errors[k] as number) > (allowed[k] as number))) continue;
        own.errors.forEach((list, rule) => {
          const share = (list[k] as number) / (allowed[k] as number);
          if (share > worst.share)
            worst = { dim: rule < own.leaf.low.length ? rule : worstDim(own, k), share };
        });
      }
      if (worst.share * leaves.length > 0.5 && isDivisible(own.leaf, worst.dim)) divide.set(own, worst.dim);
    }
    return { kind: 'divide', leaves: divide };
  }

  #measure(todo: readonly { readonly leaf: Leaf; readonly region: number }[]): Measured[] | undefined {
    const { columns } = this.summation;
    const leaves: Measured[] = [];
    for (const [region, rule] of this.#rules.entries()) {
      const own = todo.filter((item) => item.region === region).map(({ leaf }) => leaf);
      for (let from = 0; from < own.length; from += BATCH) {
        const batch = own.slice(from, from + BATCH);
        if (this.task.expired()) return undefined;
        const rows = this.#rowsOf(rule, region, batch);
        const all = rows && this.task.expansion.lastRows(rows);
        if (!all) return undefined;
        const values = batch.map(() => new Float64Array(columns));
        const sizes = batch.map(() => new Float64Array(columns));
        const loose = batch.map(() => new Float64Array(columns));
        const finite = new Uint8Array(batch.length).fill(1);
        const [points, endless, unknown] = [0, 1, 2].map(() => new Int32Array(batch.length)) as [
          Int32Array,
          Int32Array,
          Int32Array,
        ];
        const atEdge = batch.map(() => new Map<number, Float64Array>());
        const rules = coarseRules(this.task.expansion.order.inner.length);
        const differences = batch.map(() => Array.from({ length: rules }, () => new Float64Array(columns)));
        const { massed } = this.summation.summed(all, (added, first, count) => {
          // The rows of a part stand together.
          for (let from = 0, to = 0; from < count; from = to) {
            const part = all.part?.[first + from] as number;
            while (to < count && all.part?.[first + to] === part) to++;
            const own = added.subarray(from * columns, to * columns);
            addUp(values[part] as Float64Array, sizes[part] as Float64Array, own);
            const kinds = kindsOf(own, columns);
            points[part] = (points[part] as number) + to - from;
            unknown[part] = (unknown[part] as number) + kinds.unknown;
            endless[part] = (endless[part] as number) + kinds.endless;
            if (kinds.unknown + kinds.endless > 0) finite[part] = 0;
            if (all.loose) addLoose(loose[part] as Float64Array, all.loose, first + from, own);
            addUpEdges(atEdge[part] as Map<number, Float64Array>, all.edges, first + from, own, columns);
            differences[part]?.forEach((sums, d) => {
              addDifferences(sums, all.weights, all.coarse[d] as Float64Array, first + from, own);
            });
          }
        });
        const parts = rowsByPart(massed, batch.length);
        batch.forEach((leaf, i) => {
          leaves.push({
            leaf,
            region,
            rows: parts[i] as Rows,
            values: values[i] as Float64Array,
            sizes: sizes[i] as Float64Array,
            errors: (differences[i] ?? []).map((list) =>
              list.map((x, k) => panelError(Math.abs(x), sizes[i]?.[k] as number)),
            ),
            loose: loose[i] as Float64Array,
            finite: finite[i] === 1,
            nowhere: nowhere(points[i] as number, endless[i] as number, unknown[i] as number),
            atEdge: atEdge[i] ?? new Map(),
          });
        });
      }
    }
    return leaves;
  }

  #rowsOf(rule: LeafRule, region: number, leaves: readonly Leaf[]): Rows {
    const { expansion } = this.task;
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
      const [least, most] = [panels[k]?.[0] as number, panels[k]?.at(-1) as number];
      const [lowBit, highBit] = [expansion.reach.bit(i, 'low'), expansion.reach.bit(i, 'high')];
      // The points of a leaf stand together.
      for (let p = 0, to = 0; p < count; p = to) {
        const index = points.leaf[p] as number;
        while (to < count && points.leaf[to] === index) to++;
        const leaf = leaves[index] as Leaf;
        const [low, high] = [leaf.low[k] as number, leaf.high[k] as number];
        const near = OUTERMOST * (high - low);
        if (low === least)
          for (let q = p; q < to; q++)
            if ((at[q] as number) - low < near) edges[q] = (edges[q] as number) | lowBit;
        if (high === most)
          for (let q = p; q < to; q++)
            if (high - (at[q] as number) < near) edges[q] = (edges[q] as number) | highBit;
      }
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

/** Where next to nothing is drawn, a value may be only too large for a float. */
function whyNowhere({ nowhere, rows }: Measured): Failure {
  const mass = rows.weights.reduce((sum, weight) => sum + weight, 0);
  return nowhere === 'infinite' && mass < 1e-100 ? 'tails' : (nowhere ?? 'nan');
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

/** Leaves that are evaluated together. */
const BATCH = 64;

/** Of a leaf's width: where the outermost of its points stands. */
const OUTERMOST = 0.005;

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

/** The dimension along which an error is largest. */
function worstDim({ errors, leaf }: Measured, column: number): number {
  return leaf.low.reduce(
    (worst, _, dim) =>
      (errors[dim]?.[column] as number) > (errors[worst]?.[column] as number) ? dim : worst,
    0,
  );
}
