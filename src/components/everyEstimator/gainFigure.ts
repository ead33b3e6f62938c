import type { Data } from 'plotly.js';
import { METHODS } from '../../presets/reinforcement/everyEstimator';
import type { GainCurve } from '../../state/gains';
import { baseLayout, type FigureSpec, FONT, linearAxis, linearTicks } from '../lab/figure';
import { formatNumber, formatTick } from '../ui/numbers';
import type { Palette } from '../ui/palette';
import { type End, endMargin, endNames } from './ends';
import { colourOf, lookOf } from './looks';
import { type Size, stepAxis } from './plot';

/** What a learning curve runs along. */
export type Progress = 'steps' | 'seconds';

const MARGIN = { l: 52, t: 16, b: 44 };

/** The gain of every method as it learns, and the gain that is best. */
export function gainFigure(
  curves: readonly GainCurve[],
  { best, start, steps }: { readonly best: number; readonly start: number; readonly steps: number },
  progress: Progress,
  palette: Palette,
  { width, height }: Size,
): FigureSpec {
  const shown = METHODS.flatMap((method) => {
    const curve = curves.find(({ id }) => id === method.id);
    return curve ? [{ method, curve }] : [];
  });
  const along = (curve: GainCurve) => (progress === 'steps' ? curve.step : curve.seconds);
  const most = Math.max(
    progress === 'steps' ? steps : 0.05,
    ...shown.map(({ curve }) => along(curve).at(-1) ?? 0),
  );
  const gains = shown.flatMap(({ curve }) => curve.gain).filter(Number.isFinite);
  const [least, greatest] = [Math.min(start, best, ...gains), Math.max(start, best, ...gains)];
  const room = 0.06 * Math.max(0.1, greatest - least);
  const [low, high] = [least - room, greatest + room];
  const ends = shown.map(
    ({ method, curve }): End => ({
      name: `${method.name}${curve.diverged === undefined ? '' : ' (diverged)'}`,
      sign: lookOf(method).sign,
      colour: colourOf(method, palette),
      place: ((curve.gain.findLast(Number.isFinite) ?? Number.NaN) - low) / (high - low),
    }),
  );
  const ticks = linearTicks(low, high, 6);
  const steady = linearTicks(0, most, width < 560 ? 3 : 6);
  return {
    data: shown.map(
      ({ method, curve }): Data => ({
        type: 'scatter',
        mode: 'lines',
        x: [...along(curve)],
        y: [...curve.gain],
        line: { color: colourOf(method, palette), width: 2, dash: lookOf(method).dash },
        hoverinfo: 'skip',
      }),
    ),
    words: [
      `optimal gain ${formatNumber(best)}`,
      ...shown.map(
        ({ method, curve }) =>
          `${method.name}: gain ${formatNumber(curve.gain.at(-1) ?? Number.NaN)} after ${curve.step.at(-1) ?? 0} steps, ${formatNumber(curve.seconds.at(-1) ?? 0)} s`,
      ),
    ].join('; '),
    layout: {
      ...baseLayout(palette),
      // Room for the longest name from the start, so that the plot stays where it is.
      margin: { ...MARGIN, r: endMargin(METHODS), pad: 0 },
      xaxis: stepAxis(
        [0, most],
        steady.values,
        progress === 'steps' ? 'steps' : 'seconds on this machine',
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
        ...endNames(ends, height - MARGIN.t - MARGIN.b, palette),
        {
          text: `optimal gain ${formatTick(best, 0.001)}`,
          x: 0,
          xref: 'paper',
          xanchor: 'left',
          xshift: 6,
          y: best,
          yanchor: 'bottom',
          showarrow: false,
          font: { ...FONT, size: 13, color: palette.ink },
        },
      ],
    },
  };
}
