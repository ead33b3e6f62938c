import {
  BELOW,
  clipped,
  drawGround,
  drawNumbersBelow,
  type PlotBox,
  scaleAcross,
  scaleUp,
  writeUnder,
} from '../plot/canvasAxes';
import { topOf } from '../plot/density';
import type { Pen as CanvasPen } from '../plot/useCanvas';
import type { Gauge, LineGauge, PlaneGauge, SignsGauge } from './gauges';

interface Pen extends CanvasPen {
  /** How far above the density's top the picture goes: two pictures to be compared share it. */
  readonly headroom: number;
}

/** Room below an axis for its numbers, and beside it for half of one. */
const BASE = BELOW + 2;
const SIDE = 10;
/** Between two pictures side by side. */
const GUTTER = 32;
const MOST_TICKS = 7;
const CURVE_POINTS = 480;

/** Draws against what they should follow: bars against a line, or points against ellipses. */
export function drawGauge(pen: Pen, gauge: Gauge): void {
  const { width, height } = pen;
  const box = { left: SIDE, top: 2, width: width - 2 * SIDE, height: height - BASE - 2 };
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

function drawLine(pen: Pen, gauge: LineGauge, box: PlotBox): void {
  const { context, headroom } = pen;
  const [low, high] = gauge.range;
  const xs = Array.from({ length: CURVE_POINTS + 1 }, (_, i) => low + ((high - low) * i) / CURVE_POINTS);
  const curve = xs.map(gauge.law.density);
  const top = headroom * topOf(curve);
  const place = scaleUp(box, [0, top]);
  const up = (value: number) => place(Math.min(value, 1.1 * top));
  const across = scaleAcross(box, gauge.range);
  const heights = gauge.heights();
  const step = box.width / heights.length;
  const gap = Math.min(1, 0.2 * step);
  clipped(context, box, () => {
    bars(pen);
    heights.forEach((value, i) => {
      const y = up(value);
      context.fillRect(box.left + i * step + gap / 2, y, step - gap, box.top + box.height - y);
    });
    context.globalAlpha = 1;
    outline(pen);
    xs.forEach((x, i) => {
      context.lineTo(across(x), up(curve[i] ?? 0));
    });
    context.stroke();
  });
  drawGround(pen, box);
  drawNumbersBelow(pen, box, gauge.range, MOST_TICKS, { after: SIDE });
}

function drawSigns(pen: Pen, gauge: SignsGauge, box: PlotBox): void {
  const { context } = pen;
  const width = Math.min(72, box.width / 5);
  const targets = [1 - gauge.probability, gauge.probability];
  const middles = [0.3, 0.7].map((share) => box.left + share * box.width);
  const up = scaleUp(box, [0, 1]);
  bars(pen);
  middles.forEach((x, i) => {
    const y = up((gauge.counts[i] ?? 0) / Math.max(1, gauge.drawn));
    context.fillRect(x - width / 2, y, width, box.top + box.height - y);
  });
  context.globalAlpha = 1;
  middles.forEach((x, i) => {
    outline(pen);
    const y = up(targets[i] ?? 0);
    context.moveTo(x - width / 2 - 8, y);
    context.lineTo(x + width / 2 + 8, y);
    context.stroke();
  });
  drawGround(pen, box);
  ['−1', '1'].forEach((words, i) => {
    writeUnder(pen, box, words, middles[i] ?? 0);
  });
}

/** The radii that half of all draws and 95 % of them lie within, in standard deviations. */
const RADII = [Math.sqrt(-2 * Math.log(0.5)), Math.sqrt(-2 * Math.log(0.05))];

function drawPlane(pen: Pen, gauge: PlaneGauge, box: PlotBox): void {
  const { context } = pen;
  const side = Math.min(box.height, 0.44 * box.width);
  const square = { left: box.left, top: box.top + (box.height - side) / 2, width: side, height: side };
  const [across, up] = [scaleAcross(square, gauge.range), scaleUp(square, gauge.range)];
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
  drawGround(pen, square);
  drawNumbersBelow(pen, square, gauge.range, MOST_TICKS, { after: SIDE });
  const rest = { left: square.left + side + GUTTER, width: box.width - side - GUTTER };
  const height = (box.height - BASE - 6) / 2;
  gauge.coordinates.forEach((coordinate, i) => {
    const part = { ...rest, top: box.top + i * (height + BASE + 6), height };
    drawLine(pen, coordinate, part);
    context.textAlign = 'left';
    context.fillText(i === 0 ? 'x₁' : 'x₂', part.left, part.top + 10);
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
