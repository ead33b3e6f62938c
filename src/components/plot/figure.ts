import type { Data, Layout } from 'plotly.js';
import type { Palette } from '../ui/palette';
import type { End } from './ends';
import { type Extent, TICK_SIZE } from './ticks';

/** What a figure is drawn with, besides the colours of what it shows. */
export type Colours = Pick<Palette, 'ink' | 'muted' | 'line'>;

/** A figure as data: what Plotly draws, and what it shows in words for those who do not see it. */
export interface FigureSpec {
  readonly data: Data[];
  readonly layout: Partial<Layout>;
  /** Names right of the plot, beside where lines end. The layout's margins are in px. */
  readonly ends?: readonly End[];
  readonly words: string;
}

/** Of a figure, in px. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Around the plot of a figure, in px. */
export interface Margins {
  readonly l: number;
  readonly r: number;
  readonly t: number;
  readonly b: number;
}

export const FONT = { family: 'Inter Variable, Inter, system-ui, sans-serif', size: TICK_SIZE };

/** What every figure shares: transparent, quiet, no interaction. `pad`: between the plot and the numbers at its edges, in px. */
export function baseLayout(colours: Colours, { l, r, t, b }: Margins, pad = 0): Partial<Layout> {
  return {
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { ...FONT, color: colours.muted },
    showlegend: false,
    hovermode: false,
    dragmode: false,
    margin: { l, r, t, b, pad },
  };
}

/** The horizontal axis of a figure with these margins. */
export function extentOf({ width }: Pick<Size, 'width'>, { l, r }: Pick<Margins, 'l' | 'r'>): Extent {
  return { length: width - l - r, before: l, after: r };
}

/** How high the plot of a figure with these margins is. */
export function plotHeightOf({ height }: Pick<Size, 'height'>, { t, b }: Pick<Margins, 't' | 'b'>): number {
  return height - t - b;
}

interface Stroke {
  readonly color: string;
  readonly width: number;
  readonly dash?: 'dash' | 'dot';
}

/** An upright line through the whole plot, above or below what is drawn. */
export function uprightLine(x: number, line: Stroke, layer: 'above' | 'below' = 'above') {
  return { type: 'line', layer, x0: x, x1: x, xref: 'x', y0: 0, y1: 1, yref: 'paper', line } as const;
}

/** A level line through the whole plot. */
export function levelLine(y: number, line: Stroke, layer: 'above' | 'below' = 'above') {
  return { type: 'line', layer, x0: 0, x1: 1, xref: 'paper', y0: y, y1: y, yref: 'y', line } as const;
}
