import type { Layout, PlotData } from 'plotly.js';
import { FONT } from './figure';

/** Numbers along an axis; a line is broken, and a point left out, where there is none. */
type Numbers = readonly (number | null)[];

interface Stroke {
  readonly color?: string;
  readonly width: number;
  readonly dash?: 'solid' | 'dot' | 'dash' | 'dashdot';
}

export function lineTrace(x: Numbers, y: Numbers, line: Stroke): Partial<PlotData> {
  return { type: 'scatter', mode: 'lines', x: [...x], y: [...y], line, hoverinfo: 'skip' };
}

/** What its outline encloses. */
export function areaTrace(
  x: Numbers,
  y: Numbers,
  fillcolor: string,
  opacity: number,
  line: Stroke = { width: 0 },
): Partial<PlotData> {
  return { ...lineTrace(x, y, line), fill: 'toself', fillcolor, opacity };
}

interface Signs {
  readonly color?: string | string[];
  readonly symbol?: string | string[];
  readonly size: number;
  readonly line?: { readonly color: string; readonly width: number };
}

/** Signs, also where the edge of the plot would cut them. */
export function signsTrace(x: Numbers, y: Numbers, marker: Signs): Partial<PlotData> {
  return {
    type: 'scatter',
    mode: 'markers',
    x: [...x],
    y: [...y],
    marker,
    cliponaxis: false,
    hoverinfo: 'skip',
  };
}

type Note = NonNullable<Layout['annotations']>[number];

/** Words in a figure, without an arrow. `size`: of the letters, in px. */
export function note(text: string, color: string, place: Note, size: number = FONT.size): Note {
  return { text, showarrow: false, font: { ...FONT, size, color }, ...place };
}

/** Words that stand on a level line, at its left end. */
export function onLevel(y: number, { panel }: { readonly panel: string }): Note {
  return {
    x: 0,
    xref: 'paper',
    xanchor: 'left',
    xshift: 6,
    y,
    yanchor: 'bottom',
    yshift: 2,
    bgcolor: panel,
  };
}
