import type { Data } from 'plotly.js';
import type { Method } from '../../presets/reinforcement/methods';
import { decadeAxis, LARGE, large, linearAxis, titled } from '../plot/axes';
import { type End, endMargin } from '../plot/ends';
import { baseLayout, extentOf, type FigureSpec, plotHeightOf, type Size, uprightLine } from '../plot/figure';
import { decadeTicks, listedTicks, ticksAcross, ticksUp } from '../plot/ticks';
import { formatNumber } from '../ui/numbers';
import type { Palette } from '../ui/palette';
import { colourOf, lookOf } from './looks';
import { marks, methodEnd, methodTrace } from './marks';

export interface HorizonLine {
  readonly method: Method;
  /** Exact variances at T = 1, 2, ...; empty where there is no formula. */
  readonly exact: readonly number[];
  /** What was measured, by T. */
  readonly measured: readonly (readonly [horizon: number, variance: number])[];
}

const MARGIN = { l: 52, t: 12, b: 40 };
/** Horizons that are named. */
const HORIZONS = [1, 5, 10, 15, 20];

/** Variance against T, logarithmic: lines are exact, signs measured; where there is no formula a thin line joins these. */
export function horizonFigure(
  lines: readonly HorizonLine[],
  horizon: number,
  most: number,
  palette: Palette,
  size: Size,
): FigureSpec | undefined {
  const logs = lines
    .flatMap(({ exact, measured }) => [...exact, ...measured.map(([, value]) => value)])
    .filter((value) => Number.isFinite(value) && value > 0)
    .map(Math.log10);
  if (logs.length === 0) return undefined;
  const low = Math.floor(Math.min(...logs));
  const high = Math.max(low + 1, Math.ceil(Math.max(...logs)));
  const range = [0.5, most + 0.5] as const;
  const ends = lines.flatMap(({ method, exact, measured }): End[] => {
    const [t, last] = exact.length > 0 ? [exact.length, exact.at(-1)] : (measured.at(-1) ?? []);
    if (t === undefined || last === undefined) return [];
    const x = (t - range[0]) / (range[1] - range[0]);
    return [methodEnd(method, palette, { x, y: (Math.log10(last) - low) / (high - low) })];
  });
  const margin = { ...MARGIN, r: endMargin(ends) };
  const extent = extentOf(size, margin);
  const decades = ticksUp(decadeTicks, [low, high], 8, plotHeightOf(size, margin));
  const signs = lines.filter(({ exact }) => exact.length > 0);
  return {
    data: [
      ...lines.map((line) => lineOf(line, palette)),
      marks(
        signs.flatMap(({ method, measured }) => measured.map(([x, y]) => ({ method, x, y }))),
        palette,
      ),
    ],
    ends,
    words: lines
      .map(({ method, exact, measured }) => {
        const value = exact[horizon - 1] ?? measured.find(([t]) => t === horizon)?.[1];
        return `${method.name}: variance ${formatNumber(value ?? Number.NaN)} at T = ${horizon}${exact.length > 0 ? ', exactly' : ', measured'}`;
      })
      .join('; '),
    layout: {
      ...baseLayout(palette, margin),
      xaxis: titled(
        linearAxis(range, ticksAcross(listedTicks(HORIZONS), range, HORIZONS.length, extent, LARGE)),
        'horizon T',
        palette,
      ),
      yaxis: large(decadeAxis([low, high], decades, palette)),
      shapes: [uprightLine(horizon, { color: palette.line, width: 1.5 }, 'below')],
    },
  };
}

function lineOf({ method, exact, measured }: HorizonLine, palette: Palette): Data {
  const colour = colourOf(method, palette);
  const { symbol } = lookOf(method);
  if (exact.length > 0)
    return methodTrace(
      method,
      exact.map((_, i) => i + 1),
      exact,
      palette,
    );
  return {
    type: 'scatter',
    mode: 'lines+markers',
    x: measured.map(([t]) => t),
    y: measured.map(([, value]) => value),
    line: { color: colour, width: 1 },
    marker: { color: colour, symbol, size: 7, line: { color: palette.panel, width: 1 } },
    hoverinfo: 'skip',
  };
}
