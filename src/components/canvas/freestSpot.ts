import type { Point } from './units';

/** The direction around a point in which a thing of `size` px at `distance` px stands freest of all others. */
export function freestSpot(
  { x, y }: Point,
  distance: number,
  others: readonly Point[],
  towards = -Math.PI / 2,
): Point {
  let best: Point = { x, y: y - distance };
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < 16; i += 1) {
    const angle = (i / 16) * 2 * Math.PI;
    const spot = { x: x + distance * Math.cos(angle), y: y + distance * Math.sin(angle) };
    const nearest = Math.min(220, ...others.map((other) => Math.hypot(other.x - spot.x, other.y - spot.y)));
    const score = nearest + 24 * Math.cos(angle - towards);
    if (score <= most) continue;
    most = score;
    best = spot;
  }
  return best;
}
