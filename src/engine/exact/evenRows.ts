import type { Expansion } from './expansion';
import { coarseRules } from './leafPoints';
import type { Line } from './line';
import type { Region } from './region';
import { type Rows, selected } from './rows';

/**
 * Where in its step a point lies: at no simple fraction, for of an even function points halfway in their steps give the same with every
 * second of them, and two rules would agree by accident.
 */
const PLACE = (3 - Math.sqrt(5)) / 2;

/** One line's points. */
interface Axis {
  readonly at: Float64Array;
  /** By rule: the fine one, then the coarser ones. */
  readonly weights: readonly Float64Array[];
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
  const rules = coarseRules(counts.length) + 1;
  const from = new Int32Array(count);
  const edges = new Int32Array(count);
  const weights = new Float64Array(count);
  for (let row = 0; row < first.count; row++) {
    const [start, end] = [row * each, (row + 1) * each];
    from.fill(row, start, end);
    edges.fill(first.edges[row] as number, start, end);
    weights.fill(first.weights[row] as number, start, end);
  }
  const values = selected(first.values, first.count, from);
  const byRule = [weights, ...Array.from({ length: rules - 1 }, () => weights.slice())];
  let stride = each;
  for (const [k, own] of counts.entries()) {
    stride /= own;
    const place = inner[k] as number;
    const ends = [expansion.reach.bit(place, 'low'), expansion.reach.bit(place, 'high')] as const;
    const at = new Float64Array(count);
    regions.forEach(({ lines, panels }, region) => {
      const edge = panels[k] ?? [];
      const axis = axisOf(lines[k] as Line, edge[0] as number, edge.at(-1) as number, own, k, rules);
      const end = (region + 1) * each;
      for (let i = region * each, step = 0; i < end; step = step + 1 === own ? 0 : step + 1) {
        const bits = (step === 0 ? ends[0] : 0) | (step === own - 1 ? ends[1] : 0);
        for (const to = i + stride; i < to; i++) {
          at[i] = axis.at[step] as number;
          edges[i] = (edges[i] as number) | bits;
          for (let rule = 0; rule < rules; rule++) {
            const list = byRule[rule] as Float64Array;
            list[i] = (list[i] as number) * ((axis.weights[rule] as Float64Array)[step] as number);
          }
        }
      }
    });
    expansion.place(values, place, at);
  }
  return { count, weights, coarse: byRule.slice(1), part: undefined, edges, values };
}

/** Rules after the fine one: of every second point along each line, then along all of them if there are several. */
function axisOf(line: Line, low: number, high: number, count: number, k: number, rules: number): Axis {
  const h = (high - low) / count;
  const places = Float64Array.from({ length: count }, (_, step) => low + (step + PLACE) * h);
  const fine = places.map((t) => h * line.density(t));
  const weights = Array.from({ length: rules }, (_, rule) => {
    const coarse = rule - 1;
    const every = rule > 0 && (coarse === k || rule === rules - 1) ? 2 : 1;
    return fine.map((weight, step) => (step % every === 0 ? every * weight : 0));
  });
  return { at: places.map(line.value), weights };
}
