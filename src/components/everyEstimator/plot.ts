import type { LayoutAxis } from 'plotly.js';
import { type Colours, FONT } from '../lab/figure';

/** Of a figure, in px. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A linear axis below the plot, with a title and these ticks. */
export function stepAxis(
  range: readonly [number, number],
  ticks: readonly number[],
  title: string,
  colours: Colours,
  words: readonly string[] = ticks.map(String),
): Partial<LayoutAxis> {
  return {
    range: [...range],
    tickvals: [...ticks],
    ticktext: [...words],
    tickfont: { size: 12 },
    title: { text: title, font: { ...FONT, size: 12, color: colours.muted }, standoff: 8 },
    showgrid: false,
    zeroline: false,
    fixedrange: true,
  };
}
