import { quantileSorted } from 'd3-array';

/**
 * The shape of a sample of single estimates: what a violin or a lobe is drawn from. Estimators of discrete variables
 * have a handful of possible values, which a smooth curve would blur, so those are given as atoms.
 */
export type DensityShape =
  | { readonly kind: 'curve'; readonly x: Float64Array; readonly height: Float64Array }
  | { readonly kind: 'atoms'; readonly x: readonly number[]; readonly height: readonly number[] }
  | { readonly kind: 'nothing' };

const GRID = 160;
const MOST_ATOMS = 24;

/** The values at `fractions` of the sorted finite numbers, by linear interpolation; NaN where there are none. */
export function quantiles(sorted: Float64Array, fractions: readonly number[]): number[] {
  return fractions.map((fraction) => quantileSorted(sorted, fraction) ?? Number.NaN);
}

/** A number on its way from one to another: `share` of the way. */
export function onTheWay(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

const sortings = new WeakMap<object, Float64Array>();

/** The top of a density to be drawn; where it rises without bound at an end, what leaves something of the rest. */
export function topOf(heights: ArrayLike<number>): number {
  const sorted = Float64Array.from(heights).filter(Number.isFinite).sort();
  const most = 3 * (sorted[Math.floor(0.9 * sorted.length)] ?? 1);
  return Math.min(sorted.at(-1) ?? 1, most || 1) || 1;
}

/** Finite numbers in ascending order; not to be written to. The same array, which must not change, is sorted once. */
export function sortedFinite(values: ArrayLike<number>): Float64Array {
  const known = sortings.get(values);
  if (known) return known;
  const finite = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (Number.isFinite(value)) finite[count++] = value;
  }
  const sorted = finite.subarray(0, count).sort();
  sortings.set(values, sorted);
  return sorted;
}

/** How many interquartile ranges beyond the quartiles a figure reaches at most. */
const TAIL = 3;

/**
 * The interval that shows all the samples well: between their 1 % and 99 % quantiles, and where tails are heavy no
 * further than three interquartile ranges beyond the quartiles, so that a few wild estimates do not flatten everything
 * else; with `keep` (the truth) inside and a margin around.
 */
export function robustRange(samples: readonly Float64Array[], keep: number | undefined): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const sorted of samples) {
    if (sorted.length === 0) continue;
    const [first = 0, lower = 0, upper = 0, last = 0] = quantiles(sorted, [0.01, 0.25, 0.75, 0.99]);
    // More than half of the estimates in one place: the quartiles say nothing of the rest.
    const tail = upper > lower ? TAIL * (upper - lower) : Number.POSITIVE_INFINITY;
    low = Math.min(low, Math.max(first, lower - tail));
    high = Math.max(high, Math.min(last, upper + tail));
  }
  if (keep !== undefined && Number.isFinite(keep)) {
    low = Math.min(low, keep);
    high = Math.max(high, keep);
  }
  if (low > high) return [-1, 1];
  const size = Math.max(Math.abs(low), Math.abs(high));
  // What differs by rounding alone is one number.
  const span = high - low > 1e-6 * size ? high - low : Math.max(1, size);
  if (!Number.isFinite(span)) return [-1, 1];
  return [low - 0.1 * span, high + 0.1 * span];
}

/** The different values of a sorted sample with their counts; undefined when there are more than a handful. */
function atomsOf(sorted: Float64Array): { x: number[]; count: number[] } | undefined {
  const x: number[] = [];
  const count: number[] = [];
  for (const value of sorted) {
    const last = x.at(-1);
    // Values equal up to rounding are one value: an estimate is computed in float32 on the GPU.
    if (last !== undefined && Math.abs(value - last) <= 1e-5 * Math.max(Math.abs(last), Math.abs(value))) {
      count[count.length - 1] = (count.at(-1) ?? 0) + 1;
      continue;
    }
    if (x.length === MOST_ATOMS) return undefined;
    x.push(value);
    count.push(1);
  }
  return { x, count };
}

/**
 * The shape of a sorted sample within `range`, its highest point 1. A curve is a Gaussian kernel estimate (Silverman's
 * rule with the robust spread min(sd, IQR / 1.34)) on an even grid.
 */
export function densityShapeOf(sorted: Float64Array, range: readonly [number, number]): DensityShape {
  if (sorted.length === 0) return { kind: 'nothing' };
  const atoms = sorted.length >= MOST_ATOMS * 2 ? atomsOf(sorted) : undefined;
  if (atoms) {
    const top = Math.max(...atoms.count);
    return { kind: 'atoms', x: atoms.x, height: atoms.count.map((count) => count / top) };
  }
  const [low, high] = range;
  const step = (high - low) / (GRID - 1);
  const bins = new Float64Array(GRID);
  for (const value of sorted) {
    const place = (value - low) / step;
    const left = Math.floor(place);
    if (left < 0 || left >= GRID - 1) continue;
    const share = place - left;
    bins[left] = (bins[left] ?? 0) + 1 - share;
    bins[left + 1] = (bins[left + 1] ?? 0) + share;
  }
  const height = smooth(bins, Math.max(bandwidth(sorted), 0.8 * step) / step);
  const top = height.reduce((a, b) => Math.max(a, b), 0);
  const x = Float64Array.from(bins, (_, i) => low + i * step);
  return { kind: 'curve', x, height: top > 0 ? height.map((value) => value / top) : height };
}

/** Narrower than the 0.9 of Silverman, which would blur estimates with several humps; there are samples enough. */
const BANDWIDTH = 0.6;

/** Silverman's rule on the middle 98 % of a sorted sample. */
function bandwidth(sorted: Float64Array): number {
  const [lower = 0, upper = 0] = quantiles(sorted, [0.25, 0.75]);
  const from = Math.floor(0.01 * sorted.length);
  const to = sorted.length - from;
  let sum = 0;
  let squares = 0;
  for (let i = from; i < to; i++) {
    const value = (sorted[i] ?? 0) - lower;
    sum += value;
    squares += value * value;
  }
  const mean = sum / (to - from);
  const deviation = Math.sqrt(Math.max(0, squares / (to - from) - mean * mean));
  const spread = Math.min(deviation, (upper - lower) / 1.34 || deviation);
  return BANDWIDTH * spread * sorted.length ** -0.2;
}

/** Convolution with a Gaussian of `width` grid steps, cut at four. */
function smooth(bins: Float64Array, width: number): Float64Array {
  const reach = Math.min(bins.length, Math.ceil(4 * width));
  const kernel = Float64Array.from({ length: reach + 1 }, (_, i) => Math.exp(-0.5 * (i / width) ** 2));
  const out = new Float64Array(bins.length);
  for (const [i, mass] of bins.entries()) {
    if (mass === 0) continue;
    const last = Math.min(bins.length - 1, i + reach);
    for (let j = Math.max(0, i - reach); j <= last; j += 1) {
      out[j] = (out[j] ?? 0) + mass * (kernel[Math.abs(i - j)] ?? 0);
    }
  }
  return out;
}
