import {
  BELOW,
  clipped,
  drawNumbersBelow,
  drawNumbersLeft,
  type PlotBox,
  scaleAcross,
  scaleUp,
} from '../../plot/canvasAxes';
import type { Pen } from '../../plot/useCanvas';
import type { FrameOf } from './pictureOf';
import { blueShades, type Raster, signedShades } from './raster';

type Plane = FrameOf<'plane'>;

const DOT = 2;
const LEFT = 26;

/** Points over a heat map; `colourOf` gives the colour of a node's points. */
export function drawPlane(pen: Pen, raster: Raster, plane: Plane, colourOf: (node: string) => string): void {
  const box = squareIn(pen);
  const { across, up } = placesIn(box, plane.reach);
  clipped(pen.context, box, () => {
    if (plane.heat) drawHeat(pen, raster, plane.heat, plane.count, box);
    for (const { node, places } of plane.points) drawPoints(pen, places, colourOf(node), across, up);
    if (plane.arrows) drawArrows(pen, plane.arrows, across, up);
  });
  drawFrame(pen, box, plane.reach);
}

function drawPoints(
  { context, palette }: Pen,
  places: Float32Array,
  colour: string,
  across: (x: number) => number,
  up: (y: number) => number,
): void {
  context.fillStyle = colour;
  // A thin rim tells points from what lies under them.
  context.strokeStyle = palette.panel;
  context.lineWidth = 1;
  context.beginPath();
  for (let i = 0; i + 1 < places.length; i += 2) {
    const [x, y] = [across(places[i] as number), up(places[i + 1] as number)];
    context.moveTo(x + DOT, y);
    context.arc(x, y, DOT, 0, 2 * Math.PI);
  }
  context.stroke();
  context.fill();
}

/** The largest square with room for its axes. */
export function squareIn({ width, height }: Pen): PlotBox {
  const side = Math.max(0, Math.min(width - LEFT - 8, height - BELOW - 6));
  return { left: LEFT + (width - LEFT - 8 - side) / 2, top: 6, width: side, height: side };
}

/** Where points of the plane stand in a box that it reaches over from its middle. */
export function placesIn(box: PlotBox, reach: number) {
  return { across: scaleAcross(box, [-reach, reach]), up: scaleUp(box, [-reach, reach]) };
}

export function drawHeat(
  { context, palette }: Pen,
  raster: Raster,
  heat: Float32Array,
  count: number,
  { left, top, width, height }: PlotBox,
): void {
  if (count === 0) return;
  const [low, high] = heatRange(heat);
  const isSigned = low < 0 && high > 0;
  const most = Math.max(-low, high) || 1;
  const shades = isSigned ? signedShades(palette) : blueShades(palette);
  const shadeOf = isSigned
    ? (value: number) => Math.min(1, Math.max(0, (value / most + 1) / 2 || 0))
    : (value: number) => Math.min(1, Math.max(0, (value - low) / (high - low || 1) || 0));
  raster.size(count, count);
  raster.fill(heat, count, [0, 0], shades, shadeOf);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(raster.show(), left, top, width, height);
}

/** Least and greatest finite number. */
export function heatRange(heat: Float32Array): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of heat) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 0];
}

/** Px that the longest arrow is long, and its head. */
const LONGEST = 18;
const HEAD = 3.5;

function drawArrows(
  { context, palette }: Pen,
  arrows: Float32Array,
  across: (x: number) => number,
  up: (y: number) => number,
): void {
  let most = 0;
  for (let i = 0; i + 3 < arrows.length; i += 4)
    most = Math.max(most, Math.hypot(arrows[i + 2] as number, arrows[i + 3] as number));
  if (!(most > 0) || !Number.isFinite(most)) return;
  context.strokeStyle = palette.ink;
  context.lineWidth = 1;
  context.globalAlpha = 0.7;
  context.beginPath();
  for (let i = 0; i + 3 < arrows.length; i += 4) {
    const [x = 0, y = 0, dx = 0, dy = 0] = arrows.subarray(i, i + 4);
    const length = (LONGEST * Math.hypot(dx, dy)) / most;
    if (length < 1) continue;
    const angle = Math.atan2(-dy, dx);
    const [fromX, fromY] = [across(x), up(y)];
    const [toX, toY] = [fromX + length * Math.cos(angle), fromY + length * Math.sin(angle)];
    context.moveTo(fromX, fromY);
    context.lineTo(toX, toY);
    for (const turn of [2.6, -2.6]) {
      context.moveTo(toX, toY);
      context.lineTo(toX + HEAD * Math.cos(angle + turn), toY + HEAD * Math.sin(angle + turn));
    }
  }
  context.stroke();
  context.globalAlpha = 1;
}

/** The edges of a plane, and its numbers. */
export function drawFrame(pen: Pen, box: PlotBox, reach: number): void {
  const { context, palette } = pen;
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.strokeRect(
    Math.round(box.left) + 0.5,
    Math.round(box.top) + 0.5,
    Math.round(box.width) - 1,
    Math.round(box.height) - 1,
  );
  drawNumbersBelow(pen, box, [-reach, reach], 4);
  drawNumbersLeft(pen, box, [-reach, reach], 4);
}
