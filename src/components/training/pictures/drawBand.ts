import type { PictureFrame } from '../../../engine';
import { linearTicks } from '../../lab/figure';
import { formatTick } from '../../ui/numbers';
import type { Pen } from './useTrainingCanvas';

type Band = Extract<PictureFrame, { readonly kind: 'band' }>;

const BASE = 18;
const LEFT = 30;
const FONT = '11px "Inter Variable", Inter, system-ui, sans-serif';

/** What both axes reach over: all of x, and of y what data and the half of the band in the middle need. */
export function bandRange({ x, quantiles, data }: Band): {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
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
  const { context, palette, width, height } = pen;
  const box = { left: LEFT, top: 6, width: width - LEFT - 8, height: height - BASE - 6 };
  if (box.width < 20 || box.height < 20) return;
  const range = bandRange(band);
  const across = (x: number) => box.left + ((x - range.x[0]) / (range.x[1] - range.x[0] || 1)) * box.width;
  const up = (y: number) => box.top + (1 - (y - range.y[0]) / (range.y[1] - range.y[0] || 1)) * box.height;
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.width, box.height);
  context.clip();
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
  context.restore();
  axes(pen, box, range, across, up);
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

function axes(
  { context, palette }: Pen,
  box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
  range: ReturnType<typeof bandRange>,
  across: (x: number) => number,
  up: (y: number) => number,
): void {
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(box.left, Math.round(box.top + box.height) + 0.5);
  context.lineTo(box.left + box.width, Math.round(box.top + box.height) + 0.5);
  context.stroke();
  context.fillStyle = palette.muted;
  context.font = FONT;
  context.textAlign = 'center';
  const horizontal = linearTicks(range.x[0], range.x[1], 6);
  for (const value of horizontal.values)
    context.fillText(formatTick(value, horizontal.step), across(value), box.top + box.height + 14);
  context.textAlign = 'right';
  const vertical = linearTicks(range.y[0], range.y[1], 5);
  for (const value of vertical.values)
    context.fillText(formatTick(value, vertical.step), box.left - 6, up(value) + 4);
}
