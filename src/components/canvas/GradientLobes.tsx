import { useStore } from '@xyflow/react';
import { scaleLinear } from 'd3-scale';
import { memo, useCallback, useMemo, useRef } from 'react';
import { useDocument } from '../../state/document/document';
import type { Frame } from '../../state/run/run';
import { type ParameterCoordinate, useSession } from '../../state/shell/session';
import { steadyRange } from '../plot/axes';
import { type DensityShape, densityShapeOf, onTheWay, robustRange, sortedFinite } from '../plot/density';
import { type Pen, useCanvas } from '../plot/useCanvas';
import { coordinateTruth } from '../results/comparison';
import { colourOfPlan } from '../ui/palette';
import styles from './nodes.module.css';
import { type Take, useLivePicture } from './useLivePicture';

const WIDTH = 136;
const ROW = 27;
const HEAD = 14;
/** From this zoom on words in the picture can be read. */
const LEGIBLE_ZOOM = 0.75;
/** As many of the recent estimates as a shape this small can show. */
const MOST_ESTIMATES = 1200;

interface GradientLobesProps {
  readonly parameter: string;
  readonly coordinate: ParameterCoordinate | undefined;
}

/**
 * The live spread of a parameter's gradient estimates, under its name: one lobe a plan, in the plan's colour, over one
 * axis, with a tick for the truth through all of them.
 */
export const GradientLobes = memo(function GradientLobes({ parameter, coordinate }: GradientLobesProps) {
  const plans = useDocument(({ document }) => document.plans);
  const hidden = useSession((session) => session.hiddenPlans);
  const shown = useMemo(
    () => plans.flatMap(({ name }, index) => (hidden.has(name) ? [] : [{ name, index }])),
    [plans, hidden],
  );
  const index = coordinate?.parameter === parameter ? coordinate.index : 0;
  // Too small to read, the word would only be a smudge.
  const isLegible = useStore(({ transform }) => transform[2] >= LEGIBLE_ZOOM);
  const picture = useMemo(
    () => lobesPicture(parameter, index, shown, isLegible),
    [parameter, index, shown, isLegible],
  );
  const height = lobesHeight(shown.length);
  const share = useRef<() => number>(() => 1);
  const draw = useCallback(
    (pen: Pen) => {
      picture.draw(pen, share.current());
      return share.current() < 1;
    },
    [picture],
  );
  const { canvas, redraw } = useCanvas(draw, densityOf);
  share.current = useLivePicture(picture.take, redraw);
  return (
    <canvas
      ref={canvas}
      className={styles.lobes}
      style={{ width: WIDTH, height }}
      role="img"
      aria-label={`Spread of the gradient estimates of ${parameter}, one shape per plan`}
    />
  );
});

/** Twice the screen's density, so that it stays sharp when zoomed into. */
function densityOf(screen: number): number {
  return Math.min(4, Math.max(2, 1.5 * screen));
}

/** Height of the picture in px, for as many plans. */
export function lobesHeight(plans: number): number {
  return HEAD + ROW * plans + 6;
}

export const LOBES_WIDTH = WIDTH;

interface Shown {
  readonly name: string;
  readonly index: number;
}

interface Lobes {
  readonly range: readonly [number, number];
  readonly shapes: readonly DensityShape[];
  readonly truth: { readonly at: number; readonly name: string } | undefined;
}

function lobesPicture(
  parameter: string,
  index: number,
  plans: readonly Shown[],
  isLegible: boolean,
): { readonly take: Take; readonly draw: (pen: Pen, share: number) => void } {
  let from: Lobes | undefined;
  let to: Lobes | undefined;
  let shown: Lobes | undefined;
  return {
    take: (frame) => {
      from = shown;
      to = lobesOf(frame, parameter, index, plans, to?.range);
    },
    draw: (pen, share) => {
      shown = to && tween(from, to, share);
      if (shown) drawLobes(pen, shown, plans, isLegible);
    },
  };
}

function lobesOf(
  { snapshot, truth: report }: Frame,
  parameter: string,
  index: number,
  plans: readonly Shown[],
  before: readonly [number, number] | undefined,
): Lobes | undefined {
  if (!snapshot || plans.length === 0) return undefined;
  const samples = plans.map(({ name }) => {
    const gradients = snapshot.plans.find(({ plan }) => plan === name)?.gradients;
    const recent = gradients?.find((entry) => entry.parameter === parameter)?.recent;
    return sortedFinite(recent?.subarray(-MOST_ESTIMATES) ?? []);
  });
  if (samples.every(({ length }) => length === 0)) return undefined;
  const known = coordinateTruth(report, parameter, index);
  const truth = known && { at: known.mean, name: known.name };
  const range = steadyRange(before, robustRange(samples, truth?.at));
  return { range, shapes: samples.map((sample) => densityShapeOf(sample, range)), truth };
}

function tween(from: Lobes | undefined, to: Lobes, share: number): Lobes {
  if (!from || share >= 1 || from.range[0] !== to.range[0] || from.range[1] !== to.range[1]) return to;
  return {
    ...to,
    shapes: to.shapes.map((shape, i) => {
      const before = from.shapes[i];
      if (shape.kind !== 'curve' || before?.kind !== 'curve') return shape;
      return {
        ...shape,
        height: shape.height.map((height, k) => onTheWay(before.height[k] ?? 0, height, share)),
      };
    }),
  };
}

function drawLobes(
  { context, palette }: Pen,
  { range, shapes, truth }: Lobes,
  plans: readonly Shown[],
  isLegible: boolean,
): void {
  const [low, high] = range;
  const place = scaleLinear(range, [4, WIDTH - 4]);
  for (const [row, shape] of shapes.entries()) {
    const base = HEAD + ROW * (row + 1);
    const colour = colourOfPlan(palette, plans[row]?.index ?? 0);
    context.fillStyle = colour;
    context.strokeStyle = colour;
    context.globalAlpha = 0.45;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(4, base - 0.5);
    context.lineTo(WIDTH - 4, base - 0.5);
    context.stroke();
    context.globalAlpha = 0.88;
    if (shape.kind === 'curve') {
      context.beginPath();
      context.moveTo(place(shape.x[0] ?? low), base);
      for (const [i, x] of shape.x.entries())
        context.lineTo(place(x), base - (shape.height[i] ?? 0) * (ROW - 4));
      context.lineTo(place(shape.x.at(-1) ?? high), base);
      context.fill();
    } else if (shape.kind === 'atoms') {
      for (const [i, x] of shape.x.entries()) {
        if (x < low || x > high) continue;
        const tall = Math.max(1.5, (shape.height[i] ?? 0) * (ROW - 4));
        context.fillRect(place(x) - 1.75, base - tall, 3.5, tall);
      }
    }
  }
  context.globalAlpha = 1;
  if (!truth || !Number.isFinite(truth.at)) return;
  const x = place(truth.at);
  const bottom = HEAD + ROW * shapes.length + 5;
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.75;
  context.beginPath();
  context.moveTo(x, 1);
  context.lineTo(x, bottom);
  context.stroke();
  if (!isLegible) return;
  context.fillStyle = palette.muted;
  context.font = '10.5px "Inter Variable", Inter, system-ui, sans-serif';
  context.textBaseline = 'top';
  const isLeft = x > WIDTH - context.measureText(truth.name).width - 10;
  context.textAlign = isLeft ? 'right' : 'left';
  context.fillText(truth.name, x + (isLeft ? -5 : 5), 1);
}
