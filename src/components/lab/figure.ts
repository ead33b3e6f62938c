import type { Data, Layout, LayoutAxis } from 'plotly.js';
import { formatDecade, formatTick, powerOfTen } from '../ui/numbers';
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

export const FONT = { family: 'Inter Variable, Inter, system-ui, sans-serif', size: 11 };

/** About how wide a sign of a row's name is, in px. */
const SIGN = 6.4;
const LONGEST_LINE = 12;
/** So many rows leave each the height of two lines. */
const TWO_LINES = 5;

/** Left margin for row labels, in px: about what the longest shown line needs. */
export function labelMargin(names: readonly string[]): number {
  const lines = names.flatMap((name) => nameLines(name, names.length));
  return 14 + Math.max(0, ...lines.map((line) => line.length)) * SIGN;
}

/** A name as it stands beside a row: on two lines where it is long and there is room for them, cut where it is longer still. */
export function nameLines(name: string, rows: number): readonly string[] {
  if (name.length <= LONGEST_LINE) return [name];
  const space = rows > TWO_LINES ? -1 : name.lastIndexOf(' ', LONGEST_LINE);
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

/** A log axis between two exponents, with a line at every decade that is named, at most `most` of them. */
export function decadeAxis(
  [low, high]: readonly [number, number],
  most: number,
  colours: Colours,
): Partial<LayoutAxis> {
  const ticks = decadeTicks(low, high, most);
  return {
    type: 'log',
    range: [low, high],
    tickvals: ticks.map((exponent) => 10 ** exponent),
    // One way of writing large numbers an axis: not 100M beside 10¹¹.
    ticktext: ticks.map(ticks.some((own) => own >= LARGE) ? plainOrPower : formatDecade),
    showgrid: true,
    gridcolor: colours.line,
    gridwidth: 1,
    ...STILL,
  };
}

/** Exponents from which `formatDecade` writes powers. */
const LARGE = 9;

function plainOrPower(exponent: number): string {
  return exponent >= 4 ? powerOfTen(exponent) : formatDecade(exponent);
}

/** A linear axis with these ticks, and no lines. */
export function linearAxis(
  range: readonly [number, number],
  { values, step }: ReturnType<typeof linearTicks>,
): Partial<LayoutAxis> {
  return {
    range: [...range],
    tickvals: values,
    ticktext: values.map((value) => formatTick(value, step)),
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
export function rowLabels(names: readonly string[], colours: Colours): NonNullable<Layout['annotations']> {
  return names.map((name, row) => ({
    text: nameLines(name, names.length).map(escapeText).join('<br>'),
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

/** Round steps (1, 2 or 5 times a power of ten) that give at most `most` ticks. */
export function linearTicks(low: number, high: number, most: number): { values: number[]; step: number } {
  // Where floating point cannot tell one tick from the next there are none.
  const resolution = 1e-12 * Math.max(Math.abs(low), Math.abs(high));
  if (!(high - low > resolution && high - low < Number.POSITIVE_INFINITY)) return { values: [], step: 1 };
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough * (1 - 1e-9)) ?? 10);
  const values: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k += 1) values.push(k * step);
  return { values, step };
}

/** Whole powers of ten from `low` to `high` (exponents), at most `most` of them. */
export function decadeTicks(low: number, high: number, most: number): number[] {
  const first = Math.ceil(low - 1e-9);
  const last = Math.floor(high + 1e-9);
  const step = Math.max(1, Math.ceil((last - first + 1) / most));
  const ticks: number[] = [];
  for (let k = first; k <= last; k += step) ticks.push(k);
  return ticks;
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
