import type { Data } from 'plotly.js';
import { decadeAxis } from '../plot/axes';
import { type Colours, type FigureSpec, levelLine, type Size } from '../plot/figure';
import { rowsFigure } from '../plot/rows';
import { decadeTicks, ticksAcross } from '../plot/ticks';
import { lineTrace, note, signsTrace } from '../plot/traces';
import { formatNumber } from '../ui/numbers';
import { textWidth } from '../ui/textWidth';

export interface VarianceRow {
  readonly plan: string;
  readonly colour: string;
  readonly variance: number;
  /** Standard error of the variance. */
  readonly error: number;
  readonly exact: number | undefined;
}

/** Of the points, and height of the exact value's tick, in px. */
const POINT_SIZE = 11;
const TICK_HEIGHT = 26;

/** The values behind the points: how far behind, and in which size, in px. */
const VALUE_SHIFT = 10;
const VALUE_SIZE = 12;

/** Right margin that holds the value of a point at the end of the axis, in px. */
function valueMargin(rows: readonly VarianceRow[]): number {
  const widths = rows.map((row) => textWidth(formatNumber(row.variance), VALUE_SIZE));
  return Math.max(44, VALUE_SHIFT + Math.ceil(Math.max(0, ...widths)) + 2);
}

/** Whole decades around all the positive variances, at least one. */
function decades(rows: readonly VarianceRow[]): [number, number] {
  const logs = rows
    .flatMap((row) => [row.variance, row.exact ?? Number.NaN])
    .filter((value) => Number.isFinite(value) && value > 1e-30)
    .map(Math.log10);
  if (logs.length === 0) return [0, 1];
  const low = Math.floor(Math.min(...logs) - 0.05);
  return [low, Math.max(low + 1, Math.ceil(Math.max(...logs)))];
}

function isDrawn(variance: number): boolean {
  return variance > 0 && variance < Number.POSITIVE_INFINITY;
}

/**
 * The variance of one estimate, a point a plan with two standard errors to either side, and the exact variance as a tick. Points and no bars: a
 * log axis has no zero for a bar to begin at.
 */
export function varianceFigure(rows: readonly VarianceRow[], colours: Colours, size: Size): FigureSpec {
  const [low, high] = decades(rows);
  const names = rows.map((row) => row.plan);
  const { layout, labels, extent } = rowsFigure(names, valueMargin(rows), size, colours);
  return {
    data: [whiskers(rows, [low, high], colours), points(rows), ticks(rows, colours)],
    words: rows
      .map(
        (row) =>
          `${row.plan}: variance ${formatNumber(row.variance)}${row.exact === undefined ? '' : `, exactly ${formatNumber(row.exact)}`}`,
      )
      .join('; '),
    layout: {
      ...layout,
      xaxis: decadeAxis([low, high], ticksAcross(decadeTicks, [low, high], 3, extent), colours),
      shapes: rows.map((_, i) => levelLine(i, { color: colours.line, width: 1, dash: 'dot' }, 'below')),
      annotations: [
        ...labels,
        ...rows.map((row, i) =>
          note(
            formatNumber(row.variance),
            colours.ink,
            {
              // On a log axis an annotation stands at the exponent.
              x: Math.min(high, Math.max(low, ...furthest(row).filter(isDrawn).map(Math.log10))),
              xref: 'x',
              xanchor: 'left',
              xshift: VALUE_SHIFT,
              y: i,
              yref: 'y',
              yanchor: 'middle',
            },
            VALUE_SIZE,
          ),
        ),
      ],
    },
  };
}

/** What the number stands right of. */
function furthest({ variance, error, exact = 0 }: VarianceRow): number[] {
  return [variance, exact, isDrawn(error) ? variance + 2 * error : 0];
}

/** There is no point where the variance is zero or unknown. */
function points(rows: readonly VarianceRow[]): Data {
  return signsTrace(
    rows.map((row) => (isDrawn(row.variance) ? row.variance : null)),
    rows.map((_, i) => i),
    { color: rows.map((row) => row.colour), size: POINT_SIZE },
  );
}

function ticks(rows: readonly VarianceRow[], colours: Colours): Data {
  return signsTrace(
    rows.map(({ exact }) => (exact !== undefined && isDrawn(exact) ? exact : null)),
    rows.map((_, i) => i),
    { symbol: 'line-ns', size: TICK_HEIGHT / 2, line: { color: colours.ink, width: 1.75 } },
  );
}

function whiskers(
  rows: readonly VarianceRow[],
  [low, high]: readonly [number, number],
  colours: Colours,
): Data {
  const within = (variance: number) => Math.min(10 ** high, Math.max(10 ** low, variance));
  const drawn = rows.flatMap(({ variance, error }, i) =>
    isDrawn(variance) && error > 0 ? [{ i, ends: [variance - 2 * error, variance + 2 * error] }] : [],
  );
  return lineTrace(
    drawn.flatMap(({ ends }) => [...ends.map(within), null]),
    drawn.flatMap(({ i }) => [i, i, null]),
    { color: colours.muted, width: 2 },
  );
}
