import {
  BELOW,
  CANVAS_FONT,
  clipped,
  drawNumbersBelow,
  type PlotBox,
  scaleAcross,
  scaleUp,
} from '../../plot/canvasAxes';
import type { Pen } from '../../plot/useCanvas';
import { inTime, type Series } from './inTime';
import type { FrameOf } from './pictureOf';

type Pendulum = FrameOf<'pendulum'>;

const GAP = 20;
const BOB = 9;
/** Steps' parts that curves are drawn in. */
const PIECES = 4;
/** Seconds that the bob's trail is long. */
const TRAIL = 0.6;

/**
 * The arm of the first rollout before those of the others, with what drives it as an arc, and the angles over time; `time` in
 * steps. Without a time a stroboscopic still: the arm at every step, the later the darker.
 */
export function drawPendulum(pen: Pen, pendulum: Pendulum, time: number | undefined, colour: string): void {
  const { width, height } = pen;
  const isWide = width > height + 120;
  const side = isWide ? Math.min(height, 0.52 * width) : Math.min(width, 0.62 * height);
  const dial = { left: isWide ? 0 : (width - side) / 2, top: isWide ? (height - side) / 2 : 0, side };
  const strip = isWide
    ? { left: side + GAP, top: 6, width: width - side - GAP - 8, height: height - BELOW - 6 }
    : { left: 8, top: side + 8, width: width - 16, height: height - side - BELOW - 8 };
  if (side > 40) drawArms(pen, pendulum, time, colour, dial);
  if (strip.width > 40 && strip.height > 30) drawAngles(pen, pendulum, time, colour, strip);
}

function drawArms(
  { context, palette }: Pen,
  { angles, torques, seconds }: Pendulum,
  time: number | undefined,
  colour: string,
  { left, top, side }: { readonly left: number; readonly top: number; readonly side: number },
): void {
  const [x, y] = [left + side / 2, top + side / 2];
  const length = side / 2 - BOB - 5;
  const last = angles.length - 1;
  const place = (angle: number) => [x + length * Math.sin(angle), y - length * Math.cos(angle)] as const;
  context.save();
  context.lineCap = 'round';
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  circle(context, x, y, length);
  context.stroke();
  const arm = (angle: number, thickness: number, radius: number, alpha: number) => {
    const [bobX, bobY] = place(angle);
    context.globalAlpha = alpha;
    context.strokeStyle = palette.ink;
    context.lineWidth = thickness;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(bobX, bobY);
    context.stroke();
    context.fillStyle = colour;
    circle(context, bobX, bobY, radius);
    context.fill();
  };
  if (time === undefined) {
    for (let step = 0; step <= last; step++)
      arm(angles[step]?.[0] ?? 0, 2, BOB - 2, 0.08 + 0.72 * (step / Math.max(1, last)) ** 2);
    arm(angles[last]?.[0] ?? 0, 4, BOB, 1);
  } else {
    const at = Math.min(time, last);
    for (let i = (angles[0]?.length ?? 1) - 1; i > 0; i--) arm(inTime(angles, i, at), 1, 4, 0.16);
    context.strokeStyle = colour;
    drawTrail(context, [x, y], length, (earlier) => inTime(angles, 0, earlier), at, TRAIL / seconds);
    const torque = time < last ? torques?.[Math.floor(time)]?.[0] : undefined;
    const angle = inTime(angles, 0, at);
    arm(angle, 4, BOB, 1);
    context.globalAlpha = 1;
    if (torque !== undefined)
      drawTorque(
        context,
        [x, y],
        Math.max(24, 0.2 * length),
        angle,
        Math.tanh(torque),
        palette.stochasticInk,
      );
  }
  context.globalAlpha = 1;
  context.fillStyle = palette.ink;
  circle(context, x, y, 5);
  context.fill();
  context.restore();
}

function circle(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
}

/** Where the bob came from, fading away from it: arcs around the pivot, whose ends fit one another. */
function drawTrail(
  context: CanvasRenderingContext2D,
  [x, y]: readonly [number, number],
  length: number,
  angleAt: (time: number) => number,
  time: number,
  reach: number,
): void {
  const pieces = 24;
  context.lineCap = 'butt';
  for (let i = 0; i < pieces; i++) {
    const [from, to] = [time - (reach * (i + 1)) / pieces, time - (reach * i) / pieces];
    if (to <= 0) break;
    const share = 1 - i / pieces;
    const [begin, end] = [angleAt(Math.max(0, from)) - Math.PI / 2, angleAt(to) - Math.PI / 2];
    context.globalAlpha = 0.5 * share * share;
    context.lineWidth = 2 + 1.4 * BOB * share;
    context.beginPath();
    context.arc(x, y, length, begin, end, end < begin);
    context.stroke();
  }
  context.lineCap = 'round';
}

/** An arc around the pivot from the arm on, as long as the share of the torque, with a head. */
function drawTorque(
  context: CanvasRenderingContext2D,
  [x, y]: readonly [number, number],
  radius: number,
  angle: number,
  share: number,
  colour: string,
): void {
  const sweep = share * 1.7;
  if (Math.abs(sweep) < 0.05) return;
  const from = angle - Math.PI / 2 + 0.22 * Math.sign(share);
  const to = from + sweep;
  const head = 0.28 * Math.sign(share);
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = 3;
  context.lineCap = 'butt';
  context.beginPath();
  context.arc(x, y, radius, from, to, share < 0);
  context.stroke();
  context.beginPath();
  context.moveTo(x + (radius - 5) * Math.cos(to), y + (radius - 5) * Math.sin(to));
  context.lineTo(x + (radius + 5) * Math.cos(to), y + (radius + 5) * Math.sin(to));
  context.lineTo(x + radius * Math.cos(to + head), y + radius * Math.sin(to + head));
  context.fill();
}

/** The middle of what is shown: hanging, in the turn in which most rollouts begin. */
function hangingAngle(angles: Series): number {
  const starts = [...(angles[0] ?? [])].sort((a, b) => a - b);
  return Math.PI * (2 * Math.floor((starts[starts.length >> 1] ?? 0) / (2 * Math.PI)) + 1);
}

function drawAngles(
  pen: Pen,
  { angles, seconds }: Pendulum,
  time: number | undefined,
  colour: string,
  box: PlotBox,
): void {
  const { context, palette } = pen;
  const last = Math.max(1, angles.length - 1);
  const middle = hangingAngle(angles);
  const reach = Math.PI + 0.9;
  const across = scaleAcross(box, [0, last]);
  const up = scaleUp(box, [middle - reach, middle + reach]);
  context.save();
  context.lineWidth = 1;
  context.strokeStyle = palette.line;
  for (const turn of [-1, 0, 1]) {
    const level = Math.round(up(middle + turn * Math.PI)) + 0.5;
    context.setLineDash(turn === 0 ? [3, 4] : []);
    context.beginPath();
    context.moveTo(box.left, level);
    context.lineTo(box.left + box.width, level);
    context.stroke();
  }
  context.restore();
  clipped(context, { ...box, left: box.left - 4, width: box.width + 8 }, () =>
    drawCurves(pen, angles, Math.min(time ?? last, last), colour, across, up),
  );
  words(context, palette.panel, palette.muted, 'upright', box.left + 2, up(middle + Math.PI) - 5, 'left');
  words(context, palette.panel, palette.muted, 'upright', box.left + 2, up(middle - Math.PI) + 13, 'left');
  words(context, palette.panel, palette.muted, 'hanging', box.left + box.width, up(middle) - 5, 'right');
  drawNumbersBelow(pen, box, [0, last * seconds], 4, { unit: ' s' });
}

/** The angles of all rollouts, the first of them before the others, up to a step. */
function drawCurves(
  { context, palette }: Pen,
  angles: Series,
  until: number,
  colour: string,
  across: (step: number) => number,
  up: (angle: number) => number,
): void {
  context.lineJoin = 'round';
  context.lineWidth = 1;
  context.strokeStyle = colour;
  const curve = (i: number, to: number) => {
    context.beginPath();
    for (let piece = 0; piece <= Math.ceil(to * PIECES); piece++) {
      const step = Math.min(to, piece / PIECES);
      context.lineTo(across(step), up(inTime(angles, i, step)));
    }
    context.stroke();
  };
  for (let i = 0; i < (angles[0]?.length ?? 0); i++) {
    context.globalAlpha = 0.12;
    curve(i, Math.max(1, angles.length - 1));
    context.globalAlpha = 0.28;
    if (i > 0) curve(i, until);
  }
  context.globalAlpha = 1;
  context.lineWidth = 2.2;
  curve(0, until);
  context.fillStyle = colour;
  context.strokeStyle = palette.panel;
  context.lineWidth = 1.5;
  circle(context, across(until), up(inTime(angles, 0, until)), 4.5);
  context.fill();
  context.stroke();
}

/** Text with a rim of the ground, so that curves under it do not cut it. */
function words(
  context: CanvasRenderingContext2D,
  ground: string,
  ink: string,
  text: string,
  x: number,
  y: number,
  align: CanvasTextAlign,
): void {
  context.font = CANVAS_FONT;
  context.textAlign = align;
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = ground;
  context.strokeText(text, x, y);
  context.fillStyle = ink;
  context.fillText(text, x, y);
}
