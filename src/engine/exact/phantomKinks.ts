import type { ValueId } from '../ir/operations';
import { sizeOf } from '../ir/shape';
import type { Switch } from './analysis';
import type { Line } from './line';
import { search } from './rootSearch';
import { type Rows, selected } from './rows';
import type { Summation } from './summation';

/** Lines along which kinks are looked at. */
const SAMPLES = 24;
/** Steps around a kink at which what is integrated is looked at. */
const STEPS = [0.03, 0.015] as const;
/**
 * The order of the differences that are taken. A jump of the k-th derivative leaves 2^-k of them at half the step, a
 * smooth function 2^-8.
 */
const ORDER = 8;
const SMOOTH_RATIO = 0.01;

/**
 * Whether the integrand is smooth where operations have kinks, as far as looks tell: softmax, for instance, subtracts
 * the largest of several numbers and adds it again. Along lines through `panels`, high differences across each kink
 * are compared at two steps.
 */
export function arePhantoms(
  summation: Summation,
  first: Rows,
  row: number,
  lines: readonly Line[],
  panels: readonly (readonly number[])[],
  kinks: readonly Switch[],
): boolean {
  const { workspace, order, feeds } = summation.task.expansion;
  if (order.last.length > 0 || !workspace.scalar) return false;
  const sides = order.inner.map((i) => order.elements[i]?.ids[0] ?? -1);
  const others = new Map(
    summation.task.expansion
      .othersOf(order.inner)
      .map(
        ({ id }) =>
          [id, new Float64Array(SAMPLES).fill(summation.task.expansion.valueAt(first, row, id))] as const,
      ),
  );
  for (const { fns } of kinks)
    for (const fn of fns)
      for (let dim = 0; dim < lines.length; dim++) {
        const at = panels.map((edges, k) => places(edges, k));
        const own = panels[dim] ?? [];
        const roots = search(workspace.evaluatorOf(fn, feeds), sides, lines, {
          count: SAMPLES,
          dim: new Int32Array(SAMPLES).fill(dim),
          low: new Float64Array(SAMPLES).fill(own[0] ?? 0),
          high: new Float64Array(SAMPLES).fill(own.at(-1) ?? 0),
          level: new Float64Array(SAMPLES),
          at,
          others,
          counts: false,
        });
        if (!isSmoothAt(summation, first, row, lines, at, dim, roots)) return false;
      }
  return true;
}

/** Places in the middle panels, spread evenly (a Weyl sequence), another for every dimension. */
function places(edges: readonly number[], dim: number): Float64Array {
  const [low, high] = [edges[1] ?? 0, edges.at(-2) ?? 0];
  const step = Math.sqrt([2, 3, 5][dim] ?? 7) % 1;
  return Float64Array.from({ length: SAMPLES }, (_, i) => low + (high - low) * (((i + 0.5) * step) % 1));
}

/** Compares high differences of every root across the kinks that were found. */
function isSmoothAt(
  { task }: Summation,
  first: Rows,
  row: number,
  lines: readonly Line[],
  at: readonly Float64Array[],
  dim: number,
  roots: Float64Array,
): boolean {
  const found = [...roots.keys()].filter((i) => !Number.isNaN(roots[i]));
  const { expansion } = task;
  const places = range(ORDER + 1).map((j) => 1 - j);
  const offsets = STEPS.flatMap((step) => places.map((place) => step * place));
  const count = found.length * offsets.length;
  if (count === 0) return true;
  const values = selected(first.values, first.count, new Int32Array(count).fill(row));
  expansion.order.inner.forEach((i, k) => {
    const { value } = lines[k] as Line;
    const own = Float64Array.from({ length: count }, (_, p) => {
      const sample = found[Math.floor(p / offsets.length)] as number;
      const moved =
        k === dim ? (roots[sample] as number) + (offsets[p % offsets.length] as number) : undefined;
      return value(moved ?? (at[k]?.[sample] as number));
    });
    expansion.place(values, i, own);
  });
  const sizes = task.roots.map((id: ValueId) => sizeOf(expansion.open.instructions[id]?.shape ?? []));
  const table: number[][] = [];
  const { evaluator } = expansion.workspace;
  evaluator.evaluate(values, count, (columns, from, block) => {
    for (let i = 0; i < block; i++)
      table[from + i] = sizes.flatMap((size, r) => {
        const { data, stride } = columns[r] ?? { data: new Float64Array(size), stride: 0 };
        return Array.from(data.subarray(i * stride, i * stride + size));
      });
  });
  const signs = binomials(ORDER).map((own, j) => (j % 2 === 0 ? own : -own));
  return found.every((_, sample) => {
    const rows = table.slice(offsets.length * sample, offsets.length * (sample + 1));
    return (rows[0] ?? []).every((_value, k) => {
      const values = rows.map((row) => row[k] as number);
      const size = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const [wide = 0, narrow = 0] = STEPS.map((_step, i) =>
        signs.reduce((sum, sign, j) => sum + sign * (values[i * (ORDER + 1) + j] as number), 0),
      );
      return Number.isFinite(wide) && Math.abs(narrow) <= SMOOTH_RATIO * Math.abs(wide) + ROUNDING * size;
    });
  });
}

/** What rounding leaves of such a difference, of the size of what it is taken of. */
const ROUNDING = 2 ** ORDER * 4e-16;

function binomials(order: number): number[] {
  let row = [1];
  for (let n = 0; n < order; n++) row = range(n + 2).map((k) => (row[k - 1] ?? 0) + (row[k] ?? 0));
  return row;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
