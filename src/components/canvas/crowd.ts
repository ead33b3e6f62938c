import { createContext } from 'react';
import { type Route, routeEdges } from '../drawing/routes';
import type { Scene, SceneEdge } from '../drawing/sceneNodes';
import type { NodeShape } from '../drawing/shapes';

/** A graph with more nodes or edges than this is drawn with fewer details, since every part that can be touched costs. */
const MOST_NODES = 150;
const MOST_EDGES = 400;
/** More lines than this are a grey cloud: then only those are drawn that something is to be said of. */
const MOST_LINES = 12_000;
/** Of edges that can be touched, in a crowd. */
const MOST_TOUCHED = 300;
/** From this zoom on the nodes in view of a crowd are so few that all their details are shown. */
const DETAILED_ZOOM = 0.5;

export function isCrowd({ nodes, edges }: Scene): boolean {
  return nodes.length > MOST_NODES || edges.length > MOST_EDGES;
}

export function isDetailed(zoom: number): boolean {
  return zoom >= DETAILED_ZOOM;
}

/** Whether nodes are drawn without their details now: in a crowd that is seen from afar. */
export const PlainNodes = createContext(false);

/** What an edge is drawn for by itself in a crowd: one of its nodes is selected, or it is at fault. */
export function touchedEdges(
  { edges }: Scene,
  selection: readonly string[],
  selectedEdges: ReadonlySet<string>,
): readonly SceneEdge[] {
  if (edges.length <= MOST_EDGES) return edges;
  const chosen = new Set(selection);
  const touched: SceneEdge[] = [];
  for (const edge of edges) {
    if (touched.length === MOST_TOUCHED) break;
    if (chosen.has(edge.from) || chosen.has(edge.to) || selectedEdges.has(edge.id) || edge.violation)
      touched.push(edge);
  }
  return touched;
}

/** How edges are drawn: each by itself; all as one path, which cannot be touched; or, of too many, only those that are touched. */
export type EdgesDrawn =
  | { readonly kind: 'each' }
  | { readonly kind: 'together'; readonly path: string }
  | { readonly kind: 'touched'; readonly count: number };

export function edgesDrawn({ edges }: Scene, shapes: ReadonlyMap<string, NodeShape>): EdgesDrawn {
  if (edges.length <= MOST_EDGES) return { kind: 'each' };
  if (edges.length > MOST_LINES) return { kind: 'touched', count: edges.length };
  const path = routeEdges(shapes, edges)
    .map((route: Route | undefined) => route?.path ?? '')
    .join('');
  return { kind: 'together', path };
}
