import {
  BELOW,
  clipped,
  drawGround,
  drawNumbersBelow,
  drawNumbersLeft,
  scaleAcross,
  scaleUp,
} from '../../plot/canvasAxes';
import type { AxisRange } from '../../plot/ticks';
import type { Pen } from '../../plot/useCanvas';
import type { FrameOf } from './pictureOf';

type Band = FrameOf<'band'>;

const LEFT = 30;

/** What both axes reach over: all of x, and of y what data and the half of the band in the middle need. */
export function bandRange({ x, quantiles, data }: Band): {
  readonly x: AxisRange;
  readonly y: AxisRange;
} {
  const ys: number[] = [];
  for (let i = 1; i < data.length; i += 2) ys.push(data[i] as number);
  const inner = [quantiles[1], quantiles[3]].flatMap((quantile) => [...(quantile ?? [])]);
  const seen = [...ys, ...inner].filter(Number.isFinite);
  const [low, high] = seen.length > 0 ? [Math.min(...seen), Math.max(...seen)] : [-1, 1];
  const [dataLow, dataHigh] = ys.length > 0 ? [Math.min(...ys), Math.max(...ys)] : [low, high];
  // A band that is still wild must not press the data flat.
  const room = Math.max(dataHigh - dataLow, 1e-6);
  const from = Math.max(low, dataLow - room);
  const to = Math.min(high, dataHigh + room);
  const margin = 0.08 * (to - from || 1);
  return { x: [x[0] ?? 0, x.at(-1) ?? 1], y: [from - margin, to + margin] };
}

/** Quantile bands around a median, with the data as dots. */
export function drawBand(pen: Pen, band: Band, colour: string): void {
  const { context, width, height } = pen;
  const box = { left: LEFT, top: 6, width: width - LEFT - 8, height: height - BELOW - 6 };
  if (box.width < 20 || box.height < 20) return;
  const range = bandRange(band);
  const [across, up] = [scaleAcross(box, range.x), scaleUp(box, range.y)];
  clipped(context, box, () => drawQuantiles(pen, band, colour, across, up));
  drawGround(pen, box);
  drawNumbersBelow(pen, box, range.x, 6);
  drawNumbersLeft(pen, box, range.y, 5);
}

function drawQuantiles(
  { context, palette }: Pen,
  band: Band,
  colour: string,
  across: (x: number) => number,
  up: (y: number) => number,
): void {
  context.fillStyle = colour;
  for (const [low, high, alpha] of [
    [0, 4, 0.16],
    [1, 3, 0.28],
  ] as const) {
    context.globalAlpha = alpha;
    context.beginPath();
    along(context, band.x, band.quantiles[low], across, up);
    along(context, band.x, band.quantiles[high], across, up, true);
    context.fill();
  }
  context.globalAlpha = 1;
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.lineJoin = 'round';
  context.beginPath();
  along(context, band.x, band.quantiles[2], across, up);
  context.stroke();
  context.fillStyle = palette.ink;
  context.globalAlpha = 0.7;
  context.beginPath();
  for (let i = 0; i + 1 < band.data.length; i += 2) {
    const [x, y] = [across(band.data[i] as number), up(band.data[i + 1] as number)];
    context.moveTo(x + 1.6, y);
    context.arc(x, y, 1.6, 0, 2 * Math.PI);
  }
  context.fill();
}

function along(
  context: CanvasRenderingContext2D,
  x: Float32Array,
  y: Float32Array | undefined,
  across: (x: number) => number,
  up: (y: number) => number,
  back = false,
): void {
  if (!y) return;
  for (let k = 0; k < x.length; k++) {
    const i = back ? x.length - 1 - k : k;
    const value = y[i] as number;
    if (Number.isFinite(value)) context.lineTo(across(x[i] as number), up(value));
  }
}
