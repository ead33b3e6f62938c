import type { Pen } from '../../plot/useCanvas';
import { imageGrid } from './layout';
import type { FrameOf } from './pictureOf';
import { inkShades, type Raster, unitShade } from './raster';

type Images = FrameOf<'images'>;
const GAP = 3;

/** One row's pictures, as large as they fit. */
export function drawImages(
  pen: Pen,
  raster: Raster,
  pictures: Images['rows'][number]['pictures'],
  side: number,
): void {
  const size = side * side;
  const count = size > 0 ? Math.floor(pictures.length / size) : 0;
  if (count === 0) return;
  const grid = imageGrid(count, side, [pen.width, pen.height], GAP, pen.density);
  drawGrid(pen, raster, pictures, side, grid);
}

/** Pictures side by side from the upper left on; `each` is told where every one stands. */
export function drawGrid(
  { context, palette, density }: Pen,
  raster: Raster,
  pictures: Float32Array,
  side: number,
  { columns, cell }: { readonly columns: number; readonly cell: number },
  each: (index: number, left: number, top: number) => void = () => {},
): void {
  const size = side * side;
  const count = Math.floor(pictures.length / size);
  raster.size(side * count, side);
  const shades = inkShades(palette);
  for (let i = 0; i < count; i++)
    raster.fill(pictures.subarray(i * size, (i + 1) * size), side, [i * side, 0], shades, unitShade);
  const strip = raster.show();
  context.imageSmoothingEnabled = false;
  for (let i = 0; i < count; i++) {
    // On whole pixels of the screen, so that edges stay sharp.
    const left = Math.round((i % columns) * (cell + GAP) * density) / density;
    const top = Math.round(Math.floor(i / columns) * (cell + GAP) * density) / density;
    context.drawImage(strip, i * side, 0, side, side, left, top, cell, cell);
    each(i, left, top);
  }
}

/** Room for a grid, without its gaps at the end. */
export function gridOf(pen: Pen, count: number, side: number) {
  return imageGrid(count, side, [pen.width, pen.height], GAP, pen.density);
}

/** Two px around a window in a picture, in the picture's own pixels. */
export interface WindowPlace {
  /** From the middle of the first pixel. */
  readonly centre: readonly [number, number];
  /** Along an edge. */
  readonly size: number;
}

/** Where an attention window is: `numbers` are [centre x, centre y, stride], and it is so many strides long. */
export function windowPlace(numbers: Float32Array, window: number): WindowPlace | undefined {
  const [x, y, stride] = numbers;
  if (x === undefined || y === undefined || stride === undefined) return undefined;
  if (![x, y, stride].every(Number.isFinite)) return undefined;
  return { centre: [x, y], size: Math.abs(stride) * window };
}

/** The edges of a window over a picture that stands at a place. */
export function drawWindow(
  { context }: Pen,
  { centre: [x, y], size }: WindowPlace,
  [left, top]: readonly [number, number],
  scale: number,
  cell: number,
  colour: string,
): void {
  context.save();
  context.beginPath();
  context.rect(left, top, cell, cell);
  context.clip();
  context.strokeStyle = colour;
  context.lineWidth = 2;
  const edge = size * scale;
  context.strokeRect(left + (x + 0.5) * scale - edge / 2, top + (y + 0.5) * scale - edge / 2, edge, edge);
  context.restore();
}
