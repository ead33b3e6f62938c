import type { Data, Layout, LayoutAxis } from 'plotly.js';
import { type Range, TICK_SIZE, type Ticks } from '../plot/ticks';
import type { Palette } from '../ui/palette';
import type { End } from './ends';

/** What a figure is drawn with, besides the plans' colours. */
export type Colours = Pick<Palette, 'ink' | 'muted' | 'line'>;

/** A figure as data: what Plotly draws, and what it shows in words for those who do not see it. */
export interface FigureSpec {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
  /** Names right of the plot, beside where lines end. The layout's margins are in px. */
  readonly ends?: readonly End[];
  readonly words: string;
}

export const FONT = { family: 'Inter Variable, Inter, system-ui, sans-serif', size: TICK_SIZE };

/** Of a figure, or of what is drawn in it, in px. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** About how wide a sign of a row's name is, in px. */
const SIGN = 6.4;
const LONGEST_LINE = 12;
/** Of two lines of a row's name, in px. */
const TWO_LINES = 27;

/** Above and below the rows of a figure, in px. */
const ROWS_MARGIN = { t: 18, b: 24 };

/** Of a figure of this height with so many rows, how high each of them is, in px. */
export function rowHeight(rows: number, height: number): number {
  return (height - ROWS_MARGIN.t - ROWS_MARGIN.b) / Math.max(1, rows);
}

/** Left margin for row labels, in px: about what the longest shown line needs. */
export function labelMargin(names: readonly string[], { height }: Size): number {
  const lines = names.flatMap((name) => nameLines(name, rowHeight(names.length, height)));
  return 14 + Math.max(0, ...lines.map((line) => line.length)) * SIGN;
}

/** A name as it stands beside a row of this height: on two lines where it is long and there is room for them, cut where it is longer still. */
export function nameLines(name: string, height: number): readonly string[] {
  if (name.length <= LONGEST_LINE) return [name];
  const space = height < TWO_LINES ? -1 : name.lastIndexOf(' ', LONGEST_LINE);
  const lines = space < 1 ? [name] : [name.slice(0, space), name.slice(space + 1)];
  return lines.map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE - 1)}…` : line));
}

/** What every figure shares: transparent, quiet, no interaction. */
export function baseLayout(colours: Colours): Partial<Layout> {
  return {
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { ...FONT, color: colours.muted },
    showlegend: false,
    hovermode: false,
    dragmode: false,
    margin: { l: 40, r: 12, t: 18, b: 24, pad: 0 },
  };
}

/** A log axis between two exponents, with a line at every decade that is named. */
export function decadeAxis(
  [low, high]: Range,
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
export function linearAxis(range: Range, { values, words }: Ticks): Partial<LayoutAxis> {
  return {
    range: [...range],
    tickvals: [...values],
    ticktext: [...words],
    tickangle: 0,
    showgrid: false,
    ...STILL,
  };
}

/** The axis of so many rows, row 0 on top; `rowLabels` names them. */
export function rowAxis(rows: number): Partial<LayoutAxis> {
  return { range: [rows - 0.5, -0.5], showticklabels: false, showgrid: false, ...STILL };
}

const STILL = { zeroline: false, fixedrange: true } as const;

/** Names of rows, left of them: row 0 on top, rows one unit apart, the axis running from `rows - 0.5` to -0.5. */
export function rowLabels(
  names: readonly string[],
  { height }: Size,
  colours: Colours,
): NonNullable<Layout['annotations']> {
  const own = rowHeight(names.length, height);
  return names.map((name, row) => ({
    text: nameLines(name, own).map(escapeText).join('<br>'),
    align: 'right',
    x: 0,
    xref: 'paper',
    xanchor: 'right',
    xshift: -8,
    y: row,
    yref: 'y',
    yanchor: 'middle',
    showarrow: false,
    font: { ...FONT, color: colours.muted },
  }));
}

/** Plotly reads a little HTML in texts; names are to be shown as they are. */
function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Keeps an axis still while it still fits, so that a running figure does not tremble. */
export function steadyRange(
  previous: readonly [number, number] | undefined,
  next: readonly [number, number],
): readonly [number, number] {
  if (!previous) return next;
  const span = next[1] - next[0];
  const off = Math.max(Math.abs(previous[0] - next[0]), Math.abs(previous[1] - next[1]));
  return off <= 0.15 * span ? previous : next;
}
