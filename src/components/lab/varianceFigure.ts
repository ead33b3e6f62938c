import { formatNumber } from '../ui/numbers';
import {
  baseLayout,
  type Colours,
  decadeAxis,
  type FigureSpec,
  FONT,
  labelMargin,
  rowAxis,
  rowLabels,
} from './figure';

export interface VarianceRow {
  readonly plan: string;
  readonly colour: string;
  readonly variance: number;
  readonly exact: number | undefined;
}

/** Half a bar's height, in rows. */
const HALF_BAR = 0.26;

/** The values behind the bars: how far behind, and in which size, in px. */
const VALUE_SHIFT = 6;
const VALUE_SIZE = 12;
/** No sign of a number is wider than this share of its size. */
const WIDEST_SIGN = 0.66;

/** Right margin that holds the value of a bar that fills the whole axis, in px. */
function valueMargin(rows: readonly VarianceRow[]): number {
  const signs = Math.max(0, ...rows.map((row) => formatNumber(row.variance).length));
  return Math.max(44, VALUE_SHIFT + Math.ceil(signs * VALUE_SIZE * WIDEST_SIGN) + 2);
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

/** The variance of one estimate, a bar a plan on a log axis, with the exact variance as a tick. */
export function varianceFigure(rows: readonly VarianceRow[], colours: Colours): FigureSpec {
  const [low, high] = decades(rows);
  const names = rows.map((row) => row.plan);
  return {
    data: [
      {
        type: 'bar',
        orientation: 'h',
        // On a log axis a bar begins at the axis; there is none where the variance is zero or unknown.
        x: rows.map((row) => (isDrawn(row.variance) ? row.variance : null)),
        y: rows.map((_, i) => i),
        width: 2 * HALF_BAR,
        marker: { color: rows.map((row) => row.colour), opacity: 0.88 },
        hoverinfo: 'skip',
      },
    ],
    words: rows
      .map(
        (row) =>
          `${row.plan}: variance ${formatNumber(row.variance)}${row.exact === undefined ? '' : `, exactly ${formatNumber(row.exact)}`}`,
      )
      .join('; '),
    layout: {
      ...baseLayout(colours),
      margin: { l: labelMargin(names), r: valueMargin(rows), t: 18, b: 24, pad: 0 },
      xaxis: { ...decadeAxis([low, high], 3, colours), tickangle: 0 },
      yaxis: rowAxis(rows.length),
      shapes: rows.flatMap((row, i) =>
        row.exact !== undefined && isDrawn(row.exact)
          ? [
              {
                type: 'line' as const,
                x0: row.exact,
                x1: row.exact,
                xref: 'x' as const,
                y0: i - HALF_BAR - 0.08,
                y1: i + HALF_BAR + 0.08,
                yref: 'y' as const,
                line: { color: colours.ink, width: 1.75 },
              },
            ]
          : [],
      ),
      annotations: [
        ...rowLabels(names, colours),
        ...rows.map((row, i) => ({
          text: formatNumber(row.variance),
          // On a log axis an annotation stands at the exponent.
          x: Math.max(low, ...[row.variance, row.exact ?? 0].filter(isDrawn).map(Math.log10)),
          xref: 'x' as const,
          xanchor: 'left' as const,
          xshift: VALUE_SHIFT,
          y: i,
          yref: 'y' as const,
          yanchor: 'middle' as const,
          showarrow: false,
          font: { ...FONT, size: VALUE_SIZE, color: colours.ink },
        })),
      ],
    },
  };
}
