import type { Data } from 'plotly.js';
import { decadeAxis, linearAxis, linedAxis } from '../plot/axes';
import { type End, endMargin } from '../plot/ends';
import { baseLayout, type Colours, extentOf, type FigureSpec, plotHeightOf, type Size } from '../plot/figure';
import { decadeTicks, linearTicks, ticksAcross, ticksUp, widestTick } from '../plot/ticks';
import { lineTrace } from '../plot/traces';
import { formatNumber } from '../ui/numbers';

/** A plan's numbers over steps, NaN where there is none. */
export interface PlanCurve {
  readonly plan: string;
  readonly colour: string;
  readonly step: Float64Array;
  readonly value: Float64Array;
  /** A second line of the same plan, dotted. */
  readonly dotted?: Float64Array;
}

interface Axis {
  readonly log?: boolean;
  /** What the figure shows, in words. */
  readonly what: string;
  readonly whatDotted?: string;
}

/** Above and below the plot, in px. */
const AROUND = { t: 10, b: 24 };
const LONGEST_NAME = 12;
/** The first share of the points may leave the axis: it begins far above where it goes on. */
const EARLY = 0.04;

/** One line a plan over steps, named where it ends. */
export function curvesFigure(
  curves: readonly PlanCurve[],
  { log, what, whatDotted }: Axis,
  colours: Colours,
  size: Size,
): FigureSpec {
  const most = Math.max(10, ...curves.map(({ step }) => step.at(-1) ?? 0));
  const [low, high] = valueRange(curves, log ?? false);
  const ticks = ticksUp(log ? decadeTicks : linearTicks, [low, high], 5, plotHeightOf(size, AROUND));
  const ends = curves.map(({ plan, colour, step, value }): End => {
    const last = value.findLastIndex(Number.isFinite);
    const end = value[last] ?? Number.NaN;
    return {
      name: shortened(plan),
      sign: '●',
      colour,
      x: (step[last] ?? 0) / most,
      y: ((log ? Math.log10(end) : end) - low) / (high - low),
    };
  });
  const margin = { ...AROUND, l: 10 + widestTick(ticks), r: endMargin(ends) };
  const across = ticksAcross(linearTicks, [0, most], 3, extentOf(size, margin));
  return {
    data: curves.flatMap((curve) => [
      ...(curve.dotted ? [line(curve, curve.dotted, 'dot')] : []),
      line(curve, curve.value, 'solid'),
    ]),
    words: curves
      .map(({ plan, value, dotted }) => {
        const end = dotted && whatDotted ? `, ${whatDotted} ${formatNumber(lastFinite(dotted))}` : '';
        return `${plan}: ${what} ${formatNumber(lastFinite(value))}${end}`;
      })
      .join('; '),
    ends,
    layout: {
      ...baseLayout(colours, margin, 4),
      xaxis: linearAxis([0, most], across),
      yaxis: log ? decadeAxis([low, high], ticks, colours) : linedAxis([low, high], ticks, colours),
    },
  };
}

function line({ colour, step }: PlanCurve, value: Float64Array, dash: 'solid' | 'dot'): Data {
  const places = [...step.keys()].filter((i) => Number.isFinite(value[i]));
  return lineTrace(
    places.map((i) => step[i] ?? 0),
    places.map((i) => value[i] ?? 0),
    { color: colour, width: dash === 'dot' ? 1.5 : 1.75, dash },
  );
}

/** What the vertical axis reaches over; exponents where it is logarithmic. */
export function valueRange(curves: readonly PlanCurve[], log: boolean): [number, number] {
  const last = Math.max(0, ...curves.map(({ step }) => step.at(-1) ?? 0));
  const values = curves.flatMap(({ step, value, dotted }) =>
    [value, dotted].flatMap((numbers) =>
      numbers ? [...numbers].filter((_, i) => log || (step[i] ?? 0) >= EARLY * last) : [],
    ),
  );
  const seen = values.filter((value) => Number.isFinite(value) && (!log || value > 1e-30));
  if (seen.length === 0) return [0, 1];
  const scaled = log ? seen.map(Math.log10) : seen;
  const [least, greatest] = [Math.min(...scaled), Math.max(...scaled)];
  if (log) return [Math.floor(least), Math.max(Math.floor(least) + 1, Math.ceil(greatest))];
  const margin = 0.06 * (greatest - least) || Math.max(1e-3, 0.1 * Math.abs(greatest));
  return [least - margin, greatest + margin];
}

function lastFinite(values: Float64Array): number {
  return values.findLast(Number.isFinite) ?? Number.NaN;
}

function shortened(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
}
