import { range as numbers, tickStep, ticks } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { formatDecade, formatTick, powerOfTen } from '../ui/numbers';
import { textWidth } from '../ui/textWidth';

/** Where an axis is marked, in rising order, and with what. Along a logarithmic axis the values are exponents. */
export interface Ticks {
  readonly values: readonly number[];
  readonly words: readonly string[];
}

export type AxisRange = readonly [low: number, high: number];

/** Makes the ticks of a range, with `most` steps at most. */
export type TickMaker = (range: AxisRange, most: number) => Ticks;

/** Of numbers along axes, in px. */
export const TICK_SIZE = 11;

/** Between two numbers side by side, and of a line of them one above the other, in px. */
const GAP = 8;
const LINE = 16;

/** Round numbers, 1, 2 or 5 times a power of ten apart, and at least so far that `most` steps span the range. */
export const linearTicks: TickMaker = ([low, high], most) => {
  // Where floating point cannot tell one tick from the next there are none.
  const resolution = 1e-12 * Math.max(Math.abs(low), Math.abs(high));
  if (!(high - low > resolution && high - low < Number.POSITIVE_INFINITY)) return NO_TICKS;
  const least = ((high - low) / most) * (1 - 1e-9);
  // D3 takes the count for a hint: fewer are asked for until they are few enough. No step of 1, 2, 5 is passed over.
  let count = most;
  while (tickStep(low, high, count) < least) count *= 0.8;
  const step = tickStep(low, high, count);
  const values = ticks(low, high, count);
  return { values, words: values.map((value) => formatTick(value, step)) };
};

/** Of these numbers every one, every second, and so on: no more than `most`. */
export function listedTicks(numbers: readonly number[]): TickMaker {
  return (_, most) => {
    const values = numbers.filter((_, i) => i % Math.ceil(numbers.length / most) === 0);
    return { values, words: values.map(String) };
  };
}

const NO_TICKS: Ticks = { values: [], words: [] };

/** Whole powers of ten, at most `most` of them. */
export const decadeTicks: TickMaker = ([low, high], most) => {
  const first = Math.ceil(low - 1e-9);
  const last = Math.floor(high + 1e-9);
  const values = numbers(first, last + 1, Math.max(1, Math.ceil((last - first + 1) / most)));
  // One way of writing large numbers an axis: not 100M beside 10¹¹.
  return { values, words: values.map(values.some((own) => own >= LARGE) ? plainOrPower : formatDecade) };
};

/** Exponents from which `formatDecade` writes powers. */
const LARGE = 9;

function plainOrPower(exponent: number): string {
  return exponent >= 4 ? powerOfTen(exponent) : formatDecade(exponent);
}

/** An axis on the screen, in px: its length, and the room of the figure beyond its ends. */
export interface Extent {
  readonly length: number;
  readonly before?: number;
  readonly after?: number;
}

/** Ticks of an axis from left to right: no more than stand side by side, and none that the figure's edge would cut. */
export function ticksAcross(
  make: TickMaker,
  range: AxisRange,
  most: number,
  { length, before = Number.POSITIVE_INFINITY, after = Number.POSITIVE_INFINITY }: Extent,
  size = TICK_SIZE,
): Ticks {
  const place = scaleLinear(range, [0, length]);
  const all = fewer(make, range, most, place, (words) => textWidth(words, size) + GAP);
  const isInside = (i: number): boolean => {
    const [middle, half] = [place(all.values[i] ?? 0), textWidth(all.words[i] ?? '', size) / 2];
    return middle - half >= -before && middle + half <= length + after;
  };
  return {
    values: all.values.filter((_, i) => isInside(i)),
    words: all.words.filter((_, i) => isInside(i)),
  };
}

/** Ticks of an axis from bottom to top: no more than stand one above the other. */
export function ticksUp(make: TickMaker, range: AxisRange, most: number, length: number): Ticks {
  return fewer(make, range, most, scaleLinear(range, [0, length]), () => LINE);
}

/** The most ticks of which no two meet: each takes so much room, half of it to either side. */
function fewer(
  make: TickMaker,
  range: AxisRange,
  most: number,
  place: (value: number) => number,
  room: (words: string) => number,
): Ticks {
  const rooms = ({ words }: Ticks) => words.map(room);
  const meet = (ticks: Ticks): boolean => {
    const wide = rooms(ticks);
    return ticks.values.some((value, i) => {
      const next = ticks.values[i + 1];
      return next !== undefined && place(next) - place(value) < ((wide[i] ?? 0) + (wide[i + 1] ?? 0)) / 2;
    });
  };
  // Gently, so that among decades no distance between 1, 2, 3 ... is passed over while there are few.
  for (let count = most; count > 1; count *= 0.85) {
    const ticks = make(range, count);
    if (!meet(ticks)) return ticks;
  }
  const last = make(range, 1);
  return meet(last) ? { values: last.values.slice(0, 1), words: last.words.slice(0, 1) } : last;
}

/** How wide the widest of them stands, in px. */
export function widestTick({ words }: Ticks): number {
  return Math.max(0, ...words.map((own) => textWidth(own, TICK_SIZE)));
}
