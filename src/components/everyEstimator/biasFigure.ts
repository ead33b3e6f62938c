import type { Setting } from '../../presets/reinforcement/everyEstimator';
import type { Method } from '../../presets/reinforcement/methods';
import { LARGE, large, linearAxis, linedAxis, titled } from '../plot/axes';
import { type End, endMargin } from '../plot/ends';
import {
  baseLayout,
  extentOf,
  type FigureSpec,
  levelLine,
  plotHeightOf,
  type Size,
  uprightLine,
} from '../plot/figure';
import { linearTicks, listedTicks, ticksAcross, ticksUp } from '../plot/ticks';
import { note, onLevel } from '../plot/traces';
import { formatNumber } from '../ui/numbers';
import type { Palette } from '../ui/palette';
import { marks, methodEnd, methodTrace } from './marks';
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
  size: Size,
): FigureSpec {
  const [least, most] = ERROR_RANGE;
  const shown = curves.filter(({ isMoved, biases }) => isMoved || biases.some((bias) => bias !== 0));
  const [low, high] = rangeOf(curves.filter(({ isMoved }) => isMoved).flatMap(({ biases }) => biases));
  const place = (bias: number) => (bias - low) / (high - low);
  const still = curves.length - shown.length;
  const ends: End[] = [
    ...shown.map(({ method, biases }) => methodEnd(method, palette, { y: place(biases.at(-1) ?? 0) })),
    { name: `${still} others`, sign: '—', colour: palette.muted, y: place(0) },
  ];
  const margin = { ...MARGIN, r: endMargin(ends) };
  const extent = extentOf(size, margin);
  const range = [least - 0.02, most + 0.02] as const;
  const ticks = ticksUp(linearTicks, [low, high], 6, plotHeightOf(size, margin));
  return {
    data: [
      ...shown.map(({ method, biases }) => methodTrace(method, FACTORS, biases, palette)),
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
      ...baseLayout(palette, margin),
      xaxis: titled(
        linearAxis(range, ticksAcross(listedTicks(NAMED), range, NAMED.length, extent, LARGE)),
        trust === 'critic'
          ? 'factor on the critic’s term (1 is right)'
          : 'factor on the model’s slope (1 is right)',
        palette,
      ),
      yaxis: large(linedAxis([low, high], ticks, palette)),
      shapes: [
        levelLine(0, { color: palette.ink, width: 1.5 }, 'below'),
        uprightLine(setting[trust], { color: palette.line, width: 1.5 }, 'below'),
      ],
      annotations: [note('unbiased', palette.muted, onLevel(0, palette), LARGE)],
    },
  };
}

/** Around 0 and all that moves. */
function rangeOf(biases: readonly number[]): readonly [number, number] {
  const [least, greatest] = [Math.min(0, ...biases), Math.max(0, ...biases)];
  const room = 0.08 * (greatest - least) || 1;
  return [least - room, greatest + room];
}
