/** Square pictures in a grid: how many a line, and how large each is. */
export interface ImageGrid {
  readonly columns: number;
  readonly lines: number;
  /** Px along a picture's edge. */
  readonly cell: number;
}

/**
 * The grid that shows `count` pictures of `side` pixels largest in a box. Where a picture is larger than its pixels, every
 * pixel is as many of the screen's as every other; `density`: the screen's pixels in a px.
 */
export function imageGrid(
  count: number,
  side: number,
  [width, height]: readonly [number, number],
  gap: number,
  density: number,
): ImageGrid {
  let best: ImageGrid = { columns: Math.max(1, count), lines: 1, cell: 0 };
  for (let lines = 1; lines <= count; lines++) {
    const columns = Math.ceil(count / lines);
    const room = Math.min((width - gap * (columns - 1)) / columns, (height - gap * (lines - 1)) / lines);
    const cell = wholePixels(room, side, density);
    if (cell > best.cell) best = { columns, lines, cell };
  }
  return best;
}

/** The largest edge of at most `room` px at which all of `side` pixels are equally large. */
export function wholePixels(room: number, side: number, density: number): number {
  const each = Math.floor((room * density) / side);
  return each >= 1 ? (each * side) / density : Math.max(0, room);
}

/** A part of the plane: its middle, and how far its edges are from there. */
export interface PlaneView {
  readonly centre: readonly [number, number];
  readonly reach: number;
}

export const FIRST_VIEW: PlaneView = { centre: [0, 0], reach: 3 };
const LEAST_REACH = 0.05;
const MOST_REACH = 50;
const FARTHEST = 100;

/** Moved by so many edges' lengths to the right and up. */
export function moved({ centre: [x, y], reach }: PlaneView, right: number, up: number): PlaneView {
  const within = (value: number) => Math.min(FARTHEST, Math.max(-FARTHEST, value));
  return { centre: [within(x + 2 * reach * right), within(y + 2 * reach * up)], reach };
}

/** So many times as much in view, around a place that stays where it is: -1 to 1 from the middle to the edges. */
export function zoomed(
  view: PlaneView,
  factor: number,
  [right, up]: readonly [number, number] = [0, 0],
): PlaneView {
  const reach = Math.min(MOST_REACH, Math.max(LEAST_REACH, view.reach * factor));
  const [x, y] = view.centre;
  const change = view.reach - reach;
  return { centre: [x + right * change, y + up * change], reach };
}
