import type { ValueId } from '../ir/operations';

/** A place where what is integrated jumps: where `fn` passes `level`, with the coordinates `at` held there. */
export interface Cut {
  readonly fn: ValueId;
  readonly level: number;
  /** A count that jumps by itself is searched by halving. */
  readonly counts: boolean;
  readonly at: readonly (number | undefined)[];
}

/** One dimension of a leaf: along it every cut is passed once at most, whatever the outer coordinates are. */
export interface Stage {
  readonly dim: number;
  readonly cuts: readonly Cut[];
}

/** A box with the order in which it is integrated, the outermost dimension first. */
export interface Leaf {
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly stages: readonly Stage[];
}

/** Known sizes of what is integrated, by root: of it, and of its square where that is integrated too. */
export interface Scales {
  readonly first: Float64Array;
  readonly second: Float64Array | undefined;
  /** Whether no box may be left out for what the roots are there: other numbers from outside may change that. */
  readonly everything: boolean;
}

/** Whether a leaf is wider than what may be put down to a single point. */
export function isRegion({ low, high }: Leaf): boolean {
  return low.every((from, k) => (high[k] as number) - from > 1e-6);
}

/** Whether floats tell the halves of a leaf along a dimension apart. */
export function isDivisible({ low, high }: Leaf, dim: number): boolean {
  const [from, to] = [low[dim] as number, high[dim] as number];
  return to - from > 1e-13 * Math.max(1e-2, Math.abs(from), Math.abs(to));
}

/** The widest of the dimensions along which a leaf can be halved. */
export function widestDim(leaf: Leaf): number | undefined {
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

/** The ends of its halves along a dimension. */
export function halved({ low, high }: Leaf, dim: number): { low: number[]; high: number[] }[] {
  const middle = ((low[dim] as number) + (high[dim] as number)) / 2;
  const half = (ends: readonly number[]) => ends.map((t, k) => (k === dim ? middle : t));
  return [
    { low: [...low], high: half(high) },
    { low: half(low), high: [...high] },
  ];
}
