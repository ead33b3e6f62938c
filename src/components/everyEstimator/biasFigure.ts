import type { Data } from 'plotly.js';
import type { Setting } from '../../presets/reinforcement/everyEstimator';
import type { Method } from '../../presets/reinforcement/methods';
import { type End, endMargin } from '../lab/ends';
import { baseLayout, type FigureSpec, FONT, linearAxis, type Size } from '../lab/figure';
import { linearTicks, listedTicks, ticksAcross, ticksUp } from '../plot/ticks';
import { formatNumber } from '../ui/numbers';
import type { Palette } from '../ui/palette';
import { colourOf, lookOf } from './looks';
import { LARGE, large, marks, titled } from './plot';
import { exactMean, exactMeans, type MethodRow } from './rows';

/** What may be wrong, and how far its slider goes. */
export type Trust = 'critic' | 'model';
export const ERROR_RANGE = [0.5, 1.5] as const;

const POINTS = 41;
const FACTORS = Array.from(
  { length: POINTS },
  (_, i) => ERROR_RANGE[0] + ((ERROR_RANGE[1] - ERROR_RANGE[0]) * i) / (POINTS - 1),
);
/** Factors that are named. */
const NAMED = [0.5, 0.75, 1, 1.25, 1.5];
const MARGIN = { l: 52, t: 12, b: 44 };

export interface BiasCurve {
  readonly method: Method;
  /** Whether the method trusts what is wrong. */
  readonly isMoved: boolean;
  /** At factors evenly spaced over the range. */
  readonly biases: readonly number[];
}

/** Exact bias of every method as what it trusts is off by a factor. */
export function biasCurves(trust: Trust, setting: Setting): readonly BiasCurve[] {
  const { truth, means } = exactMeans(setting);
  return means.map(({ method, bias }) => {
    const isMoved = method.trusts.includes(trust);
    const biases = FACTORS.map((factor) =>
      isMoved ? exactMean(method, { ...setting, [trust]: factor }) - truth : bias,
    );
    return { method, isMoved, biases };
  });
}

/** The curves, and what is measured at the setting. */
export function biasFigure(
  trust: Trust,
  setting: Setting,
  curves: readonly BiasCurve[],
  rows: readonly MethodRow[],
  palette: Palette,
  { width, height }: Size,
): FigureSpec {
  const [least, most] = ERROR_RANGE;
  const shown = curves.filter(({ isMoved, biases }) => isMoved || biases.some((bias) => bias !== 0));
  const [low, high] = rangeOf(curves.filter(({ isMoved }) => isMoved).flatMap(({ biases }) => biases));
  const place = (bias: number) => (bias - low) / (high - low);
  const still = curves.length - shown.length;
  const ends: End[] = [
    ...shown.map(({ method, biases }) => ({
      name: method.name,
      sign: lookOf(method).sign,
      colour: colourOf(method, palette),
      y: place(biases.at(-1) ?? 0),
    })),
    { name: `${still} others`, sign: '—', colour: palette.muted, y: place(0) },
  ];
  const margin = { ...MARGIN, r: endMargin(ends), pad: 0 };
  const extent = { length: width - margin.l - margin.r, before: margin.l, after: margin.r };
  const range = [least - 0.02, most + 0.02] as const;
  const ticks = ticksUp(linearTicks, [low, high], 6, height - margin.t - margin.b);
  return {
    data: [
      ...shown.map(
        ({ method, biases }): Data => ({
          type: 'scatter',
          mode: 'lines',
          x: FACTORS,
          y: [...biases],
          line: { color: colourOf(method, palette), width: 2.25, dash: lookOf(method).dash },
          hoverinfo: 'skip',
        }),
      ),
      marks(
        rows.map(({ method, mean, bias, exactMean, standardError }) => ({
          method,
          x: setting[trust],
          y: mean - (exactMean - bias),
          error: standardError,
        })),
        palette,
      ),
    ],
    ends,
    words: shown
      .map(
        ({ method }) =>
          `${method.name}: bias ${formatNumber(rows.find((row) => row.method === method)?.bias ?? Number.NaN)}`,
      )
      .concat(`${still} others: bias 0, whatever the ${trust} says`)
      .join('; '),
    layout: {
      ...baseLayout(palette),
      margin,
      xaxis: titled(
        linearAxis(range, ticksAcross(listedTicks(NAMED), range, NAMED.length, extent, LARGE)),
        trust === 'critic'
          ? 'factor on the critic’s term (1 is right)'
          : 'factor on the model’s slope (1 is right)',
        palette,
      ),
      yaxis: {
        ...large(linearAxis([low, high], ticks)),
        showgrid: true,
        gridcolor: palette.line,
      },
      shapes: [
        {
          type: 'line',
          x0: 0,
          x1: 1,
          xref: 'paper',
          y0: 0,
          y1: 0,
          line: { color: palette.ink, width: 1.5 },
          layer: 'below',
        },
        {
          type: 'line',
          x0: setting[trust],
          x1: setting[trust],
          y0: 0,
          y1: 1,
          yref: 'paper',
          line: { color: palette.line, width: 1.5 },
          layer: 'below',
        },
      ],
      annotations: [
        {
          text: 'unbiased',
          x: 0,
          xref: 'paper',
          xanchor: 'left',
          xshift: 6,
          y: 0,
          yanchor: 'bottom',
          yshift: 2,
          bgcolor: palette.panel,
          showarrow: false,
          font: { ...FONT, size: 12, color: palette.muted },
        },
      ],
    },
  };
}

/** Around 0 and all that moves. */
function rangeOf(biases: readonly number[]): readonly [number, number] {
  const [least, greatest] = [Math.min(0, ...biases), Math.max(0, ...biases)];
  const room = 0.08 * (greatest - least) || 1;
  return [least - room, greatest + room];
}
