import type { Data } from 'plotly.js';
import type { GainCurve } from '../../engine';
import { METHODS } from '../../presets/reinforcement/methods';
import { type End, endMargin } from '../lab/ends';
import { baseLayout, type FigureSpec, FONT, linearAxis, linearTicks } from '../lab/figure';
import { formatNumber, formatTick } from '../ui/numbers';
import type { Palette } from '../ui/palette';
import { colourOf, lookOf } from './looks';
import { marks, type Size, stepAxis } from './plot';

/** What a learning curve runs along. */
export type Progress = 'steps' | 'time';

const MARGIN = { l: 52, t: 16, b: 44 };

/** Where the points of a curve stand; undefined where that is not known yet. */
function along({ step, seconds }: GainCurve, progress: Progress): readonly number[] | undefined {
  if (progress === 'steps') return step;
  return Number.isFinite(seconds) ? step.map((own) => 1000 * own * seconds) : undefined;
}

/** The gain of every method as it learns, and the gain that is best. */
export function gainFigure(
  curves: readonly GainCurve[],
  { best, start, steps }: { readonly best: number; readonly start: number; readonly steps: number },
  progress: Progress,
  palette: Palette,
  { width }: Size,
): FigureSpec {
  const shown = METHODS.flatMap((method) => {
    const curve = curves.find(({ id }) => id === method.id);
    const x = curve && along(curve, progress);
    return x ? [{ method, curve, x }] : [];
  });
  const most = Math.max(progress === 'steps' ? steps : 0, ...shown.map(({ x }) => x.at(-1) ?? 0)) || 1;
  const gains = shown.flatMap(({ curve }) => curve.gain).filter(Number.isFinite);
  const [least, greatest] = [Math.min(start, best, ...gains), Math.max(start, best, ...gains)];
  const room = 0.06 * Math.max(0.1, greatest - least);
  const [low, high] = [least - room, greatest + room];
  const ends = shown.map(
    ({ method, curve, x }): End => ({
      name: `${method.name}${curve.diverged === undefined ? '' : ' (diverged)'}`,
      sign: lookOf(method).sign,
      colour: colourOf(method, palette),
      x: (x.at(-1) ?? 0) / most,
      y: ((curve.gain.findLast(Number.isFinite) ?? Number.NaN) - low) / (high - low),
    }),
  );
  const ticks = linearTicks(low, high, 6);
  const steady = linearTicks(0, most, width < 560 ? 3 : 6);
  return {
    data: [
      ...shown.map(
        ({ method, curve, x }): Data => ({
          type: 'scatter',
          mode: 'lines',
          x: [...x],
          y: [...curve.gain],
          line: { color: colourOf(method, palette), width: 2, dash: lookOf(method).dash },
          hoverinfo: 'skip',
        }),
      ),
      marks(
        shown.map(({ method, curve, x }) => ({
          method,
          x: x.at(-1) ?? Number.NaN,
          y: curve.gain.at(-1) ?? Number.NaN,
        })),
        palette,
      ),
    ],
    ends,
    words: [
      `optimal gain ${formatNumber(best)}`,
      ...shown.map(
        ({ method, curve }) =>
          `${method.name}: gain ${formatNumber(curve.gain.at(-1) ?? Number.NaN)} after ${curve.step.at(-1) ?? 0} steps of ${formatNumber(1e6 * curve.seconds)} µs`,
      ),
    ].join('; '),
    layout: {
      ...baseLayout(palette),
      // Room for the longest name from the start, so that the plot stays where it is.
      margin: { ...MARGIN, r: endMargin(METHODS), pad: 0 },
      xaxis: stepAxis(
        [0, most],
        steady.values,
        progress === 'steps' ? 'steps' : 'milliseconds on this machine',
        palette,
        steady.values.map((value) => formatTick(value, steady.step)),
      ),
      yaxis: {
        ...linearAxis([low, high], ticks),
        tickfont: { size: 12 },
        showgrid: true,
        gridcolor: palette.line,
      },
      shapes: [
        {
          type: 'line',
          x0: 0,
          x1: 1,
          xref: 'paper',
          y0: best,
          y1: best,
          line: { color: palette.ink, width: 1.75 },
        },
      ],
      annotations: [
        {
          text: `optimal gain ${formatTick(best, 0.001)}`,
          x: 0,
          xref: 'paper',
          xanchor: 'left',
          xshift: 6,
          y: best,
          yanchor: 'bottom',
          yshift: 2,
          showarrow: false,
          bgcolor: palette.panel,
          font: { ...FONT, size: 13, color: palette.ink },
        },
      ],
    },
  };
}
