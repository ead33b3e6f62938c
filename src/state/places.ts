import { graphlib, layout } from '@dagrejs/dagre';
import { type Document, type NodeKind, parentsOf } from '../engine';

export type Place = readonly [number, number];

const known = new WeakMap<Document['nodes'], ReadonlyMap<string, Place>>();

/**
 * Where every node stands, in grid units: its own place, and for nodes without one a place found by layout. A graph
 * without any places is laid out as a whole; else the nodes without go beside their parents where there is room.
 */
export function placesOf(document: Document): ReadonlyMap<string, Place> {
  const { nodes } = document;
  let places = known.get(nodes);
  if (!places) {
    places = nodes.every(({ at }) => at === undefined) ? laidOut(document) : filledIn(document);
    known.set(nodes, places);
  }
  return places;
}

/** Dagre thinks in whole px: so many of its px to a grid unit. */
const FINE = 100;

/** Places by dagre, from left to right, parents before children. */
export function laidOut({ nodes }: Document): ReadonlyMap<string, Place> {
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
    graph.setNode(name, { width: 0.52 * FINE, height: (0.65 + roomBelow(kind)) * FINE });
  const names = new Set(nodes.map(({ name }) => name));
  for (const node of nodes) {
    for (const parent of parentsOf(node)) if (names.has(parent)) graph.setEdge(parent, node.name);
  }
  layout(graph);
  const places = new Map<string, Place>();
  for (const { name, kind } of nodes) {
    const { x, y } = graph.node(name);
    places.set(name, [tenths((x ?? 0) / FINE), tenths((y ?? 0) / FINE - roomBelow(kind) / 2)]);
  }
  return places;
}

/** A parameter has the picture of its gradient's spread under it. */
function roomBelow(kind: NodeKind): number {
  return kind === 'parameter' ? 0.6 : 0;
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10 || 0;
}

function filledIn({ nodes }: Document): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const { name, at } of nodes) if (at) places.set(name, at);
  for (const node of nodes) {
    if (places.has(node.name)) continue;
    const parents = parentsOf(node).flatMap((parent) => {
      const place = places.get(parent);
      return place ? [place] : [];
    });
    const wish: Place =
      parents.length === 0
        ? [0, 0]
        : [
            Math.max(...parents.map(([x]) => x)) + 1,
            tenths(parents.reduce((sum, [, y]) => sum + y, 0) / parents.length),
          ];
    places.set(node.name, freePlace(wish, [...places.values()]));
  }
  return places;
}

/** The place nearest to the wished one that keeps a node's distance from all taken ones. */
export function freePlace(wish: Place, taken: readonly Place[]): Place {
  const free = ([x, y]: Place) =>
    taken.every((other) => Math.abs(other[0] - x) > 0.65 || Math.abs(other[1] - y) > 0.8);
  for (let ring = 0; ring < 200; ring += 1) {
    const around = ring === 0 ? [wish] : ringAround(wish, ring);
    const place = around.find(free);
    if (place) return place;
  }
  return wish;
}

/** Places `ring` steps away: below and above first, then to the right. */
function ringAround([x, y]: Place, ring: number): Place[] {
  const places: Place[] = [];
  for (let i = 0; i <= ring; i += 1) {
    places.push([x + i * 0.5, y + ring], [x + i * 0.5, y - ring], [x + ring, y + i], [x + ring, y - i]);
  }
  return places.map(([a, b]) => [tenths(a), tenths(b)]);
}
