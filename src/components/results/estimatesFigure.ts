import type { Data } from 'plotly.js';
import { linearAxis, steadyRange } from '../plot/axes';
import { besideLine } from '../plot/besideLine';
import { type DensityShape, densityShapeOf, robustRange, sortedFinite } from '../plot/density';
import { type Colours, type FigureSpec, type Size, uprightLine } from '../plot/figure';
import { rowsFigure } from '../plot/rows';
import { linearTicks, ticksAcross } from '../plot/ticks';
import { areaTrace, note } from '../plot/traces';
import { formatNumber } from '../ui/numbers';
import type { CoordinateTruth } from './comparison';

export interface EstimatesRow {
  readonly plan: string;
  readonly colour: string;
  /** Recent single estimates. */
  readonly recent: Float64Array;
}

/** Half the height of the highest point of a shape, in rows. */
const HALF_HEIGHT = 0.4;

/** One violin a plan: how single estimates are distributed, and the truth as a line through all of them. */
export function estimatesFigure(
  rows: readonly EstimatesRow[],
  known: Pick<CoordinateTruth, 'mean' | 'text' | 'name'> | undefined,
  colours: Colours,
  size: Size,
  previous?: readonly [number, number],
): FigureSpec & { readonly range: readonly [number, number] } {
  const truth = known?.mean;
  const sorted = rows.map((row) => sortedFinite(row.recent));
  const range = steadyRange(previous, robustRange(sorted, truth));
  const data = rows.map((row, i) =>
    violin(
      densityShapeOf(sorted[i] ?? new Float64Array(), range),
      i,
      row.colour,
      (range[1] - range[0]) * 0.006,
    ),
  );
  const names = rows.map((row) => row.plan);
  const { layout, labels, extent } = rowsFigure(names, 12, size, colours);
  const label = `${known?.name} ${known?.text}`;
  return {
    range,
    data,
    words: `Distribution of single estimates from ${formatNumber(range[0])} to ${formatNumber(range[1])}, for ${names.join(', ')}.${known ? ` The ${known.name} is ${known.text}.` : ''}`,
    layout: {
      ...layout,
      xaxis: linearAxis(range, ticksAcross(linearTicks, range, 5, extent)),
      shapes: truth === undefined ? [] : [uprightLine(truth, { color: colours.ink, width: 1.25 })],
      annotations: [
        ...labels,
        ...(truth === undefined
          ? []
          : [
              note(label, colours.muted, {
                x: truth,
                xref: 'x',
                xanchor: besideLine(truth, range, label, extent),
                y: 1,
                yref: 'paper',
                yanchor: 'bottom',
              }),
            ]),
      ],
    },
  };
}

function violin(shape: DensityShape, row: number, colour: string, atomWidth: number): Data {
  const x: (number | null)[] = [];
  const y: (number | null)[] = [];
  if (shape.kind === 'curve') {
    const points = [...shape.x.entries()].filter(([i]) => visible(shape.height, i));
    for (const [i, at] of points) {
      x.push(at);
      y.push(row - HALF_HEIGHT * (shape.height[i] ?? 0));
    }
    for (const [i, at] of points.reverse()) {
      x.push(at);
      y.push(row + HALF_HEIGHT * (shape.height[i] ?? 0));
    }
  } else if (shape.kind === 'atoms') {
    for (const [i, at] of shape.x.entries()) {
      const half = HALF_HEIGHT * (shape.height[i] ?? 0);
      x.push(at - atomWidth, at + atomWidth, at + atomWidth, at - atomWidth, at - atomWidth, null);
      y.push(row - half, row - half, row + half, row + half, row - half, null);
    }
  }
  return areaTrace(x, y, colour, 0.88, { color: colour, width: shape.kind === 'atoms' ? 0 : 0.75 });
}

/** Left of the first and right of the last number there is nothing to draw, not a hairline. */
function visible(height: Float64Array, i: number): boolean {
  return [i - 1, i, i + 1].some((j) => (height[j] ?? 0) > 1e-4);
}
