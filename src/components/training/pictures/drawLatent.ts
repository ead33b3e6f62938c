import { clipped, scaleAcross, scaleUp } from '../../plot/canvasAxes';
import type { Pen } from '../../plot/useCanvas';
import { classColour } from './colours';
import type { PlaneView } from './layout';
import type { FrameOf } from './pictureOf';
import { inkShades, type Raster, unitShade } from './raster';

type Latent = FrameOf<'latent'>;

/** The square of the canvas that shows the plane: its upper left corner and its edge. */
export function latentSquare(
  width: number,
  height: number,
): {
  readonly left: number;
  readonly top: number;
  readonly side: number;
} {
  const side = Math.floor(Math.min(width, height));
  return { left: Math.floor((width - side) / 2), top: 0, side };
}

/** The decoded plane as far as it is known, moved to where the view is now. */
export function drawLatent(
  pen: Pen,
  raster: Raster,
  frame: Latent,
  view: PlaneView,
  showPlaces: boolean,
): void {
  const { context, palette, width, height } = pen;
  const { left, top, side } = latentSquare(width, height);
  const box = { left, top, width: side, height: side };
  const [centreX, centreY] = view.centre;
  const across = scaleAcross(box, [centreX - view.reach, centreX + view.reach]);
  const up = scaleUp(box, [centreY - view.reach, centreY + view.reach]);
  clipped(context, box, () => {
    context.fillStyle = palette.paper;
    context.fillRect(left, top, side, side);
    fillRaster(pen, raster, frame);
    context.imageSmoothingEnabled = false;
    const edge = (frame.reach / view.reach) * side;
    context.drawImage(
      raster.show(),
      across(frame.centre[0] - frame.reach),
      up(frame.centre[1] + frame.reach),
      edge,
      edge,
    );
    if (showPlaces) drawPlaces(pen, frame, across, up);
  });
}

function fillRaster({ palette }: Pen, raster: Raster, { side, count, pictures }: Latent): void {
  const shades = inkShades(palette);
  const size = side * side;
  raster.size(side * count, side * count);
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      const at = (row * count + column) * size;
      raster.fill(pictures.subarray(at, at + size), side, [column * side, row * side], shades, unitShade);
    }
  }
}

function drawPlaces(
  { context, palette }: Pen,
  { places, classes }: Latent,
  across: (x: number) => number,
  up: (y: number) => number,
): void {
  const count = 1 + classes.reduce((most, of) => Math.max(most, of), 0);
  // Worked out once each: there are thousands of places, and they are drawn many times a second.
  const colours = new Map<number, string>();
  context.lineWidth = 1;
  context.strokeStyle = palette.paper;
  for (let i = 0; 2 * i + 1 < places.length; i++) {
    const own = classes[i] ?? 0;
    const colour = colours.get(own) ?? classColour(own, count, palette.theme);
    colours.set(own, colour);
    context.fillStyle = colour;
    context.beginPath();
    context.arc(across(places[2 * i] as number), up(places[2 * i + 1] as number), 3, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
}
