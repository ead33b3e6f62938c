/**
 * Distances from a border, relative to the length of its piece and to where it lies. The first stands for the border,
 * but not on it: what differs there alone, as x == 0 does, is no jump.
 */
export const DISTANCES = [2e-15, 1e-13, 1e-12, 1e-11, 1e-6];

/** Relative differences below this are taken for rounding. */
const ROUNDING = 1e-11;
/** How much larger a jump is than what happens on one side, a trillionth of the way from it. */
const CLEARLY = 20;

/**
 * Whether a function jumps between the two sides of a border, by its values at `DISTANCES`, left and right by turns. It
 * meets itself where the difference vanishes as the border comes near; nothing can be said where it is not finite on
 * either side.
 */
export function jumpsAt(values: readonly number[]): 'jumps' | 'meets' | undefined {
  const [left = Number.NaN, right = Number.NaN] = values;
  if (Number.isNaN(left) || Number.isNaN(right)) return undefined;
  if (!Number.isFinite(left) || !Number.isFinite(right))
    return Number.isFinite(left) || Number.isFinite(right) ? 'jumps' : undefined;
  const gap = Math.abs(right - left);
  const scale = Math.max(...values.map(Math.abs).filter(Number.isFinite));
  if (gap <= ROUNDING * scale) return 'meets';
  const changes = values.slice(2).map((value, i) => Math.abs(value - (i % 2 === 0 ? left : right)));
  const [near, far] = [Math.max(...changes.slice(0, 6)), Math.max(...changes)];
  // A function without bounds at the border comes no nearer to itself.
  return gap > CLEARLY * near || gap >= far ? 'jumps' : 'meets';
}
