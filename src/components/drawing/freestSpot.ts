import { distanceTo, type NodeShape } from './shapes';
import type { Point } from './units';

/** Wide enough a gap, in px: more does not make a spot better. */
const ENOUGH = 46;
const DIRECTIONS = 24;
/** Directions by turns to both sides of the highest one: what comes later is seldom better, and is soon dismissed. */
const FROM_THE_TOP = Array.from({ length: DIRECTIONS }, (_, k) => {
  const side = k % 2 === 0 ? k / 2 : -(k + 1) / 2;
  return (0.75 * DIRECTIONS + side + DIRECTIONS) % DIRECTIONS;
});
/** More than sums are rounded by. */
const SLACK = 1e-9;
/** How far away spots are looked at, in times of the wished distance. */
const FAR = [1, 1.3, 1.7, 2.2];
/** Of others that are near; among more there is no free spot to be found. */
const MOST_NEAR = 64;

/** Where around a point a thing of this shape stands freest of all others, at about `distance` px; among free spots the highest one. */
export function freestSpot(
  { x, y }: Point,
  distance: number,
  shape: NodeShape,
  others: readonly NodeShape[],
): Point {
  const reach = distance * Math.max(...FAR) + ENOUGH;
  const near: NodeShape[] = [];
  for (const other of others) {
    if (near.length === MOST_NEAR) break;
    if (Math.abs(other.centre.x - x) > reach + other.halfWidth + shape.halfWidth) continue;
    if (Math.abs(other.centre.y - y) > reach + other.halfHeight + shape.halfHeight) continue;
    near.push(other);
  }
  let best: Point = { x, y: y - distance };
  let [most, first] = [Number.NEGATIVE_INFINITY, 0];
  for (const [ring, far] of FAR.entries()) {
    for (const i of FROM_THE_TOP) {
      const angle = (i / DIRECTIONS) * 2 * Math.PI;
      const height = 30 * Math.cos(angle + Math.PI / 2);
      const detour = 60 * (far - 1);
      if (3 * ENOUGH + height - detour < most - SLACK) continue;
      const centre = { x: x + far * distance * Math.cos(angle), y: y + far * distance * Math.sin(angle) };
      const least = (most - SLACK - height + detour) / 3;
      const score = 3 * gapTo({ ...shape, centre }, near, least) + height - detour;
      // Of equals the one that comes first around the circle, in whichever order they are looked at.
      if (score < most || (score === most && ring * DIRECTIONS + i >= first)) continue;
      [most, first] = [score, ring * DIRECTIONS + i];
      best = centre;
    }
  }
  return best;
}

/** The least distance from the outline of a shape, seen as a box, to other shapes: exact between `least` and ENOUGH. */
function gapTo(shape: NodeShape, others: readonly NodeShape[], least: number): number {
  const { centre, halfWidth, halfHeight } = shape;
  let gap = ENOUGH;
  for (const other of others) {
    for (const dx of [-1, -0.5, 0, 0.5, 1]) {
      for (const dy of [-1, 0, 1]) {
        const point = { x: centre.x + dx * halfWidth, y: centre.y + dy * halfHeight };
        gap = Math.min(gap, distanceTo(other, point));
      }
    }
    if (gap < least) return gap;
  }
  return gap;
}
