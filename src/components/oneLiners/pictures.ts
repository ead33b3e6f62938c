import { linearTicks } from '../lab/figure';
import { formatTick } from '../ui/numbers';
import type { Palette } from '../ui/palette';
import type { Gauge, LineGauge, PlaneGauge, SignsGauge } from './gauges';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Pen {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  /** How far above the density's top the picture goes: two pictures to be compared share it. */
  readonly headroom: number;
}

/** Room below an axis for its numbers, and beside it for half of one. */
const BASE = 20;
const SIDE = 10;
/** Between two pictures side by side. */
const GUTTER = 32;
const MOST_TICKS = 7;
/** What a number on an axis takes. */
const TICK_ROOM = 30;
const CURVE_POINTS = 480;

/** Draws against what they should follow: bars against a line, or points against ellipses. */
export function drawGauge(pen: Pen, gauge: Gauge, width: number, height: number): void {
  pen.context.clearRect(0, 0, width, height);
  const box = { x: SIDE, y: 2, width: width - 2 * SIDE, height: height - BASE - 2 };
  switch (gauge.kind) {
    case 'line':
      drawLine(pen, gauge, box);
      break;
    case 'signs':
      drawSigns(pen, gauge, box);
      break;
    case 'plane':
      drawPlane(pen, gauge, box);
      break;
  }
}

function drawLine(pen: Pen, gauge: LineGauge, box: Box): void {
  const { context, palette, headroom } = pen;
  const [low, high] = gauge.range;
  const xs = Array.from({ length: CURVE_POINTS + 1 }, (_, i) => low + ((high - low) * i) / CURVE_POINTS);
  const curve = xs.map(gauge.law.density);
  const top = headroom * highest(curve);
  const up = (value: number) => box.y + box.height * (1 - Math.min(value / top, 1.1));
  const heights = gauge.heights();
  const step = box.width / heights.length;
  const gap = Math.min(1, 0.2 * step);
  clipped(context, box, () => {
    bars(pen);
    heights.forEach((value, i) => {
      const y = up(value);
      context.fillRect(box.x + i * step + gap / 2, y, step - gap, box.y + box.height - y);
    });
    context.globalAlpha = 1;
    outline(pen);
    xs.forEach((_, i) => {
      context.lineTo(box.x + (box.width * i) / CURVE_POINTS, up(curve[i] ?? 0));
    });
    context.stroke();
  });
  axis(context, palette, box, gauge.range);
}

/** The top of a density; where it rises without bound at an end, what leaves something of the rest. */
function highest(curve: readonly number[]): number {
  const sorted = curve.filter(Number.isFinite).sort((a, b) => a - b);
  const most = 3 * (sorted[Math.floor(0.9 * sorted.length)] ?? 1);
  return Math.min(sorted.at(-1) ?? 1, most) || 1;
}

function drawSigns(pen: Pen, gauge: SignsGauge, box: Box): void {
  const { context, palette } = pen;
  const width = Math.min(72, box.width / 5);
  const targets = [1 - gauge.probability, gauge.probability];
  const middles = [0.3, 0.7].map((share) => box.x + share * box.width);
  const up = (share: number) => box.y + box.height * (1 - share);
  bars(pen);
  middles.forEach((x, i) => {
    const y = up((gauge.counts[i] ?? 0) / Math.max(1, gauge.drawn));
    context.fillRect(x - width / 2, y, width, box.y + box.height - y);
  });
  context.globalAlpha = 1;
  middles.forEach((x, i) => {
    outline(pen);
    const y = up(targets[i] ?? 0);
    context.moveTo(x - width / 2 - 8, y);
    context.lineTo(x + width / 2 + 8, y);
    context.stroke();
  });
  ground(context, palette, box);
  context.fillText('−1', middles[0] ?? 0, box.y + box.height + 15);
  context.fillText('1', middles[1] ?? 0, box.y + box.height + 15);
}

/** The radii that half of all draws and 95 % of them lie within, in standard deviations. */
const RADII = [Math.sqrt(-2 * Math.log(0.5)), Math.sqrt(-2 * Math.log(0.05))];

function drawPlane(pen: Pen, gauge: PlaneGauge, box: Box): void {
  const { context, palette } = pen;
  const [low, high] = gauge.range;
  const side = Math.min(box.height, 0.44 * box.width);
  const square = { x: box.x, y: box.y + (box.height - side) / 2, width: side, height: side };
  const across = (x: number) => square.x + (square.width * (x - low)) / (high - low);
  const up = (y: number) => square.y + square.height * (1 - (y - low) / (high - low));
  clipped(context, square, () => {
    bars(pen);
    const points = gauge.shown();
    for (let i = 0; i < points.length; i += 2)
      context.fillRect(across(points[i] ?? 0) - 0.8, up(points[i + 1] ?? 0) - 0.8, 1.6, 1.6);
    context.globalAlpha = 1;
    for (const radius of RADII) {
      outline(pen);
      ellipse(gauge, radius).forEach(([x, y]) => {
        context.lineTo(across(x), up(y));
      });
      context.closePath();
      context.stroke();
    }
  });
  axis(context, palette, square, gauge.range);
  const rest = { x: square.x + side + GUTTER, width: box.width - side - GUTTER };
  const height = (box.height - BASE - 6) / 2;
  gauge.coordinates.forEach((coordinate, i) => {
    const part = { ...rest, y: box.y + i * (height + BASE + 6), height };
    drawLine(pen, coordinate, part);
    context.textAlign = 'left';
    context.fillText(i === 0 ? 'x₁' : 'x₂', part.x, part.y + 10);
  });
}

/** Points at so many standard deviations from the mean: a circle stretched by the Cholesky factor of the covariance. */
function ellipse({ mean, covariance: [xx, xy, yy] }: PlaneGauge, radius: number): [number, number][] {
  const a = Math.sqrt(xx);
  const b = xy / a;
  const c = Math.sqrt(Math.max(0, yy - b * b));
  return Array.from({ length: 90 }, (_, i) => {
    const [cos, sin] = [Math.cos((i * Math.PI) / 45), Math.sin((i * Math.PI) / 45)];
    return [mean[0] + radius * a * cos, mean[1] + radius * (b * cos + c * sin)];
  });
}

function bars({ context, palette }: Pen): void {
  context.fillStyle = palette.stochasticInk;
  context.globalAlpha = 0.5;
}

function outline({ context, palette }: Pen): void {
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.5;
  context.lineJoin = 'round';
  context.beginPath();
}

function clipped(context: CanvasRenderingContext2D, box: Box, draw: () => void): void {
  context.save();
  context.beginPath();
  context.rect(box.x, box.y, box.width, box.height);
  context.clip();
  draw();
  context.restore();
}

function ground(context: CanvasRenderingContext2D, palette: Palette, box: Box): void {
  context.globalAlpha = 1;
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(box.x, box.y + box.height + 0.5);
  context.lineTo(box.x + box.width, box.y + box.height + 0.5);
  context.stroke();
  context.fillStyle = palette.muted;
  context.font = '11px "Inter Variable", Inter, system-ui, sans-serif';
  context.textAlign = 'center';
}

function axis(
  context: CanvasRenderingContext2D,
  palette: Palette,
  box: Box,
  [low, high]: readonly [number, number],
): void {
  ground(context, palette, box);
  const { values, step } = linearTicks(low, high, Math.min(MOST_TICKS, box.width / TICK_ROOM));
  for (const value of values) {
    const x = box.x + (box.width * (value - low)) / (high - low);
    context.fillText(formatTick(value, step), x, box.y + box.height + 15);
  }
}
