import { graphlib, layout } from '@dagrejs/dagre';
import { type Document, type NodeKind, parentsOf, perObject } from '../../engine';

export type GridPlace = readonly [number, number];

/**
 * Where every node stands, in grid units: its own place, and for nodes without one a place found by layout. A graph
 * without any places is laid out as a whole; else the nodes without go beside their parents where there is room.
 */
export const placesOf = perObject(
  (document: Document): ReadonlyMap<string, GridPlace> =>
    document.nodes.every(({ at }) => at === undefined) ? laidOut(document) : filledIn(document),
);

/** Dagre thinks in whole px: so many of its px to a grid unit. */
const FINE = 100;

/** Places by dagre, from left to right, parents before children. */
export function laidOut({ nodes, plans }: Document): ReadonlyMap<string, GridPlace> {
  const graph = new graphlib.Graph();
  graph.setGraph({
    rankdir: 'LR',
    nodesep: 0.35 * FINE,
    edgesep: 0.25 * FINE,
    ranksep: 0.6 * FINE,
    marginx: 0,
    marginy: 0,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { name, kind } of nodes)
    graph.setNode(name, { width: 0.52 * FINE, height: (0.65 + roomBelow(kind, plans.length)) * FINE });
  const names = new Set(nodes.map(({ name }) => name));
  for (const node of nodes) {
    for (const parent of parentsOf(node)) if (names.has(parent)) graph.setEdge(parent, node.name);
  }
  layout(graph);
  const places = new Map<string, GridPlace>();
  for (const { name, kind } of nodes) {
    const { x, y } = graph.node(name);
    places.set(name, [tenths((x ?? 0) / FINE), tenths((y ?? 0) / FINE - roomBelow(kind, plans.length) / 2)]);
  }
  return places;
}

/** A parameter has the picture of its gradient's spread under it, a lobe a plan. */
function roomBelow(kind: NodeKind, plans: number): number {
  return kind === 'parameter' ? 0.16 + 0.22 * Math.max(2, plans) : 0;
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10 || 0;
}

function filledIn({ nodes, plans }: Document): ReadonlyMap<string, GridPlace> {
  const places = new Map<string, GridPlace>();
  for (const { name, at } of nodes) if (at) places.set(name, at);
  for (const node of nodes) {
    if (places.has(node.name)) continue;
    const parents = parentsOf(node).flatMap((parent) => {
      const place = places.get(parent);
      return place ? [place] : [];
    });
    const wish: GridPlace =
      parents.length === 0
        ? [0, 0]
        : [
            Math.max(...parents.map(([x]) => x)) + 1,
            tenths(parents.reduce((sum, [, y]) => sum + y, 0) / parents.length),
          ];
    places.set(node.name, freePlace(wish, node.kind, { nodes, plans }, places));
  }
  return places;
}

/** A part of the canvas, in grid units. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export function contains({ left, right, top, bottom }: Area, [x, y]: GridPlace): boolean {
  return x >= left && x <= right && y >= top && y <= bottom;
}

/** Where a node may stand: in an area if there is room, and so far from other nodes across or down. */
export interface Room {
  readonly area?: Area;
  readonly distance?: GridPlace;
}

/** With room for a short edge between. */
const APART: GridPlace = [0.95, 0.8];
/** Just not on one another. */
export const BESIDE: GridPlace = [0.54, 0.66];

/**
 * The place nearest to the wished one where a node of this kind keeps its distance from all that stand at `places`,
 * pictures under parameters included: inside the area where there is room in it.
 */
export function freePlace(
  wish: GridPlace,
  kind: NodeKind,
  { nodes, plans }: Pick<Document, 'nodes' | 'plans'>,
  places: ReadonlyMap<string, GridPlace>,
  { area, distance = APART }: Room = {},
): GridPlace {
  const taken = nodes.flatMap((node) => {
    const place = places.get(node.name);
    return place ? [{ place, below: roomBelow(node.kind, plans.length) }] : [];
  });
  const below = roomBelow(kind, plans.length);
  const freeAt =
    ([across, down]: GridPlace) =>
    ([x, y]: GridPlace) =>
      taken.every(
        ({ place, below: belowIt }) =>
          Math.abs(place[0] - x) > across || place[1] - y > down + below || y - place[1] > down + belowIt,
      );
  const free = freeAt(distance);
  // Close together is better than out of view.
  const near = area && (nearestIn(area, wish, free) ?? nearestIn(area, wish, freeAt(BESIDE)));
  if (near) return near;
  for (let ring = 0; ring < 200; ring += 1) {
    const around = ring === 0 ? [wish] : ringAround(wish, ring);
    const place = around.find(free);
    if (place) return place;
  }
  return wish;
}

/** The free place of an area's raster that is nearest to the wished one. */
function nearestIn(area: Area, wish: GridPlace, free: (place: GridPlace) => boolean): GridPlace | undefined {
  if (contains(area, wish) && free(wish)) return wish;
  const first = [Math.ceil(area.left * 10), Math.ceil(area.top * 10)] as const;
  let best: GridPlace | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let i = first[0]; i <= area.right * 10; i += 1) {
    for (let j = first[1]; j <= area.bottom * 10; j += 1) {
      const distance = Math.hypot(i / 10 - wish[0], j / 10 - wish[1]);
      if (distance >= least || !free([i / 10, j / 10])) continue;
      best = [i / 10, j / 10];
      least = distance;
    }
  }
  return best;
}

/** Places `ring` steps away: below and above first, then to the right. */
function ringAround([x, y]: GridPlace, ring: number): GridPlace[] {
  const places: GridPlace[] = [];
  for (let i = 0; i <= ring; i += 1) {
    places.push([x + i * 0.5, y + ring], [x + i * 0.5, y - ring], [x + ring, y + i], [x + ring, y - i]);
  }
  return places.map(([a, b]) => [tenths(a), tenths(b)]);
}
