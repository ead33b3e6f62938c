import type { ValueId } from '../ir/operations';
import { sizeOf } from '../ir/shape';
import type { Switch } from './analysis';
import type { Line } from './line';
import { search } from './rootSearch';
import { type Rows, selected } from './rows';
import type { Summation } from './summation';

/** Lines along which kinks are looked at. */
const SAMPLES = 24;
/** Distance from a kink at which what is integrated is looked at. */
const NEAR = 1e-4;
/** Of second differences at half the distance to those at the whole: a quarter where all is smooth, a half at a kink. */
const SMOOTH_RATIO = 0.32;

/**
 * Whether what is integrated is smooth where operations have kinks, as far as it is looked at: the largest of several numbers that a softmax
 * takes off, for instance, is added again. Along lines through `panels` second differences are compared on both sides of each kink.
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

/** Second differences of every root around the kinks that were found, at two distances. */
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
  const offsets = [-1, -0.5, 0, 0.5, 1];
  const count = found.length * offsets.length;
  if (count === 0) return true;
  const values = selected(first.values, first.count, new Int32Array(count).fill(row));
  expansion.order.inner.forEach((i, k) => {
    const { value } = lines[k] as Line;
    const own = Float64Array.from({ length: count }, (_, p) => {
      const sample = found[Math.floor(p / offsets.length)] as number;
      const moved =
        k === dim ? (roots[sample] as number) + NEAR * (offsets[p % offsets.length] as number) : undefined;
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
  return found.every((_, sample) => {
    const [a = [], b = [], c = [], d = [], e = []] = table.slice(5 * sample, 5 * sample + 5);
    return c.every((middle, k) => {
      const wide = (a[k] ?? 0) - 2 * middle + (e[k] ?? 0);
      const narrow = (b[k] ?? 0) - 2 * middle + (d[k] ?? 0);
      const noise = 1e-14 * (Math.abs(middle) + Math.abs(a[k] ?? 0) + Math.abs(e[k] ?? 0));
      return Number.isFinite(wide) && Math.abs(narrow) <= SMOOTH_RATIO * Math.abs(wide) + noise;
    });
  });
}
