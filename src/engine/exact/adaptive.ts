import { GAUSS_KRONROD } from '../base/gaussKronrod';
import { addTo } from './addUp';
import { halved, isDivisible, isRegion, widestDim } from './leaf';
import { LeafMeter, type Measured, type Placed } from './leafMeter';
import { Partition } from './partition';
import { boxesOf, enclosedBoxesOf, type Region } from './region';
import { concatRows, type Rows } from './rows';
import { type Failure, type Run, type Summation, standingAt, type Task } from './summation';

/** Points evaluated before a task is given up. */
const MOST_EVALUATED = 6_000_000;

/** Divides leaves until the error of every column is small enough. */
export class Adaptive {
  readonly #partitions: Partition[];
  readonly #meter: LeafMeter;

  constructor(
    readonly summation: Summation,
    readonly first: Rows,
    readonly regions: readonly Region[],
    readonly sizes: Float64Array,
    readonly task: Task,
  ) {
    const { expansion, expired } = task;
    if (!expansion.order.scalar) throw new Error('nothing continuous is known');
    this.#partitions = regions.map(
      (region) => new Partition(enclosedBoxesOf(summation, region, first, sizes, 'lasting'), expired),
    );
    this.#meter = new LeafMeter(summation, first, regions);
  }

  run(): Run | { readonly failure: Failure } {
    const { columns } = this.summation;
    let leaves: Measured[] = [];
    let todo: Placed[] = this.regions.flatMap(({ panels }, region) =>
      boxesOf(panels).flatMap(({ low, high }) =>
        (this.#partitions[region] as Partition).divide(low, high).map((leaf) => ({ leaf, region })),
      ),
    );
    let failure: Failure | undefined;
    for (;;) {
      const each = GAUSS_KRONROD.points.length ** this.task.expansion.order.inner.length;
      if (this.summation.evaluated + each * todo.length > MOST_EVALUATED) return { failure: 'rough' };
      const measured = this.#meter.measure(todo);
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

  /** What the outermost points of all leaves add up to, by end. */
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
        // Not finite at a point alone can be divided away; in a whole region it cannot.
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
}

/** Infinite values where next to no mass lies may only be too large for a float: then the tails are named. */
function whyNowhere({ nowhere, rows }: Measured): Failure {
  const mass = rows.weights.reduce((sum, weight) => sum + weight, 0);
  return nowhere === 'infinite' && mass < 1e-100 ? 'tails' : (nowhere ?? 'nan');
}

/** The dimension along which an error is largest. */
function worstDim({ errors, leaf }: Measured, column: number): number {
  return leaf.low.reduce(
    (worst, _, dim) =>
      (errors[dim]?.[column] as number) > (errors[worst]?.[column] as number) ? dim : worst,
    0,
  );
}
