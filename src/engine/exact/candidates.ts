import type { Cut } from './leaf';

/** A box by its ends. */
export interface Ends {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** A cut with the slopes of its function over a box, by dimension. */
export interface Candidate {
  readonly cut: Cut;
  readonly slopes: ReadonlyMap<
    number,
    {
      readonly range: readonly [number, number];
      /** The least absolute slope over the box as a share of the largest; 0 where the sign may change. */
      readonly steepness: number;
    }
  >;
}

export function isFlat({ cut, slopes }: Candidate, dim: number): boolean {
  const own = slopes.get(dim);
  return own !== undefined && own.range[0] === 0 && own.range[1] === 0 && !cut.counts;
}

/** The dimension along which every cut is crossed in one known direction or stays constant; the steepest of these. */
export function heightOf(
  found: readonly Candidate[],
  { low, high }: Ends,
  dims: readonly number[],
): number | undefined {
  let best: { readonly dim: number; readonly steep: number } | undefined;
  for (const dim of dims) {
    const along = found.filter((own) => !isFlat(own, dim));
    const least = Math.min(...along.map(({ slopes }) => slopes.get(dim)?.steepness ?? 0));
    const steep = along.length > 0 ? least * ((high[dim] as number) - (low[dim] as number)) : 0;
    if (steep > 0 && (!best || steep > best.steep)) best = { dim, steep };
  }
  return best?.dim;
}

/** The dimension along which undecided values change most; the widest where there are none. */
export function widest({ low, high }: Ends, found: readonly Candidate[], dims: readonly number[]): number {
  let best = { dim: dims[0] ?? 0, size: Number.NEGATIVE_INFINITY };
  for (const dim of dims) {
    const steep = Math.max(0, ...found.map(({ slopes }) => steepest(slopes.get(dim)?.range ?? [0, 0])));
    const size = ((high[dim] as number) - (low[dim] as number)) * (found.length > 0 ? steep : 1);
    if (size > best.size) best = { dim, size };
  }
  return best.dim;
}

/** A slope without bounds counts as a very steep one. */
function steepest([low, high]: readonly [number, number]): number {
  return Math.min(1e6, Math.max(Math.abs(low), Math.abs(high)));
}
