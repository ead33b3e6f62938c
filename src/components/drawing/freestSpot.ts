import { distanceTo, type NodeShape } from './shapes';
import type { Point } from './units';

/** Wide enough a gap, in px: more does not make a spot better. */
const ENOUGH = 46;
const DIRECTIONS = 24;

/**
 * Where around a point a thing of this shape stands freest of all others, at about `distance` px; among free spots the
 * one nearest to the direction `towards`, in radians.
 */
export function freestSpot(
  { x, y }: Point,
  distance: number,
  shape: NodeShape,
  others: readonly NodeShape[],
  towards = -Math.PI / 2,
): Point {
  let best: Point = { x, y: y - distance };
  let most = Number.NEGATIVE_INFINITY;
  for (const far of [1, 1.3, 1.7, 2.2]) {
    for (let i = 0; i < DIRECTIONS; i += 1) {
      const angle = (i / DIRECTIONS) * 2 * Math.PI;
      const spot = { x: x + far * distance * Math.cos(angle), y: y + far * distance * Math.sin(angle) };
      const score =
        3 * Math.min(ENOUGH, gapTo({ ...shape, centre: spot }, others)) +
        30 * Math.cos(angle - towards) -
        60 * (far - 1);
      if (score <= most) continue;
      most = score;
      best = spot;
    }
  }
  return best;
}

/** The least distance from the outline of a shape, seen as a box, to other shapes. */
function gapTo({ centre, halfWidth, halfHeight }: NodeShape, others: readonly NodeShape[]): number {
  let gap = Number.POSITIVE_INFINITY;
  for (const dx of [-1, -0.5, 0, 0.5, 1]) {
    for (const dy of [-1, 0, 1]) {
      const point = { x: centre.x + dx * halfWidth, y: centre.y + dy * halfHeight };
      for (const other of others) gap = Math.min(gap, distanceTo(other, point));
    }
  }
  return gap;
}
