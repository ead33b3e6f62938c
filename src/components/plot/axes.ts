import type { LayoutAxis } from 'plotly.js';
import { type Colours, FONT } from './figure';
import type { AxisRange, Ticks } from './ticks';

/** A log axis between two exponents, with a line at every decade that is named. */
export function decadeAxis(
  [low, high]: AxisRange,
  { values, words }: Ticks,
  colours: Colours,
): Partial<LayoutAxis> {
  return {
    type: 'log',
    range: [low, high],
    tickvals: values.map((exponent) => 10 ** exponent),
    ticktext: [...words],
    tickangle: 0,
    showgrid: true,
    gridcolor: colours.line,
    gridwidth: 1,
    ...STILL,
  };
}

/** A linear axis with these ticks, and no lines. */
export function linearAxis(range: AxisRange, { values, words }: Ticks): Partial<LayoutAxis> {
  return {
    range: [...range],
    tickvals: [...values],
    ticktext: [...words],
    tickangle: 0,
    showgrid: false,
    ...STILL,
  };
}

/** A linear axis with a line at every tick. */
export function linedAxis(range: AxisRange, ticks: Ticks, colours: Colours): Partial<LayoutAxis> {
  return { ...linearAxis(range, ticks), showgrid: true, gridcolor: colours.line };
}

/** The axis of so many rows, row 0 on top. */
export function rowAxis(rows: number): Partial<LayoutAxis> {
  return { range: [rows - 0.5, -0.5], showticklabels: false, showgrid: false, ...STILL };
}

const STILL = { zeroline: false, fixedrange: true } as const;

/** An axis with larger numbers. */
export function large(axis: Partial<LayoutAxis>): Partial<LayoutAxis> {
  return { ...axis, tickfont: { size: LARGE } };
}

/** A larger axis, with a title. */
export function titled(axis: Partial<LayoutAxis>, title: string, colours: Colours): Partial<LayoutAxis> {
  return {
    ...large(axis),
    title: { text: title, font: { ...FONT, size: LARGE, color: colours.muted }, standoff: 8 },
  };
}

/** Of numbers and titles of larger axes, in px. */
export const LARGE = 12;

/** Keeps an axis still while it still fits, so that a running figure does not tremble. */
export function steadyRange(previous: AxisRange | undefined, next: AxisRange): AxisRange {
  if (!previous) return next;
  const span = next[1] - next[0];
  const off = Math.max(Math.abs(previous[0] - next[0]), Math.abs(previous[1] - next[1]));
  return off <= 0.15 * span ? previous : next;
}
