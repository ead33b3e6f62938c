import { GAUSS_KRONROD } from '../base/gaussKronrod';
import type { ValueId } from '../ir/operations';
import { sizeOf } from '../ir/shape';
import type { Bounded } from './bounded';
import type { Expansion } from './expansion';
import { coarseRules, LeafRule } from './leafPoints';
import type { Line } from './line';
import { type Leaf, Partition, type Scales } from './partition';
import { concatRows, type Rows, selected, sliceRows } from './rows';

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
  /** The trapezoidal rule's error falls with the square of the difference between two steps. */
  readonly rule: 'panels' | 'trapezoid' | 'none';
  /** Of the roots, element by element. */
  readonly means: readonly Bounded[];
}

/** Points evaluated before a task is given up. */
const MOST_EVALUATED = 6_000_000;
/** Share of an integral that may stand at the ends of what is summed over. */
const EDGE = 1e-12;

/** Sums over everything; see Task. */
export function integrate(task: Task): Integrated | { readonly failure: Failure } {
  for (;;) {
    const found = new Quadrature(task).run();
    if ('failure' in found) return found;
    const bits = found.standing;
    if (bits === 0) return found;
    if (!task.expansion.reach.move(bits)) return { failure: 'tails' };
    if (task.expired()) return { failure: 'time' };
  }
}

interface Run extends Integrated {
  /** Bits of the ends at which something still stands. */
  readonly standing: number;
}

interface Sums {
  /** By column: the integral of it, and of its size. */
  readonly values: Float64Array;
  readonly sizes: Float64Array;
  readonly standing: number;
  readonly finite: boolean;
}

class Quadrature {
  readonly #columns: number;
  #evaluated = 0;

  constructor(readonly task: Task) {
    const { open } = task.expansion;
    task.expansion.workspace.evaluator.feed(task.expansion.feeds);
    const own = task.roots.reduce((sum, id) => sum + sizeOf(open.instructions[id]?.shape ?? []), 0);
    this.#columns = task.squares ? 2 * own : own;
  }

  run(): Run | { readonly failure: Failure } {
    const { expansion } = this.task;
    const first = expansion.firstRows();
    if (!first) return { failure: 'rows' };
    const { inner } = expansion.order;
    if (inner.length === 0) {
      const rows = expansion.lastRows(first);
      if (!rows) return { failure: 'rows' };
      const { massed, sums } = this.summed(rows);
      if (!sums.finite) return { failure: this.#whyNot(massed) };
      const means = this.means(sums.values, sums.sizes, new Float64Array(this.#columns), rows.count);
      return {
        rows: massed,
        lost: new Float64Array(this.#columns),
        rule: 'none',
        standing: sums.standing,
        means,
      };
    }
    return new Inner(this, first).run();
  }

  /** The means of the roots, with what rounding of so many rows adds to their errors. */
  means(values: Float64Array, sizes: Float64Array, errors: Float64Array, count: number): Bounded[] {
    const own = this.task.squares ? values.length / 2 : values.length;
    return Array.from(values.subarray(0, own), (value, k) => ({
      value,
      error: (errors[k] as number) + roundingOf(count) * (sizes[k] as number),
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
            added[k] = own;
            if (squares) added[k + half] = own === 0 ? 0 : own * value;
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
    let standing = 0;
    for (const [bit, own] of atEdge)
      if (own.some((size, k) => size > EDGE * (sizes[k] as number))) standing |= 1 << bit;
    return { massed: { ...rows, weights, coarse }, sums: { values, sizes, standing, finite } };
  }

  /** Whether what is not finite is a number at all. */
  #whyNot(rows: Rows): Failure {
    let nan = false;
    this.summed(rows, (_row, added) => {
      nan ||= added.some(Number.isNaN);
    });
    return nan ? 'nan' : 'infinite';
  }
}

function countEdges(atEdge: Map<number, Float64Array>, edge: number, added: Float64Array): void {
  for (let bit = 0; bit < 30; bit++) {
    if (!(edge & (1 << bit))) continue;
    const own = atEdge.get(bit) ?? new Float64Array(added.length);
    for (let k = 0; k < own.length; k++) own[k] = (own[k] as number) + Math.abs(added[k] as number);
    atEdge.set(bit, own);
  }
}

const NO_COLUMN = { data: new Float64Array(1), stride: 0 };

/** One way to see that a leaf is not divided: it is the whole of a row of what comes first. */
interface Region {
  readonly row: number;
  readonly lines: readonly Line[];
  readonly panels: readonly (readonly number[])[];
}

/** Integrates over the continuous variables of every row of what comes first. */
class Inner {
  readonly #regions: readonly Region[];
  readonly #inner: readonly number[];

  constructor(
    readonly quadrature: Quadrature,
    readonly first: Rows,
  ) {
    const { expansion } = quadrature.task;
    this.#inner = expansion.order.inner;
    const { reach } = expansion;
    const few = this.#inner.length > 2;
    this.#regions = Array.from({ length: first.count }, (_, row): Region => {
      const lines = this.#inner.map((i) => expansion.lineAt(i, first, row));
      const panels = lines.map((line, k) =>
        reach.panels(this.#inner[k] as number, few ? line.fewPanels : line.panels, line.least, line.most),
      );
      return { row, lines, panels };
    });
  }

  run(): Run | { readonly failure: Failure } {
    const { task } = this.quadrature;
    const scout = this.#scout();
    if (scout) {
      const smooth = this.#trapezoid();
      if (smooth) return smooth;
    }
    return new Adaptive(this.quadrature, this.first, this.#regions, this.#scales(), task).run();
  }

  /** Whether nothing jumps, has a kink or is singular anywhere. */
  #scout(): boolean {
    const { expansion } = this.quadrature.task;
    const { scalar } = expansion.order;
    if (!scalar) return false;
    return this.#regions.every((region) => {
      const partition = partitionOf(
        this.quadrature,
        region,
        this.first,
        noScales(this.quadrature),
        () => false,
      );
      const ends = (side: 0 | -1) => region.panels.map((edges) => edges.at(side) as number);
      return partition.isSmooth(ends(0), ends(-1));
    });
  }

  /** Sizes of what is integrated, from a coarse grid. */
  #scales(): Float64Array {
    const count = [1, 48, 16, 10][this.#inner.length] ?? 8;
    const rows = this.quadrature.task.expansion.lastRows(this.#grid(this.#inner.map(() => count)));
    return rows ? this.quadrature.summed(rows).sums.sizes : new Float64Array(this.quadrature.columns);
  }

  /**
   * The trapezoidal rule along every line: its error falls geometrically with the number of points for analytic integrands that have
   * vanished at both ends (Trefethen and Weideman, SIAM Review 56(3), 2014). Every second point is the coarser rule. Undefined
   * where it does not settle.
   */
  #trapezoid(): Run | { readonly failure: Failure } | undefined {
    const { task } = this.quadrature;
    const dims = this.#inner.length;
    const most = [0, 20_000, 700, 110][dims] ?? 100;
    const start = [0, 80, 64, 40][dims] ?? 40;
    let counts: number[] = this.#inner.map((i, k) => {
      const base = task.expansion.sourceOf(i).kind === 'normal' ? start : 2 * start;
      // Panels that were added need their own points.
      const region = this.#regions[0];
      const panels = region?.panels[k] ?? [];
      const own = region?.lines[k]?.panels ?? panels;
      const longer = ((panels.at(-1) ?? 1) - (panels[0] ?? 0)) / ((own.at(-1) ?? 1) - (own[0] ?? 0));
      return 2 * Math.ceil((base * Math.max(1, longer)) / 2);
    });
    for (;;) {
      if (task.expired()) return { failure: 'time' };
      if (counts.some((count) => count > most)) return undefined;
      const rows = task.expansion.lastRows(this.#grid(counts));
      if (!rows) return undefined;
      const { columns } = this.quadrature;
      const differences = Array.from({ length: coarseRules(dims) }, () => new Float64Array(columns));
      const { massed, sums } = this.quadrature.summed(rows, (row, added) => {
        for (let d = 0; d < differences.length; d++) addTo(differences[d], added, shareBeyond(rows, row, d));
      });
      if (!sums.finite) return undefined;
      if (sums.standing !== 0)
        return {
          rows: massed,
          lost: new Float64Array(columns),
          rule: 'trapezoid',
          standing: sums.standing,
          means: [],
        };
      const worst = differences.map((own) =>
        own.reduce((most, x, k) => {
          const size = sums.sizes[k] as number;
          return size > 0 ? Math.max(most, trapezoidError(Math.abs(x), size) / size) : most;
        }, 0),
      );
      const paces = this.#paces(sums.sizes);
      // Where all together are off and none by itself, all are refined.
      const unsettled = (k: number) => (worst[k] as number) > task.relative / 2;
      const together = unsettled(worst.length - 1) && !counts.some((_, k) => unsettled(k));
      const finer = counts.map((count, k) => {
        const step = this.#longest(k) / count;
        const slow = step * (paces[k] as number) <= MOST_PACE_STEP;
        return slow && !together && !unsettled(k) ? count : 2 * count;
      });
      if (finer.every((count, k) => count === counts[k]))
        return {
          rows: massed,
          lost: new Float64Array(columns),
          rule: 'trapezoid',
          standing: 0,
          means: this.quadrature.means(
            sums.values,
            sums.sizes,
            summedErrors(differences, sums.sizes),
            rows.count,
          ),
        };
      counts = finer;
    }
  }

  #longest(k: number): number {
    return Math.max(...this.#regions.map(({ panels }) => (panels[k]?.at(-1) ?? 0) - (panels[k]?.[0] ?? 0)));
  }

  /** How fast an operation changes along every line where it matters. */
  #paces(sizes: Float64Array): number[] {
    const paces = this.#inner.map(() => 0);
    for (const region of this.#regions) {
      const partition = partitionOf(this.quadrature, region, this.first, sizes, () => false);
      for (const { low, high } of boxesOf(region.panels))
        partition.pacesOf(low, high).forEach((pace, k) => {
          paces[k] = Math.max(paces[k] as number, pace);
        });
    }
    return paces;
  }

  /** Midpoints of `counts` equal steps along every line, in every row of what comes first. */
  #grid(counts: readonly number[]): Rows {
    const { reach } = this.quadrature.task.expansion;
    const each = counts.reduce((product, count) => product * count, 1);
    const count = each * this.first.count;
    const from = Int32Array.from({ length: count }, (_, i) => Math.floor(i / each));
    const values = selected(this.first.values, this.first.count, from);
    const weights = Float64Array.from(from, (row) => this.first.weights[row] as number);
    const coarse = Array.from({ length: coarseRules(counts.length) }, () => weights.slice());
    const edges = Int32Array.from(from, (row) => this.first.edges[row] as number);
    let stride = each;
    for (const [k, own] of counts.entries()) {
      stride /= own;
      const at = new Float64Array(count);
      for (let i = 0; i < count; i++) {
        const { lines, panels } = this.#regions[from[i] as number] as Region;
        const line = lines[k] as Line;
        const [low, high] = [panels[k]?.[0] as number, panels[k]?.at(-1) as number];
        const step = Math.floor(i / stride) % own;
        const h = (high - low) / own;
        const t = low + (step + 0.5) * h;
        at[i] = line.value(t);
        const weight = h * line.density(t);
        weights[i] = (weights[i] as number) * weight;
        coarse.forEach((list, d) => {
          const rough = d === k || d === counts.length;
          list[i] = (list[i] as number) * (rough ? (step % 2 === 0 ? 2 * weight : 0) : weight);
        });
        if (step === 0) edges[i] = (edges[i] as number) | reach.bit(this.#inner[k] as number, 'low');
        if (step === own - 1) edges[i] = (edges[i] as number) | reach.bit(this.#inner[k] as number, 'high');
      }
      this.quadrature.task.expansion.place(values, this.#inner[k] as number, at);
    }
    return { count, weights, coarse, part: undefined, edges, values };
  }
}

function summedErrors(differences: readonly Float64Array[], sizes: Float64Array): Float64Array {
  return sizes.map((size, k) =>
    size === 0
      ? 0
      : differences.reduce((sum, own) => sum + trapezoidError(Math.abs(own[k] as number), size), 0),
  );
}

/** What adding up so many rows may be off by, of what their sizes add up to. */
export function roundingOf(count: number): number {
  return 2e-15 * Math.sqrt(count + 1);
}

/** Radians or e-folds from one point of the trapezoidal rule to the next. */
const MOST_PACE_STEP = 1.5;

/** The error of a trapezoidal rule, from its difference to every second point: it falls with the square, told with a margin. */
export function trapezoidError(difference: number, size: number): number {
  return difference * Math.min(1, (30 * difference) / size);
}

/**
 * The error of Kronrod's rule from its difference to Gauss's: of an analytic integrand it falls with the power 23 / 14 of it, and is told
 * with a margin; of others it is less than the difference.
 */
export function panelError(difference: number, size: number): number {
  if (size === 0) return 0;
  return Math.min(difference, 30 * size * (difference / size) ** 1.5);
}

function noScales({ columns }: Quadrature): Float64Array {
  return new Float64Array(columns);
}

function boxesOf(panels: readonly (readonly number[])[]): { low: number[]; high: number[] }[] {
  let boxes: { low: number[]; high: number[] }[] = [{ low: [], high: [] }];
  for (const edges of panels)
    boxes = boxes.flatMap(({ low, high }) =>
      edges.slice(1).map((to, i) => ({ low: [...low, edges[i] as number], high: [...high, to] })),
    );
  return boxes;
}

function partitionOf(
  { task, columns }: Quadrature,
  { row, lines }: Region,
  first: Rows,
  sizes: Float64Array,
  expired: () => boolean,
): Partition {
  const { expansion, squares } = task;
  const { inner, last } = expansion.order;
  const roots = squares ? columns / 2 : columns;
  const scales: Scales = {
    first: sizes.subarray(0, roots),
    second: squares ? sizes.subarray(roots) : undefined,
    everything: task.everything,
  };
  const partition = new Partition(expansion.workspace, row + 1, inner, lines, roots, scales, expired);
  const late = new Set(last);
  partition.prepare(
    expansion.feeds,
    expansion.othersOf(inner).map(({ id, element }) => {
      if (!late.has(element)) {
        const value = expansion.valueAt(first, row, id);
        return [id, value, value] as const;
      }
      return [id, ...rangeOf(expansion, element)] as const;
    }),
    ({ deciders }) => [...deciders].every((element) => !late.has(element)),
  );
  return partition;
}

/** All values that an element which is summed over last may take. */
function rangeOf(expansion: Expansion, element: number): readonly [number, number] {
  const source = expansion.sourceOf(element);
  return [source.kind === 'draw' ? 0 : Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
}

interface Measured {
  readonly leaf: Leaf;
  readonly region: number;
  readonly rows: Rows;
  readonly values: Float64Array;
  readonly sizes: Float64Array;
  /** By dimension, then by column. */
  readonly errors: readonly Float64Array[];
  readonly finite: boolean;
}

/** Leaves divided until the error of every column is small enough. */
class Adaptive {
  readonly #partitions: Partition[];
  readonly #rules: LeafRule[];

  constructor(
    readonly quadrature: Quadrature,
    readonly first: Rows,
    readonly regions: readonly Region[],
    readonly sizes: Float64Array,
    readonly task: Task,
  ) {
    const { expansion, expired } = task;
    const { inner, scalar } = expansion.order;
    if (!scalar) throw new Error('nothing continuous is known');
    this.#partitions = regions.map((region) => partitionOf(quadrature, region, first, sizes, expired));
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
    const { columns } = this.quadrature;
    let standing = 0;
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
      if (this.quadrature.evaluated + each * todo.length > MOST_EVALUATED) return { failure: 'rough' };
      const measured = this.#measure(todo);
      if (!measured) return { failure: this.task.expired() ? 'time' : 'rows' };
      standing |= measured.standing;
      leaves = [...leaves, ...measured.leaves];
      if (standing !== 0) break;
      if (this.task.expired()) failure = 'time';
      if (this.quadrature.evaluated > MOST_EVALUATED || this.#partitions.some(({ exhausted }) => exhausted))
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
    return { rows, lost, rule: 'panels', standing, means: this.#means(leaves, lost) };
  }

  #means(leaves: readonly Measured[], lost: Float64Array): Bounded[] {
    const { columns } = this.quadrature;
    const [values, sizes] = [new Float64Array(columns), new Float64Array(columns)];
    const errors = lost.slice();
    let count = 0;
    for (const own of leaves) {
      addTo(values, own.values, 1);
      addTo(sizes, own.sizes, 1);
      for (const list of own.errors) addTo(errors, list, 1);
      count += own.rows.count;
    }
    return this.quadrature.means(values, sizes, errors, count);
  }

  /** The leaves whose share of an error is too large, each with the dimension along which it is. */
  #toDivide(
    leaves: readonly Measured[],
  ):
    | { readonly kind: 'divide'; readonly leaves: Map<Measured, number> }
    | { readonly kind: 'failure'; readonly failure: Failure } {
    const { columns } = this.quadrature;
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

  #measure(
    todo: readonly { readonly leaf: Leaf; readonly region: number }[],
  ): { readonly leaves: Measured[]; readonly standing: number } | undefined {
    const { columns } = this.quadrature;
    const leaves: Measured[] = [];
    let standing = 0;
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
        const finite = new Uint8Array(batch.length).fill(1);
        const rules = coarseRules(this.task.expansion.order.inner.length);
        const differences = batch.map(() => Array.from({ length: rules }, () => new Float64Array(columns)));
        const { massed, sums } = this.quadrature.summed(all, (row, added) => {
          const part = all.part?.[row] as number;
          const size = sizes[part] as Float64Array;
          for (let k = 0; k < columns; k++) {
            const own = added[k] as number;
            if (!Number.isFinite(own)) finite[part] = 0;
            size[k] = (size[k] as number) + Math.abs(own);
          }
          addTo(values[part], added, 1);
          const own = differences[part] as Float64Array[];
          for (let d = 0; d < own.length; d++) addTo(own[d], added, shareBeyond(all, row, d));
        });
        standing |= sums.standing;
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
            finite: finite[i] === 1,
          });
        });
      }
    }
    return { leaves, standing };
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
      expansion.place(values, i, Float64Array.from(at, line.value));
      const [least, most] = [panels[k]?.[0] as number, panels[k]?.at(-1) as number];
      for (let p = 0; p < count; p++) {
        const leaf = leaves[points.leaf[p] as number] as Leaf;
        const [low, high] = [leaf.low[k] as number, leaf.high[k] as number];
        const near = OUTERMOST * (high - low);
        if (low === least && (at[p] as number) - low < near)
          edges[p] = (edges[p] as number) | expansion.reach.bit(i, 'low');
        if (high === most && high - (at[p] as number) < near)
          edges[p] = (edges[p] as number) | expansion.reach.bit(i, 'high');
      }
    });
    return {
      count,
      weights: points.weights.map((w) => w * weight),
      coarse: points.coarse.map((list) => list.map((w) => w * weight)),
      part: points.leaf,
      edges,
      values,
    };
  }
}

function addTo(sums: Float64Array | undefined, added: Float64Array, factor: number): void {
  if (!sums || factor === 0) return;
  for (let k = 0; k < sums.length; k++) sums[k] = (sums[k] as number) + factor * (added[k] as number);
}

/** The share of what a row adds that the rule coarser along a dimension leaves out. */
function shareBeyond({ weights, coarse }: Rows, row: number, dim: number): number {
  const weight = weights[row] as number;
  return weight === 0 ? 0 : 1 - (coarse[dim]?.[row] as number) / weight;
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

function isDivisible({ low, high }: Leaf, dim: number): boolean {
  const [from, to] = [low[dim] as number, high[dim] as number];
  return to - from > 1e-13 * Math.max(1e-2, Math.abs(from), Math.abs(to));
}

function widestDim(leaf: Leaf): number | undefined {
  let best: number | undefined;
  let width = 0;
  leaf.low.forEach((from, k) => {
    const own = (leaf.high[k] as number) - from;
    if (own > width && isDivisible(leaf, k)) {
      width = own;
      best = k;
    }
  });
  return best;
}

function halved({ low, high }: Leaf, dim: number): { low: number[]; high: number[] }[] {
  const middle = ((low[dim] as number) + (high[dim] as number)) / 2;
  const half = (ends: readonly number[]) => ends.map((t, k) => (k === dim ? middle : t));
  return [
    { low: [...low], high: half(high) },
    { low: half(low), high: [...high] },
  ];
}
