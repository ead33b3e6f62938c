import { normalCdf } from '../base/special/normal';
import type { Axis } from '../distributions/contract';
import type { Side } from '../intervals/enclosure';

/**
 * A continuous variable of integration t. It stands for value(t), and density(t) dt is its share of the measure, as
 * far as that is known without the program.
 */
export interface Line {
  readonly value: (t: number) => number;
  readonly density: (t: number) => number;
  /** Where all that usually matters lies, in panels that suit it. */
  readonly panels: readonly number[];
  /** Fewer of them, where three lines are integrated over together. */
  readonly fewPanels: readonly number[];
  /** As far as float64 reaches. */
  readonly least: number;
  readonly most: number;
  /** The measure below t, where it is known; accurate in its own size on the left of the middle. */
  readonly cumulative?: (t: number) => number;
  /** Values and their derivatives over an interval of t. */
  readonly side: (low: number, high: number) => Side;
}

/** A standard normal; at 38 standard deviations its density is the smallest number that float64 holds. */
export const NORMAL_LINE: Line = {
  value: (t) => t,
  density: (t) => Math.exp(-0.5 * t * t) / Math.sqrt(2 * Math.PI),
  panels: [-10, -5.5, -2.5, 0, 2.5, 5.5, 10],
  fewPanels: [-10, -4, 0, 4, 10],
  least: -38,
  most: 38,
  cumulative: normalCdf,
  side: (low, high) => ({ value: { low, high }, slope: { low: 1, high: 1 } }),
};

const logistic = (t: number): number => (t >= 0 ? 1 / (1 + Math.exp(-t)) : Math.exp(t) / (1 + Math.exp(t)));
const logisticSlope = (t: number): number => {
  const e = Math.exp(-Math.abs(t));
  return e / (1 + e) ** 2;
};

/**
 * The logit of a uniform. Samplers of unbounded distributions have logarithmic singularities at both ends of a
 * uniform; here these become smooth tails.
 */
export const LOGISTIC_LINE: Line = {
  value: (t) => t,
  density: logisticSlope,
  panels: [-36, -20, -10, -4, 0, 4, 10, 20, 36],
  fewPanels: [-36, -9, 0, 9, 36],
  least: -700,
  most: 700,
  cumulative: logistic,
  side: (low, high) => ({ value: { low, high }, slope: { low: 1, high: 1 } }),
};

/** How far beyond its axis a density is followed where it still counts: in lengths of the axis, and in all. */
const FURTHER = 4;
const FURTHEST = 340;

/** Panels along a density's axis, and where three lines are integrated over together. */
const PANELS = 8;
const FEW_PANELS = 4;

/** A draw along its distribution's axis; its density is the program's to multiply by. */
export function axisLine({ from, to, draw, slope }: Axis): Line {
  return {
    value: draw,
    density: slope,
    panels: equal(from, to, PANELS),
    fewPanels: equal(from, to, FEW_PANELS),
    least: Math.max(from - FURTHER * (to - from), Math.min(from, -FURTHEST)),
    most: Math.min(to + FURTHER * (to - from), Math.max(to, FURTHEST)),
    side: (low, high) => ({
      value: { low: draw(low), high: draw(high) },
      slope: between(slope, low, high),
    }),
  };
}

function equal(from: number, to: number, count: number): number[] {
  return Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count);
}

/** Over [low, high], of a function that is monotone on either side of 0. */
function between(slope: (t: number) => number, low: number, high: number) {
  const at = [slope(low), slope(high), slope(Math.min(high, Math.max(low, 0)))];
  return { low: Math.min(...at), high: Math.max(...at) };
}
