import type { Data } from 'plotly.js';
import type { Method } from '../../presets/reinforcement/methods';
import { baseLayout, decadeAxis, type FigureSpec } from '../lab/figure';
import { formatNumber } from '../ui/numbers';
import type { Palette } from '../ui/palette';
import { type End, endMargin, endNames } from './ends';
import { colourOf, lookOf } from './looks';
import { type Size, stepAxis } from './plot';

export interface HorizonLine {
  readonly method: Method;
  /** Exact variances at T = 1, 2, ...; empty where there is no formula. */
  readonly exact: readonly number[];
  /** What was measured, by T. */
  readonly measured: readonly (readonly [horizon: number, variance: number])[];
}

const MARGIN = { l: 52, t: 12, b: 40 };

/** Variance against T, logarithmic: lines are exact, signs measured; where there is no formula a thin line joins these. */
export function horizonFigure(
  lines: readonly HorizonLine[],
  horizon: number,
  most: number,
  palette: Palette,
  { height }: Size,
): FigureSpec | undefined {
  const logs = lines
    .flatMap(({ exact, measured }) => [...exact, ...measured.map(([, value]) => value)])
    .filter((value) => Number.isFinite(value) && value > 0)
    .map(Math.log10);
  if (logs.length === 0) return undefined;
  const low = Math.floor(Math.min(...logs));
  const high = Math.max(low + 1, Math.ceil(Math.max(...logs)));
  const inner = height - MARGIN.t - MARGIN.b;
  const ends = lines.flatMap(({ method, exact, measured }): End[] => {
    const last = exact.at(-1) ?? measured.at(-1)?.[1];
    if (last === undefined) return [];
    const colour = colourOf(method, palette);
    return [
      {
        name: method.name,
        sign: lookOf(method).sign,
        colour,
        place: (Math.log10(last) - low) / (high - low),
      },
    ];
  });
  return {
    data: lines.flatMap((line) => traces(line, palette)),
    words: lines
      .map(({ method, exact, measured }) => {
        const value = exact[horizon - 1] ?? measured.find(([t]) => t === horizon)?.[1];
        return `${method.name}: variance ${formatNumber(value ?? Number.NaN)} at T = ${horizon}${exact.length > 0 ? ', exactly' : ', measured'}`;
      })
      .join('; '),
    layout: {
      ...baseLayout(palette),
      margin: { ...MARGIN, r: endMargin(ends), pad: 0 },
      xaxis: stepAxis([0.5, most + 0.5], [1, 5, 10, 15, 20], 'horizon T', palette),
      yaxis: { ...decadeAxis([low, high], 8, palette), tickfont: { size: 12 } },
      shapes: [
        {
          type: 'line',
          x0: horizon,
          x1: horizon,
          y0: 0,
          y1: 1,
          yref: 'paper',
          line: { color: palette.line, width: 1.5 },
          layer: 'below',
        },
      ],
      annotations: endNames(ends, inner, palette),
    },
  };
}

function traces({ method, exact, measured }: HorizonLine, palette: Palette): Data[] {
  const colour = colourOf(method, palette);
  const { dash, symbol } = lookOf(method);
  return [
    {
      type: 'scatter',
      mode: 'lines',
      x: exact.map((_, i) => i + 1),
      y: [...exact],
      line: { color: colour, width: 2.25, dash },
      hoverinfo: 'skip',
    },
    {
      type: 'scatter',
      mode: exact.length > 0 ? 'markers' : 'lines+markers',
      x: measured.map(([t]) => t),
      y: measured.map(([, value]) => value),
      line: { color: colour, width: 1 },
      marker: {
        color: colour,
        symbol,
        size: exact.length > 0 ? 9 : 7,
        line: { color: palette.panel, width: 1 },
      },
      hoverinfo: 'skip',
    },
  ];
}
