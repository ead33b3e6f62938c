import type { Layout } from 'plotly.js';
import { textWidth } from '../ui/textWidth';
import { rowAxis } from './axes';
import { baseLayout, type Colours, extentOf, plotHeightOf, type Size } from './figure';
import { type Extent, TICK_SIZE } from './ticks';
import { note } from './traces';

/** Letters of a line of a row's name: one for so many px of the figure's width, within limits. */
const LONGEST_LINE = { least: 12, most: 18, each: 22 };
/** Of two lines of a row's name, in px; and how much longer a line may be where there is one alone. */
const TWO_LINES = 27;
const ONE_LINE = 1.5;
/** Above and below the rows, and from their names to them, in px. */
const AROUND = { t: 18, b: 24 };
const BESIDE = 8;

interface RowsFigure {
  readonly layout: Partial<Layout>;
  /** Their names, row 0 on top, one unit apart. */
  readonly labels: NonNullable<Layout['annotations']>;
  /** The axis below them. */
  readonly extent: Extent;
}

/** What a figure is made of that has a row for each of these names, and so much room right of them, in px. */
export function rowsFigure(names: readonly string[], r: number, size: Size, colours: Colours): RowsFigure {
  const height = plotHeightOf(size, AROUND) / Math.max(1, names.length);
  const { least, most, each } = LONGEST_LINE;
  const longest = Math.max(least, Math.min(most, Math.floor(size.width / each)));
  const lines = names.map((name) => nameLines(name, height, longest));
  const widest = Math.max(0, ...lines.flat().map((line) => textWidth(line, TICK_SIZE)));
  const margin = { l: widest + BESIDE + 2, r, ...AROUND };
  return {
    layout: { ...baseLayout(colours, margin), yaxis: rowAxis(names.length) },
    labels: lines.map((own, row) =>
      note(own.map(escapeText).join('<br>'), colours.muted, {
        align: 'right',
        x: 0,
        xref: 'paper',
        xanchor: 'right',
        xshift: -BESIDE,
        y: row,
        yref: 'y',
        yanchor: 'middle',
      }),
    ),
    extent: extentOf(size, margin),
  };
}

/** A name as it stands beside a row of this height: on two lines where it is long and there is room for them, cut where it is longer still. */
export function nameLines(
  name: string,
  height: number,
  longest: number = LONGEST_LINE.least,
): readonly string[] {
  if (name.length <= longest) return [name];
  const isLow = height < TWO_LINES;
  const most = isLow ? Math.round(ONE_LINE * longest) : longest;
  const lines = isLow ? [name] : brokenIn(name, longest);
  return lines.map((line) => (line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line));
}

/** Two lines, the first as long as it may be: a name breaks at a space, or behind a hyphen. */
function brokenIn(name: string, longest: number): readonly string[] {
  const space = name.lastIndexOf(' ', longest);
  const hyphen = name.lastIndexOf('-', longest - 1);
  if (Math.max(space, hyphen) < 1) return [name];
  return space > hyphen
    ? [name.slice(0, space), name.slice(space + 1)]
    : [name.slice(0, hyphen + 1), name.slice(hyphen + 1)];
}

/** Plotly reads a little HTML in texts; names are to be shown as they are. */
function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
