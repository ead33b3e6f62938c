import type { Data } from 'plotly.js';
import { decadeAxis, linearAxis } from '../plot/axes';
import {
  baseLayout,
  type Colours,
  extentOf,
  type FigureSpec,
  levelLine,
  plotHeightOf,
  type Size,
} from '../plot/figure';
import { decadeTicks, linearTicks, ticksAcross, ticksUp, widestTick } from '../plot/ticks';
import { areaTrace, lineTrace, note } from '../plot/traces';
import { formatNumber } from '../ui/numbers';
import type { CoordinateTruth } from './comparison';

export interface MeanRow {
  readonly plan: string;
  readonly colour: string;
  /** Running mean and its standard error against the number of estimates. */
  readonly trace: { readonly count: Float64Array; readonly mean: Float64Array; readonly error: Float64Array };
}

/** The count from which the traces are drawn: before it a standard error means little. */
const FIRST = 10;
/** The vertical axis fits the bands from this count on; what is wilder is cut. */
const FITS_FROM = 50;

/** Around the plot, but for the numbers left of it, in px. */
const AROUND = { r: 14, t: 18, b: 24 };

/** The running mean of every plan with its two-standard-error band, closing in on the truth. */
export function meanFigure(
  rows: readonly MeanRow[],
  known: Pick<CoordinateTruth, 'mean' | 'text' | 'name'> | undefined,
  colours: Colours,
  size: Size,
): FigureSpec {
  const truth = known?.mean;
  const most = Math.max(1000, ...rows.map((row) => row.trace.count.at(-1) ?? 0));
  const decades = [Math.log10(FIRST), Math.log10(most)] as const;
  const [low, high] = meanRange(rows, truth);
  const ticks = ticksUp(linearTicks, [low, high], 7, plotHeightOf(size, AROUND));
  const margin = { ...AROUND, l: 8 + widestTick(ticks) };
  const across = ticksAcross(decadeTicks, decades, 6, extentOf(size, margin));
  return {
    data: rows.flatMap((row) => [band(row, [low, high]), line(row)]),
    words: rows
      .map((row) => {
        const mean = row.trace.mean.at(-1) ?? Number.NaN;
        const error = row.trace.error.at(-1) ?? Number.NaN;
        return `${row.plan}: mean ${formatNumber(mean)} within ${formatNumber(2 * error)}`;
      })
      .concat(known ? [`${known.name} ${known.text}`] : [])
      .join('; '),
    layout: {
      ...baseLayout(colours, margin, 4),
      xaxis: decadeAxis(decades, across, colours),
      yaxis: linearAxis([low, high], ticks),
      shapes:
        truth === undefined ? [] : [levelLine(truth, { color: colours.ink, width: 1.25, dash: 'dash' })],
      annotations:
        truth === undefined
          ? []
          : [
              // Above the plot: on the line it would stand where all the means close in.
              note(`- - ${known?.name} ${known?.text}`, colours.muted, {
                x: 1,
                xref: 'paper',
                xanchor: 'right',
                y: 1,
                yref: 'paper',
                yanchor: 'bottom',
              }),
            ],
    },
  };
}

/** Symmetric about where the traces close in, wide enough for every band from `FITS_FROM` estimates on. */
function meanRange(rows: readonly MeanRow[], truth: number | undefined): [number, number] {
  const ends = rows.map((row) => row.trace.mean.at(-1)).filter((mean) => Number.isFinite(mean));
  const centre = truth ?? ends[0] ?? 0;
  let half = 0;
  for (const { trace } of rows) {
    const from = trace.count.findIndex((count) => count >= FITS_FROM);
    if (from < 0) continue;
    const reach = Math.abs((trace.mean[from] ?? centre) - centre) + 2 * (trace.error[from] ?? 0);
    const end = Math.abs((trace.mean.at(-1) ?? centre) - centre) * 1.25;
    if (Number.isFinite(reach + end)) half = Math.max(half, reach, end);
  }
  if (!(half > 1e-6 * Math.abs(centre))) half = Math.max(0.1 * Math.abs(centre), 1e-3);
  return [centre - 1.1 * half, centre + 1.1 * half];
}

/** The counts that can be shown: from `FIRST` on, with a finite mean and error; none where the mean has ceased to be finite. */
function shown({ trace }: MeanRow): number[] {
  if (!Number.isFinite(trace.mean.at(-1))) return [];
  return [...trace.count.keys()].filter(
    (i) =>
      (trace.count[i] ?? 0) >= FIRST &&
      Number.isFinite(trace.mean[i] ?? Number.NaN) &&
      Number.isFinite(trace.error[i] ?? Number.NaN),
  );
}

function line(row: MeanRow): Data {
  const places = shown(row);
  return lineTrace(
    places.map((i) => row.trace.count[i] ?? 0),
    places.map((i) => row.trace.mean[i] ?? 0),
    { color: row.colour, width: 1.75 },
  );
}

function band(row: MeanRow, [low, high]: readonly [number, number]): Data {
  const places = shown(row);
  // Points far outside the axes are pulled near them: the picture is the same, and the polygon stays small.
  const far = 2 * (high - low);
  const clip = (value: number) => Math.min(high + far, Math.max(low - far, value));
  const edge = (sign: number) => (i: number) =>
    clip((row.trace.mean[i] ?? 0) + sign * 2 * (row.trace.error[i] ?? 0));
  const back = [...places].reverse();
  return areaTrace(
    [...places, ...back].map((i) => row.trace.count[i] ?? 0),
    [...places.map(edge(1)), ...back.map(edge(-1))],
    row.colour,
    0.2,
  );
}
