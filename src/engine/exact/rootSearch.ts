import type { RowEvaluator } from '../executors/reference/evaluateRows';
import type { ValueId } from '../ir/operations';
import type { Line } from './line';

/** Many searches for the place along a line where one function of a program passes a level. */
export interface Searches {
  readonly count: number;
  /** Dimension along which each looks. */
  readonly dim: Int32Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly level: Float64Array;
  /** By dimension: the coordinates that stay. */
  readonly at: readonly Float64Array[];
  /** Values of everything else that the function reads. */
  readonly others: ReadonlyMap<ValueId, Float64Array>;
  /** Whether the function is a count, which jumps by itself. */
  readonly counts: boolean;
}

/** Steps, where secants do not close in before; halvings alone need 60. */
const MOST_STEPS = 80;
/** Of a coordinate: closer nothing can be told. */
const CLOSE = 4e-16;

/**
 * Where each function passes its level, NaN where it is on the same side at both ends. It is passed once at most. Regula falsi with the end
 * that stays halved in weight (the Illinois method; Dowell and Jarratt, BIT 11, 1971), every third step a halving, for counts all of
 * them.
 */
export function search(
  evaluator: RowEvaluator,
  sides: readonly ValueId[],
  lines: readonly Line[],
  searches: Searches,
): Float64Array {
  const { count, low, high, dim, level, counts } = searches;
  const all = Int32Array.from({ length: count }, (_, i) => i);
  const evaluate = evaluation(evaluator, sides, lines, searches);
  const [atLow, atHigh] = [evaluate(all, low), evaluate(all, high)];
  const roots = new Float64Array(count).fill(Number.NaN);
  const from = low.slice();
  const to = high.slice();
  const last = new Float64Array(count).fill(Number.NaN);
  const stayed = new Int8Array(count);
  const places = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    atLow[i] = (atLow[i] as number) - (level[i] as number);
    atHigh[i] = (atHigh[i] as number) - (level[i] as number);
  }
  let open = all.filter((i) => (atLow[i] as number) < 0 !== (atHigh[i] as number) < 0);
  for (let step = 0; step < MOST_STEPS && open.length > 0; step++) {
    for (const i of open) places[i] = placeOf(i, step);
    const values = evaluate(open, places);
    open.forEach((i, k) => {
      move(i, (values[k] as number) - (level[i] as number));
    });
    open = open.filter((i) => Number.isNaN(roots[i]));
  }
  for (const i of open) roots[i] = ((from[i] as number) + (to[i] as number)) / 2;
  return roots;

  function placeOf(i: number, step: number): number {
    const [a, b, fa, fb] = [from[i], to[i], atLow[i], atHigh[i]] as [number, number, number, number];
    const middle = a + (b - a) / 2;
    if (counts || step % 3 === 2 || !Number.isFinite(fb - fa)) return middle;
    const t = a - (fa * (b - a)) / (fb - fa);
    return t > a && t < b ? t : middle;
  }

  function move(i: number, value: number): void {
    const t = places[i] as number;
    const scale = CLOSE * Math.max(1e-3, Math.abs(t));
    if (value === 0 || (!counts && Math.abs(t - (last[i] as number)) <= scale)) {
      roots[i] = t;
      return;
    }
    last[i] = t;
    const side = value < 0 === (atLow[i] as number) < 0 ? -1 : 1;
    if (side < 0) {
      from[i] = t;
      atLow[i] = value;
      if (stayed[i] === side) atHigh[i] = (atHigh[i] as number) / 2;
    } else {
      to[i] = t;
      atHigh[i] = value;
      if (stayed[i] === side) atLow[i] = (atLow[i] as number) / 2;
    }
    stayed[i] = side;
    if ((to[i] as number) - (from[i] as number) <= scale)
      roots[i] = ((from[i] as number) + (to[i] as number)) / 2;
  }

  /** Values of the function with each search at a place along its dimension. */
  function evaluation(of: RowEvaluator, ids: readonly ValueId[], along: readonly Line[], own: Searches) {
    return (which: Int32Array, place: Float64Array): Float64Array => {
      const given = new Map<ValueId, Float64Array>();
      ids.forEach((id, k) => {
        const { value } = along[k] as Line;
        const fixed = own.at[k] as Float64Array;
        const column = new Float64Array(which.length);
        for (let j = 0; j < which.length; j++) {
          const i = which[j] as number;
          column[j] = value(dim[i] === k ? (place[i] as number) : (fixed[i] as number));
        }
        given.set(id, column);
      });
      for (const [id, values] of own.others)
        given.set(
          id,
          Float64Array.from(which, (i) => values[i] as number),
        );
      const out = new Float64Array(which.length);
      of.evaluate(given, which.length, ([column], first, block) => {
        if (!column) return;
        const { data, stride } = column;
        for (let j = 0; j < block; j++) out[first + j] = data[j * stride] as number;
      });
      return out;
    };
  }
}
