type Place = readonly [number, number];

/** Half the size of a node with a little to spare, in grid units. */
const REACH = [48 / 160, 48 / 130] as const;

/** From a point to a segment, in multiples of a node's reach: of more than 1, an edge there does not cross a node. */
export function clearance(point: Place, from: Place, to: Place): number {
  const scaled = ([x, y]: Place) => [x / REACH[0], y / REACH[1]] as const;
  const [[px, py], [ax, ay], [bx, by]] = [scaled(point), scaled(from), scaled(to)];
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length));
  return Math.hypot(px - ax - along * dx, py - ay - along * dy);
}

/**
 * The place in these columns, above, below or among the others, from which edges to the readers cross the fewest nodes; the nearest of
 * these to what is there.
 */
export function clearPlace(
  columns: readonly number[],
  others: ReadonlyMap<string, Place>,
  readers: readonly string[],
  edges: readonly (readonly [string, string])[],
): Place {
  const rows = [...others.values()].map(([, y]) => y);
  const [top, bottom] = [Math.min(...rows), Math.max(...rows)];
  const places = Array.from({ length: bottom - top + 1 + 2 * SPACE }, (_, i) => top - SPACE + i)
    .flatMap((y) => columns.map((x): Place => [x, y]))
    .filter(([x, y]) => rows.length > 0 && ![...others.values()].some((own) => own[0] === x && own[1] === y))
    .sort((p, q) => Math.abs(p[1] - (top + bottom) / 2) - Math.abs(q[1] - (top + bottom) / 2));
  let best: { place: Place; crossed: number } | undefined;
  for (const place of places) {
    const crossed = crossings(place, others, readers, edges, best?.crossed ?? Number.POSITIVE_INFINITY);
    if (!best || crossed < best.crossed) best = { place, crossed };
    if (crossed === 0) break;
  }
  return best?.place ?? [0, 0];
}

/** Rows above and below the others that are tried. */
const SPACE = 12;

/** Nodes that lie on an edge from the place, and edges of others that it lies on; counted no further than `most`. */
function crossings(
  place: Place,
  others: ReadonlyMap<string, Place>,
  readers: readonly string[],
  edges: readonly (readonly [string, string])[],
  most: number,
): number {
  let count = 0;
  for (const reader of readers) {
    const to = others.get(reader);
    if (!to) continue;
    for (const [name, at] of others) if (name !== reader && clearance(at, place, to) <= 1) count++;
    if (count >= most) return count;
  }
  for (const [from, to] of edges) {
    const [a, b] = [others.get(from), others.get(to)];
    if (a && b && clearance(place, a, b) <= 1) count++;
  }
  return count;
}
