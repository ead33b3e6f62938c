import type { Builder, Value } from '../ir/builder';

/** What the distributions on 0, 1, 2, ... share. */

/** Mass that enumeration may leave out on either side; together well below the 1e-12 that the exact modes allow. */
export const LEFT_OUT = 1e-14;

/** No exact mode can use more points than this. */
export const MOST_POINTS = 4_000_000;

/** 1 where x is 0, 1, 2, ..., else 0. */
export function isNatural(b: Builder, x: Value): Value {
  return b.mul(b.le(0, x), b.eq(x, b.floor(x)));
}

/**
 * The draws `from` to `to`. Where they are more than MOST_POINTS, an array of that length that holds no useful
 * draws: whoever asks must refuse so many.
 */
export function naturalsBetween(from: number, to: number): readonly (readonly number[])[] {
  const count = to - from + 1;
  if (!(count <= MOST_POINTS)) return new Array<readonly number[]>(MOST_POINTS).fill([from]);
  return Array.from({ length: count }, (_, i) => [from + i]);
}
