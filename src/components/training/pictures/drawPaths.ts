import { clipped } from '../../plot/canvasAxes';
import type { Pen } from '../../plot/useCanvas';
import { drawFrame, drawHeat, placesIn, squareIn } from './drawPlane';
import { inTime } from './inTime';
import type { FrameOf } from './pictureOf';
import type { Raster } from './raster';

type Paths = FrameOf<'paths'>;

/** Pieces that a step's curve is drawn in. */
const PIECES = 3;
/** Steps in which a path fades behind its head. */
const FADE = 6;

/** Paths over a heat map: up to a time each with its head, fading behind it; as a still picture whole, growing towards their ends. */
export function drawPaths(
  pen: Pen,
  raster: Raster,
  paths: Paths,
  time: number | undefined,
  colour: string,
): void {
  const box = squareIn(pen);
  clipped(pen.context, box, () => {
    if (paths.heat) drawHeat(pen, raster, paths.heat, paths.count, box);
    drawLines(pen, paths, time, colour, placesIn(box, paths.reach));
  });
  drawFrame(pen, box, paths.reach);
}

function drawLines(
  pen: Pen,
  { points, goal }: Paths,
  time: number | undefined,
  colour: string,
  { across, up }: ReturnType<typeof placesIn>,
): void {
  const { context, palette } = pen;
  const last = points.length - 1;
  const until = Math.min(time ?? last, last);
  const isWhole = until >= last;
  const count = (points[0]?.length ?? 0) >> 1;
  context.strokeStyle = colour;
  context.lineWidth = 1.4;
  context.lineCap = 'round';
  for (let piece = 0; piece < Math.ceil(until * PIECES); piece++) {
    const [from, to] = [piece / PIECES, Math.min(until, (piece + 1) / PIECES)];
    context.globalAlpha = isWhole ? 0.1 + 0.5 * (to / last) : 0.1 + 0.6 * Math.exp((to - until) / FADE);
    context.beginPath();
    for (let i = 0; i < count; i++) {
      context.moveTo(across(inTime(points, 2 * i, from)), up(inTime(points, 2 * i + 1, from)));
      context.lineTo(across(inTime(points, 2 * i, to)), up(inTime(points, 2 * i + 1, to)));
    }
    context.stroke();
  }
  context.globalAlpha = 1;
  context.fillStyle = colour;
  context.strokeStyle = palette.panel;
  context.lineWidth = 1;
  context.beginPath();
  for (let i = 0; i < count; i++) {
    const [x, y] = [across(inTime(points, 2 * i, until)), up(inTime(points, 2 * i + 1, until))];
    context.moveTo(x + 2.5, y);
    context.arc(x, y, 2.5, 0, 2 * Math.PI);
  }
  context.fill();
  context.stroke();
  if (goal) drawGoal(pen, across(goal[0]), up(goal[1]));
}

/** A target: what is to be reached. */
function drawGoal({ context, palette }: Pen, x: number, y: number): void {
  context.beginPath();
  context.arc(x, y, 11, 0, 2 * Math.PI);
  for (const [dx, dy] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const) {
    context.moveTo(x + 8 * dx, y + 8 * dy);
    context.lineTo(x + 15 * dx, y + 15 * dy);
  }
  // On a rim of the ground it stays clear of the paths that end in it.
  context.strokeStyle = palette.panel;
  context.lineWidth = 4;
  context.stroke();
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.5;
  context.stroke();
}
