import { onTheWay, quantiles, sortedFinite } from '../plot/density';

/** Bars of a small histogram over a range that all of it shares, the highest 1. */
export interface Bars {
  readonly low: number;
  readonly high: number;
  readonly heights: readonly number[];
  /** Share of a bar's width that is filled: whole numbers stand apart. */
  readonly fill: number;
}

const BARS = 19;
/** Draws of more different whole numbers than this are shown as a shape, not one by one. */
const MOST_WHOLE = 13;

/** A histogram of draws: a bar for each whole number where there are few of them, else even bins over the middle 99 %. */
export function barsOf(draws: ArrayLike<number>): Bars | undefined {
  const sorted = sortedFinite(draws);
  if (sorted.length === 0) return undefined;
  const first = sorted[0] ?? 0;
  const last = sorted.at(-1) ?? 0;
  if (last - first < MOST_WHOLE && sorted.every(Number.isInteger)) {
    // With 0 and 1 where these are near, for what is usual begins there.
    const isNear = Math.max(last, 1) - Math.min(first, 0) < MOST_WHOLE;
    const low = (isNear ? Math.min(first, 0) : first) - 0.5;
    const high = (isNear ? Math.max(last, 1) : last) + 0.5;
    const bars = Math.max(1, Math.round(high - low));
    return { low, high, heights: counted(sorted, low, high, bars), fill: 0.6 };
  }
  const [from = first, to = last] = quantiles(sorted, [0.005, 0.995]);
  const low = from < to ? from : from - 0.5;
  const high = from < to ? to : to + 0.5;
  return { low, high, heights: counted(sorted, low, high, BARS), fill: 0.84 };
}

function counted(values: Float64Array, low: number, high: number, bars: number): number[] {
  const counts = new Array<number>(bars).fill(0);
  for (const value of values) {
    const bar = Math.floor(((value - low) / (high - low)) * bars);
    if (bar >= 0 && bar < bars) counts[bar] = (counts[bar] ?? 0) + 1;
    else if (value === high) counts[bars - 1] = (counts[bars - 1] ?? 0) + 1;
  }
  const top = Math.max(1, ...counts);
  return counts.map((count) => count / top);
}

/** Bars on their way from one histogram to the next: `share` of the way. Different numbers of bars change at once. */
export function barsBetween(from: Bars | undefined, to: Bars, share: number): Bars {
  if (!from || from.heights.length !== to.heights.length || share >= 1) return to;
  return {
    ...to,
    heights: to.heights.map((height, i) => onTheWay(from.heights[i] ?? 0, height, share)),
  };
}

/** Bars as SVG path data, from the rim of a circle of this diameter up; what is beyond the rim is to be cut off. */
export function barsPath(bars: Bars, diameter: number): string {
  const width = diameter * 0.76;
  const step = width / bars.heights.length;
  const wide = round(step * bars.fill);
  const first = (diameter - width) / 2 + (step * (1 - bars.fill)) / 2;
  return bars.heights
    .map((height, i) => {
      const tall = round(diameter * (0.42 * height + 0.06));
      return `M${round(first + i * step)} ${diameter}v${-tall}h${wide}v${tall}z`;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
