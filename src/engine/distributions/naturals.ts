import type { Builder, Value } from '../ir/builder';

/** What the distributions on 0, 1, 2, ... share. */

/**
 * log of the mass that enumeration leaves out on either side, where it is not told otherwise: well below the 1e-12 that
 * the exact modes allow.
 */
export const LOG_LEFT_OUT = Math.log(1e-14);

/** No exact mode can use more points than this. */
export const MOST_POINTS = 4_000_000;

/** 1 where x is 0, 1, 2, ..., else 0. */
export function isNatural(b: Builder, x: Value): Value {
  return b.mul(b.le(0, x), b.eq(x, b.floor(x)));
}

/**
 * The draws around `mode` whose log mass is no less than about `leftOut`, of a law whose log mass is concave in k and
 * defined from `least` to `most`. Where they are more than MOST_POINTS, an array of that length that holds no useful
 * draws: whoever asks must refuse so many.
 */
export function naturalsWithin(
  logMass: (k: number) => number,
  mode: number,
  leftOut: number,
  [least, most]: readonly [number, number],
): readonly (readonly number[])[] {
  const from = lastWithin((k) => logMass(mode - k) >= leftOut, mode - least);
  const to = lastWithin((k) => logMass(mode + k) >= leftOut, most - mode);
  const count = from + to + 1;
  if (!(count <= MOST_POINTS)) return new Array<readonly number[]>(MOST_POINTS).fill([mode]);
  return Array.from({ length: count }, (_, i) => [mode - from + i]);
}

/** The last step that holds, of steps that hold up to one and not beyond; `most` where all do. */
function lastWithin(holds: (step: number) => boolean, most: number): number {
  let [low, high] = [0, 1];
  while (high < most && holds(high)) [low, high] = [high, 2 * high];
  high = Math.min(high, most);
  if (holds(high)) return high;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}
