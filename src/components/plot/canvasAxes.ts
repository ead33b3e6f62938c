import { scaleLinear } from 'd3-scale';
import type { Palette } from '../ui/palette';
import { textWidth } from '../ui/textWidth';
import { type AxisRange, linearTicks, TICK_SIZE, ticksAcross, ticksUp } from './ticks';

/** What is drawn with. */
interface Pen {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Pick<Palette, 'line' | 'muted'>;
}

/** A part of a canvas, in px. */
export interface PlotBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Room that numbers below a box take, in px. */
export const BELOW = 18;

/** From a box to the line that numbers below it stand on, and to the end of those left of it, in px. */
const DOWN = 14;
const ASIDE = 6;
/** From the line that a number stands on to its middle. */
const HALF_DIGIT = 4;

export const CANVAS_FONT = `${TICK_SIZE}px "Inter Variable", Inter, system-ui, sans-serif`;

/** Where a number stands across a box. */
export function scaleAcross({ left, width }: PlotBox, range: AxisRange): (value: number) => number {
  return scaleLinear(range, [left, left + width]);
}

/** Where a number stands up a box. */
export function scaleUp({ top, height }: PlotBox, range: AxisRange): (value: number) => number {
  return scaleLinear(range, [top + height, top]);
}

/** Draws within a box alone. */
export function clipped(context: CanvasRenderingContext2D, box: PlotBox, draw: () => void): void {
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.width, box.height);
  context.clip();
  draw();
  context.restore();
}

/** The line that a picture stands on. */
export function drawGround({ context, palette }: Pen, { left, top, width, height }: PlotBox): void {
  const y = Math.round(top + height) + 0.5;
  context.globalAlpha = 1;
  context.strokeStyle = palette.line;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(left, y);
  context.lineTo(left + width, y);
  context.stroke();
}

/** Words below a box, in the middle under a place. */
export function writeUnder({ context, palette }: Pen, box: PlotBox, words: string, x: number): void {
  context.fillStyle = palette.muted;
  context.font = CANVAS_FONT;
  context.textAlign = 'center';
  context.fillText(words, x, box.top + box.height + DOWN);
}

/** Numbers below a box, those at its ends moved as far as the canvas needs; `after`: room right of it, in px. */
export function drawNumbersBelow(
  pen: Pen,
  box: PlotBox,
  range: AxisRange,
  most: number,
  { unit = '', after = 8 }: { readonly unit?: string; readonly after?: number } = {},
): void {
  const place = scaleAcross(box, range);
  const make: typeof linearTicks = (...args) => {
    const { values, words } = linearTicks(...args);
    return { values, words: words.map((own) => own + unit) };
  };
  const { values, words } = ticksAcross(make, range, most, { length: box.width });
  values.forEach((value, i) => {
    const own = words[i] ?? '';
    const half = textWidth(own, TICK_SIZE) / 2;
    writeUnder(pen, box, own, Math.max(half, Math.min(box.left + box.width + after - half, place(value))));
  });
}

/** Numbers left of a box. */
export function drawNumbersLeft(pen: Pen, box: PlotBox, range: AxisRange, most: number): void {
  const { context, palette } = pen;
  const place = scaleUp(box, range);
  const { values, words } = ticksUp(linearTicks, range, most, box.height);
  context.fillStyle = palette.muted;
  context.font = CANVAS_FONT;
  context.textAlign = 'right';
  values.forEach((value, i) => {
    context.fillText(words[i] ?? '', box.left - ASIDE, place(value) + HALF_DIGIT);
  });
}
