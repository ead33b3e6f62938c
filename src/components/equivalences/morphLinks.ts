import type { Relation, Side } from '../../engine';
import { type Route, routeArcs, routeEdges } from '../drawing/routes';
import type { Look, NodeShape } from '../drawing/shapes';
import { type FigureNode, frameAround, type GraphFigure, onCanvas, outlineOf, roleLookOf } from './figure';

/** A node on its way: of both graphs, or of one alone. */
export interface Track {
  readonly id: string;
  readonly left: FigureNode | undefined;
  readonly right: FigureNode | undefined;
  /** How it looks between contracting and unfolding, on either side; undefined where it is put in, or gone, by then. */
  readonly between: Readonly<Record<Side, Look | undefined>>;
  /** The node that holds it where it is put in: there it goes, and from there it comes. */
  readonly home: FigureNode | undefined;
}

/** A line of the contracted graph: what depends on what, or the arc from a cost back to a circle that is credited with it. */
export interface Link {
  readonly id: string;
  readonly kind: 'line' | 'credit';
  readonly from: string;
  readonly to: string;
  readonly on: Side | 'both';
  /** A value is passed on, and the loss is not differentiated by it. */
  readonly dashed: boolean;
  readonly bends: Readonly<Record<Side, number>>;
}

/** The lines of both normal forms, those between partners once. */
export function linksOf(left: GraphFigure, right: GraphFigure, tracks: readonly Track[]): Link[] {
  const find = (side: Side, figure: GraphFigure, name: string): string | undefined =>
    tracks.find((track) => track[side] !== undefined && track[side] === figure.shows.get(name))?.id;
  const links = new Map<string, Link>();
  for (const [side, figure] of [
    ['left', left],
    ['right', right],
  ] as const) {
    for (const { relation, from: start, to: end, bend } of curvesOf(figure)) {
      const [from, to] = [find(side, figure, start), find(side, figure, end)];
      if (from === undefined || to === undefined || from === to) continue;
      const kind = relation.kind === 'credit' ? 'credit' : 'line';
      const id = `${kind} ${from} > ${to}`;
      const known = links.get(id);
      if (known) links.set(id, { ...known, on: 'both', bends: { ...known.bends, [side]: bend } });
      else
        links.set(id, {
          id,
          kind,
          from,
          to,
          on: side,
          dashed: isHeld(figure, relation),
          bends: { left: bend, right: bend },
        });
    }
  }
  return [...links.values()];
}

function isHeld({ form }: GraphFigure, { kind, from }: Relation): boolean {
  return (
    kind === 'value' && form?.nodes.some(({ name, role }) => name === from && role === 'parameter') === true
  );
}

interface Curve {
  readonly relation: Relation;
  readonly from: string;
  readonly to: string;
  readonly bend: number;
}

/** What is drawn of a normal form, and how far it is bent where all that is kept has the field to itself. */
function curvesOf({ form, shows, contracted: { places, nodeScale } }: GraphFigure): Curve[] {
  const shapes = new Map<string, NodeShape>();
  for (const node of form?.nodes ?? []) {
    const shown = shows.get(node.name);
    const place = places.get(shown?.name ?? '');
    // Bends are chosen at the size of the canvas.
    if (shown && place)
      shapes.set(node.name, outlineOf(roleLookOf(node), shown.letters, onCanvas(place, nodeScale), 1));
  }
  for (const [name, side] of frameAround(nodeScale)) shapes.set(name, side);
  const relations = form?.relations ?? [];
  const lines = relations.filter(({ kind }) => kind === 'value' || kind === 'derivative');
  const arcs = relations
    .filter(({ kind }) => kind === 'credit')
    .map((relation) => ({ relation, from: relation.to, to: relation.from }));
  const routes = routeEdges(shapes, lines);
  const arcRoutes = routeArcs(shapes, arcs, routes, []);
  const bent = (route: Route | undefined): number => (route?.bend ?? 0) * nodeScale;
  return [
    ...lines.map((relation, i) => ({
      relation,
      from: relation.from,
      to: relation.to,
      bend: bent(routes[i]),
    })),
    ...arcs.map((arc, i) => ({ ...arc, bend: bent(arcRoutes[i]) })),
  ];
}
