/** A point of the canvas, in px at zoom 1, x to the right and y down. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What holds points, in px. */
export interface PointBounds {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The least box around points, and so much more to all sides. */
export function boundsAround(points: Iterable<Point>, margin = 0): PointBounds {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left: left - margin, right: right + margin, top: top - margin, bottom: bottom + margin };
}

/** Places in a document are in grid units, the node's middle. One unit is this many px. */
export const GRID_UNIT: Point = { x: 160, y: 130 };

/** Nodes snap to tenths of a unit. */
const STEPS = 10;
export const RASTER: readonly [number, number] = [GRID_UNIT.x / STEPS, GRID_UNIT.y / STEPS];

export function toPixels([x, y]: readonly [number, number]): Point {
  return { x: x * GRID_UNIT.x, y: y * GRID_UNIT.y };
}

/** The place nearest to a point, on the raster. */
export function toPlace({ x, y }: Point): [number, number] {
  return [snapped(x / GRID_UNIT.x), snapped(y / GRID_UNIT.y)];
}

function snapped(value: number): number {
  return Math.round(value * STEPS) / STEPS || 0;
}

/** A place some raster steps further. */
export function stepped(
  [x, y]: readonly [number, number],
  [dx, dy]: readonly [number, number],
): [number, number] {
  return [snapped(x + dx / STEPS), snapped(y + dy / STEPS)];
}
