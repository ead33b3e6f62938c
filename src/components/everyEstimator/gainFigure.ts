import type { GainCurve } from '../../engine';
import { METHODS } from '../../presets/reinforcement/methods';
import { LARGE, large, linearAxis, linedAxis, titled } from '../plot/axes';
import { type End, endMargin } from '../plot/ends';
import { baseLayout, extentOf, type FigureSpec, levelLine, plotHeightOf, type Size } from '../plot/figure';
import { linearTicks, ticksAcross, ticksUp } from '../plot/ticks';
import { note, onLevel } from '../plot/traces';
import { formatNumber, formatTick } from '../ui/numbers';
import type { Palette } from '../ui/palette';
import { marks, methodEnd, methodTrace } from './marks';

/** What a learning curve runs along. */
export type Progress = 'steps' | 'time';

const MARGIN = { l: 52, t: 16, b: 44 };

/** Where the points of a curve stand; undefined where that is not known yet. */
function along({ step, seconds }: GainCurve, progress: Progress): readonly number[] | undefined {
  if (progress === 'steps') return step;
  return Number.isFinite(seconds) ? step.map((own) => 1000 * own * seconds) : undefined;
}

function shownOf(curves: readonly GainCurve[], progress: Progress) {
  return METHODS.flatMap((method) => {
    const curve = curves.find(({ id }) => id === method.id);
    const x = curve && along(curve, progress);
    return x ? [{ method, curve, x }] : [];
  });
}

/** The gain of every method as it learns, and the gain that is best. */
export function gainFigure(
  curves: readonly GainCurve[],
  { best, start, steps }: { readonly best: number; readonly start: number; readonly steps: number },
  progress: Progress,
  palette: Palette,
  size: Size,
): FigureSpec {
  const shown = shownOf(curves, progress);
  const most = Math.max(progress === 'steps' ? steps : 0, ...shown.map(({ x }) => x.at(-1) ?? 0)) || 1;
  const gains = shown.flatMap(({ curve }) => curve.gain).filter(Number.isFinite);
  const [least, greatest] = [Math.min(start, best, ...gains), Math.max(start, best, ...gains)];
  const room = 0.06 * Math.max(0.1, greatest - least);
  const [low, high] = [least - room, greatest + room];
  const ends = shown.map(
    ({ method, curve, x }): End => ({
      ...methodEnd(method, palette, {
        x: (x.at(-1) ?? 0) / most,
        y: ((curve.gain.findLast(Number.isFinite) ?? Number.NaN) - low) / (high - low),
      }),
      name: `${method.name}${curve.diverged === undefined ? '' : ' (diverged)'}`,
    }),
  );
  // Room for the longest name from the start, so that the plot stays where it is.
  const margin = { ...MARGIN, r: endMargin(METHODS) };
  const extent = extentOf(size, margin);
  const ticks = ticksUp(linearTicks, [low, high], 6, plotHeightOf(size, margin));
  return {
    data: [
      ...shown.map(({ method, curve, x }) => methodTrace(method, x, curve.gain, palette, 2)),
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
      ...baseLayout(palette, margin),
      xaxis: titled(
        linearAxis([0, most], ticksAcross(linearTicks, [0, most], 6, extent, LARGE)),
        progress === 'steps' ? 'steps' : 'milliseconds on this machine',
        palette,
      ),
      yaxis: large(linedAxis([low, high], ticks, palette)),
      shapes: [levelLine(best, { color: palette.ink, width: 1.75 })],
      annotations: [note(`optimal gain ${formatTick(best, 0.001)}`, palette.ink, onLevel(best, palette), 13)],
    },
  };
}
