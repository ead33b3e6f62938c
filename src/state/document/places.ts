import { graphlib, layout } from '@dagrejs/dagre';
import { DOCUMENT_LIMITS, type Document, type NodeKind, parentsOf, perObject } from '../../engine';
import { largeLayout } from './largeLayout';
import { type Layers, layersOf } from './layers';

export type GridPlace = readonly [number, number];

/**
 * Where every node stands, in grid units: its own place, and for nodes without one a place found by layout. A graph
 * without any places is laid out as a whole; else the nodes without go beside their parents where there is room.
 */
export const placesOf = perObject(
  (document: Document): ReadonlyMap<string, GridPlace> =>
    document.nodes.every(({ at }) => at === undefined) ? laidOut(document) : filledIn(document),
);

/** As far out as a document may say: of numbers beyond all bounds, those of px would be infinite. */
function within([x, y]: GridPlace): GridPlace {
  const farthest = DOCUMENT_LIMITS.place;
  return [Math.max(-farthest, Math.min(farthest, x)), Math.max(-farthest, Math.min(farthest, y))];
}

/** Dagre thinks in whole px: so many of its px to a grid unit. */
const FINE = 100;
/** Nodes and crossed layers, for each of which Dagre takes its time: of more, the layout is a plain one. */
const MOST_WITH_CARE = 300;

/** Places from left to right, parents before children. */
export function laidOut({ nodes, plans }: Pick<Document, 'nodes' | 'plans'>): ReadonlyMap<string, GridPlace> {
  const layers = layersOf({ nodes });
  const heights = nodes.map(({ kind }) => HEIGHT + roomBelow(kind, plans.length));
  const tops =
    nodes.length + layers.span <= MOST_WITH_CARE ? withCare(layers, heights) : largeLayout(layers, heights);
  return new Map(
    nodes.map(({ name }, i) => {
      const [x, y] = tops[i] ?? [0, 0];
      return [name, [tenths(x), tenths(y + HEIGHT / 2)]];
    }),
  );
}

/** Of a node by itself, with its arcs. */
const HEIGHT = 0.65;

/** By dagre, which knows nodes by their number: as names of a plain object's fields, not every name will do. */
function withCare({ parents }: Layers, heights: readonly number[]): [x: number, y: number][] {
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
  heights.forEach((height, i) => {
    graph.setNode(`${i}`, { width: 0.52 * FINE, height: height * FINE });
  });
  parents.forEach((own, i) => {
    for (const parent of own) graph.setEdge(`${parent}`, `${i}`);
  });
  layout(graph);
  return heights.map((height, i) => {
    const { x, y } = graph.node(`${i}`);
    return [(x ?? 0) / FINE, (y ?? 0) / FINE - height / 2];
  });
}

/** A parameter has the picture of its gradient's spread under it, a lobe a plan. */
function roomBelow(kind: NodeKind, plans: number): number {
  return kind === 'parameter' ? 0.16 + 0.22 * Math.max(2, plans) : 0;
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10 || 0;
}

/** Pairs of nodes without a place and nodes: of more, those without are laid out by themselves, below the others. */
const MOST_FILLED_IN = 20_000;

function filledIn({ nodes, plans }: Document): ReadonlyMap<string, GridPlace> {
  const places = new Map<string, GridPlace>();
  for (const { name, at } of nodes) if (at) places.set(name, within(at));
  const without = nodes.filter(({ name }) => !places.has(name));
  if (without.length * nodes.length > MOST_FILLED_IN)
    return withBelow(places, laidOut({ nodes: without, plans }));
  for (const node of without) {
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

/** More places, below those that there are: where that is at the limit, a little beyond it, so that none lies on another. */
function withBelow(
  places: ReadonlyMap<string, GridPlace>,
  more: ReadonlyMap<string, GridPlace>,
): ReadonlyMap<string, GridPlace> {
  let [left, bottom] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [x, y] of places.values()) [left, bottom] = [Math.min(left, x), Math.max(bottom, y)];
  const moved = [...more].map(([name, [x, y]]): [string, GridPlace] => [name, [left + x, bottom + 1.5 + y]]);
  return new Map([...places, ...moved]);
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
