import type { ValueId } from '../ir/operations';
import type { Feeds } from '../ir/program';
import type { Line } from './line';
import type { Searches } from './rootSearch';
import { MOST_LOOKED_AT, type RunningError } from './runningError';

/** Roots at which rounding is looked at; the others are taken to be known as well as these. */
const MOST_ROOTS = 4;
/** Shares of an interval over which a slope is taken: the first that rounding does not hide is used. */
const STEPS = [1e-6, 1e-3, 0.1] as const;
const EACH = 1 + 2 * STEPS.length;

/** How far rounding may move the place where a function passes its level. */
export function slackOf(
  evaluator: RunningError,
  feeds: Feeds,
  sides: readonly ValueId[],
  lines: readonly Line[],
  searches: Searches,
  roots: Float64Array,
): number {
  if (searches.counts) return 0;
  const found = Array.from(roots.keys()).filter((i) => !Number.isNaN(roots[i]));
  if (found.length === 0) return 0;
  const step = Math.max(1, found.length / MOST_ROOTS);
  const chosen = found
    .filter((_, j) => Math.floor(j / step) !== Math.floor((j - 1) / step))
    .slice(0, MOST_ROOTS);
  const own = Int32Array.from({ length: Math.min(MOST_LOOKED_AT, EACH * chosen.length) }, (_, k) => k);
  const place = (k: number) => {
    const i = chosen[Math.floor(k / EACH)] as number;
    return {
      i,
      t: steps(searches.low[i] as number, roots[i] as number, searches.high[i] as number)[k % EACH] as number,
    };
  };
  const given = new Map(
    sides.map((id, d) => {
      const { value } = lines[d] as Line;
      const at = Float64Array.from(own, (k) => {
        const { i, t } = place(k);
        return value(searches.dim[i] === d ? t : (searches.at[d]?.[i] as number));
      });
      return [id, at] as const;
    }),
  );
  for (const [id, values] of searches.others)
    given.set(
      id,
      Float64Array.from(own, (k) => values[place(k).i] as number),
    );
  const [column] = evaluator.at(own, feeds, given);
  if (!column) return 0;
  const { values, errors } = column;
  let slack = 0;
  chosen.forEach((i, c) => {
    const from = c * EACH;
    const valueAt = (k: number) => values.data[(from + k) * values.stride] as number;
    const error = errors.data[from * errors.stride] as number;
    const around = steps(searches.low[i] as number, roots[i] as number, searches.high[i] as number);
    slack = Math.max(slack, widthOf(error, around, valueAt));
  });
  return slack;
}

/** A place, then places below and above it, closest first. */
function steps(low: number, t: number, high: number): number[] {
  return [
    t,
    ...STEPS.flatMap((share) => [
      Math.max(low, t - share * (high - low)),
      Math.min(high, t + share * (high - low)),
    ]),
  ];
}

/** The width over which a function changes by its error. */
function widthOf(error: number, around: readonly number[], valueAt: (k: number) => number): number {
  if (error === 0) return 0;
  let width = 0;
  for (let s = 0; s < STEPS.length; s++) {
    const [below, above] = [1 + 2 * s, 2 + 2 * s];
    width = (around[above] as number) - (around[below] as number);
    const change = Math.abs(valueAt(above) - valueAt(below));
    if (change > 4 * error) return (error / change) * width;
  }
  return width;
}
