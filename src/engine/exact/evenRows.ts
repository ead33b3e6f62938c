import type { Expansion } from './expansion';
import { coarseRules } from './leafPoints';
import type { Line } from './line';
import type { Region } from './region';
import { type Rows, selected } from './rows';

/**
 * Where in its step a point lies. It is no simple fraction: points in the middle of their steps would give an even
 * function the same integral as every second of them, and the two rules would agree by accident.
 */
const PLACE = (3 - Math.sqrt(5)) / 2;

/** One line's points with their weights. */
interface Axis {
  readonly at: Float64Array;
  readonly weights: Float64Array;
}

/** A point in each of `counts` equal steps along every line of `regions`, in every row of what comes first. */
export function evenRows(
  expansion: Expansion,
  first: Rows,
  regions: readonly Region[],
  counts: readonly number[],
): Rows {
  const { inner } = expansion.order;
  const each = counts.reduce((product, count) => product * count, 1);
  const count = each * first.count;
  const from = new Int32Array(count);
  const edges = new Int32Array(count);
  const weights = new Float64Array(count);
  for (let row = 0; row < first.count; row++) {
    const [start, end] = [row * each, (row + 1) * each];
    from.fill(row, start, end);
    edges.fill(first.edges[row] as number, start, end);
    weights.fill(first.weights[row] as number, start, end);
  }
  const loose = first.loose && Float64Array.from(from, (row) => first.loose?.[row] as number);
  const values = selected(first.values, first.count, from);
  const coarse = Array.from({ length: coarseRules(counts.length) }, () => new Float64Array(count).fill(1));
  let stride = each;
  for (const [k, own] of counts.entries()) {
    stride /= own;
    const place = inner[k] as number;
    const ends = [expansion.reach.bit(place, 'low'), expansion.reach.bit(place, 'high')] as const;
    const at = new Float64Array(count);
    for (const [region, { lines, panels }] of regions.entries()) {
      const edge = panels[k] ?? [];
      const axis = axisOf(lines[k] as Line, edge[0] as number, edge.at(-1) as number, own);
      const end = (region + 1) * each;
      for (let i = region * each, step = 0; i < end; step = step + 1 === own ? 0 : step + 1) {
        const bits = (step === 0 ? ends[0] : 0) | (step === own - 1 ? ends[1] : 0);
        const [t, weight] = [axis.at[step] as number, axis.weights[step] as number];
        for (const to = i + stride; i < to; i++) {
          at[i] = t;
          edges[i] = (edges[i] as number) | bits;
          weights[i] = (weights[i] as number) * weight;
        }
      }
    }
    expansion.place(values, place, at);
    everySecond(coarse[k] as Float64Array, stride, own);
    if (coarse.length > counts.length) everySecond(coarse.at(-1) as Float64Array, stride, own);
  }
  return { count, weights, coarse, part: undefined, loose, edges, values };
}

function axisOf(line: Line, low: number, high: number, count: number): Axis {
  const h = (high - low) / count;
  const places = Float64Array.from({ length: count }, (_, step) => low + (step + PLACE) * h);
  return { at: places.map(line.value), weights: places.map((t) => h * line.density(t)) };
}

/**
 * Multiplies in a rule that leaves out every second of `count` steps, each of `stride` rows, and doubles the others.
 */
function everySecond(ratios: Float64Array, stride: number, count: number): void {
  for (let i = 0, step = 0; i < ratios.length; step = step + 1 === count ? 0 : step + 1) {
    const ratio = step % 2 === 0 ? 2 : 0;
    for (const to = i + stride; i < to; i++) ratios[i] = (ratios[i] as number) * ratio;
  }
}
