import { distanceTo, type NodeShape, rimPoint } from './shapes';
import { boundsAround, type Point, type PointBounds } from './units';

/** A drawn line from one node to another: a quadratic curve, cut at both outlines. */
export interface Route {
  /** SVG path data. */
  readonly path: string;
  /** Where the line ends, and the direction it arrives in, in radians. */
  readonly tip: Point;
  readonly angle: number;
  readonly middle: Point;
  /** How far its apex is beside the straight line, in px. */
  readonly bend: number;
  /** Points along it, for other lines to keep away from. */
  readonly points: readonly Point[];
}

export interface RouteWish {
  readonly from: string;
  readonly to: string;
}

interface Style {
  /** How far the apex may be from the straight line, in px; tried in this order. */
  readonly bends: readonly number[];
  /** Space left between the line and the outlines it joins. */
  readonly gap: number;
  /** The side that a bend prefers: -1 is up, 1 is down. */
  readonly side: -1 | 1;
}

const EDGE: Style = { bends: [0, 34, 60, 90, 125, 165, 210, 260], gap: 3, side: -1 };
const ARC: Style = { bends: [44, 70, 100, 135, 175, 220, 270], gap: 9, side: 1 };

const SAMPLES = 28;
/** Lines keep this far from nodes that they do not join, in px. */
const CLEARANCE = 14;
/** Arcs keep this far from other lines, in px. */
const SEPARATION = 16;

/** Pairs of a line and a node for which it is seen to it that they do not cross: of more, all lines take their plain way. */
const MOST_CAREFUL = 60_000;

function isMuch(shapes: ReadonlyMap<string, NodeShape>, wishes: readonly RouteWish[]): boolean {
  return shapes.size * wishes.length > MOST_CAREFUL;
}

/** The lines of all edges: straight where that crosses no node, or where they are very many; else bent around, upwards by preference. */
export function routeEdges(
  shapes: ReadonlyMap<string, NodeShape>,
  wishes: readonly RouteWish[],
  also: readonly NodeShape[] = [],
): (Route | undefined)[] {
  if (isMuch(shapes, wishes)) return wishes.map((wish) => straight(shapes, wish));
  return wishes.map((wish) => {
    const others = obstacles(shapes, wish);
    return best(shapes, wish, EDGE, (curve, bend) => {
      const hits = crossing(curve, others);
      if (hits === 0 && bend === 0) return 0;
      return 40 * hits + 0.5 * crossing(curve, also) + (bend === 0 ? 0 : 8 + 0.35 * Math.abs(bend));
    });
  });
}

/**
 * The arcs from costs back to the circles that they credit: always bent, downwards by preference, clear of nodes, of
 * `also` (pictures beside nodes) and as far as possible of the edges and of one another.
 */
export function routeArcs(
  shapes: ReadonlyMap<string, NodeShape>,
  wishes: readonly RouteWish[],
  edges: readonly (Route | undefined)[],
  also: readonly NodeShape[],
): (Route | undefined)[] {
  if (isMuch(shapes, wishes)) return wishes.map((wish) => plainArc(shapes, wish));
  const lines = edges.flatMap((route) => route?.points ?? []);
  const routes = new Map<RouteWish, Route | undefined>();
  // The longest first: they have the fewest ways to go.
  for (const wish of [...wishes].sort((a, b) => span(shapes, b) - span(shapes, a))) {
    const others = [...obstacles(shapes, wish), ...also];
    const route = best(
      shapes,
      wish,
      ARC,
      (curve, bend) => 40 * crossing(curve, others) + 5 * nearness(curve, lines) + 0.3 * Math.abs(bend),
    );
    if (route) lines.push(...route.points);
    routes.set(wish, route);
  }
  return wishes.map((wish) => routes.get(wish));
}

/** From rim to rim, without a look at what is in between. */
function straight(shapes: ReadonlyMap<string, NodeShape>, { from, to }: RouteWish): Route | undefined {
  const [start, end] = [shapes.get(from), shapes.get(to)];
  if (!start || !end) return undefined;
  const [a, b] = [rimPoint(start, end.centre), rimPoint(end, start.centre)];
  const length = distanceBetween(a, b);
  const apart = distanceBetween(start.centre, end.centre);
  // Nothing is left between nodes that lie on one another.
  if (length < 2 * EDGE.gap + 2 || length > apart) return undefined;
  const share = EDGE.gap / length;
  const at = (t: number): Point => ({ x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) });
  const [p, q] = [at(share), at(1 - share)];
  return {
    path: `M${round(p.x)} ${round(p.y)}L${round(q.x)} ${round(q.y)}`,
    tip: q,
    angle: Math.atan2(b.y - a.y, b.x - a.x),
    middle: at(0.5),
    bend: 0,
    points: [p, q],
  };
}

function plainArc(shapes: ReadonlyMap<string, NodeShape>, { from, to }: RouteWish): Route | undefined {
  const [start, end] = [shapes.get(from), shapes.get(to)];
  if (!start || !end || distanceBetween(start.centre, end.centre) < 1) return undefined;
  const [bend = 0] = ARC.bends;
  return routeBent(start, end, bend, ARC.gap);
}

function span(shapes: ReadonlyMap<string, NodeShape>, { from, to }: RouteWish): number {
  const [start, end] = [shapes.get(from), shapes.get(to)];
  return start && end ? distanceBetween(start.centre, end.centre) : 0;
}

function obstacles(shapes: ReadonlyMap<string, NodeShape>, { from, to }: RouteWish): NodeShape[] {
  const others: NodeShape[] = [];
  for (const [name, shape] of shapes) if (name !== from && name !== to) others.push(shape);
  return others;
}

/** The route of least cost among all bends to both sides. */
function best(
  shapes: ReadonlyMap<string, NodeShape>,
  { from, to }: RouteWish,
  style: Style,
  cost: (curve: readonly Point[], bend: number) => number,
): Route | undefined {
  const start = shapes.get(from);
  const end = shapes.get(to);
  if (!start || !end || distanceBetween(start.centre, end.centre) < 1) return undefined;
  let least = Number.POSITIVE_INFINITY;
  let chosen: Route | undefined;
  for (const size of style.bends) {
    // Even the kindest cost of a wider bend is above the least one: the rest need not be looked at.
    if (0.3 * size >= least) break;
    for (const bend of size === 0 ? [0] : [size, -size]) {
      const route = routeBent(start, end, bend, style.gap);
      if (!route) continue;
      const up = route.middle.y - (start.centre.y + end.centre.y) / 2;
      const wrongSide = bend !== 0 && up * style.side < 0 ? 6 : 0;
      const total = cost(route.points, bend) + wrongSide;
      if (total >= least) continue;
      least = total;
      chosen = route;
    }
    if (least === 0) break;
  }
  return chosen;
}

/** The curve between two centres whose apex is `bend` px beside the straight line, cut `gap` px before both outlines; undefined where nothing is left. */
export function routeBent(start: NodeShape, end: NodeShape, bend: number, gap: number): Route | undefined {
  const a = start.centre;
  const b = end.centre;
  const length = distanceBetween(a, b);
  const control: Point = {
    x: (a.x + b.x) / 2 + (2 * bend * (b.y - a.y)) / length,
    y: (a.y + b.y) / 2 - (2 * bend * (b.x - a.x)) / length,
  };
  const at = (t: number): Point => ({
    x: (1 - t) ** 2 * a.x + 2 * t * (1 - t) * control.x + t ** 2 * b.x,
    y: (1 - t) ** 2 * a.y + 2 * t * (1 - t) * control.y + t ** 2 * b.y,
  });
  const first = crossingTime((t) => distanceTo(start, at(t)) - gap, 0, 0.95);
  const last = crossingTime((t) => distanceTo(end, at(t)) - gap, 1, 0.05);
  if (first === undefined || last === undefined || last - first < 0.02) return undefined;
  const p = at(first);
  const q = at(last);
  const before = at(last - 0.01);
  // The part between two times of a quadratic curve is one again: its control is where its end tangents meet.
  const c: Point = {
    x: (1 - first) * (1 - last) * a.x + (first + last - 2 * first * last) * control.x + first * last * b.x,
    y: (1 - first) * (1 - last) * a.y + (first + last - 2 * first * last) * control.y + first * last * b.y,
  };
  const bent = bend !== 0;
  return {
    path: bent
      ? `M${round(p.x)} ${round(p.y)}Q${round(c.x)} ${round(c.y)} ${round(q.x)} ${round(q.y)}`
      : `M${round(p.x)} ${round(p.y)}L${round(q.x)} ${round(q.y)}`,
    tip: q,
    angle: Math.atan2(q.y - before.y, q.x - before.x),
    middle: at((first + last) / 2),
    bend,
    points: Array.from({ length: SAMPLES + 1 }, (_, i) => at(first + ((last - first) * i) / SAMPLES)),
  };
}

/** Where a function that is negative at `from` turns positive on the way to `to`; undefined where it does not. */
function crossingTime(f: (t: number) => number, from: number, to: number): number | undefined {
  const steps = 40;
  for (let i = 1; i <= steps; i += 1) {
    const t = from + ((to - from) * i) / steps;
    if (f(t) <= 0) continue;
    let inside = from + ((to - from) * (i - 1)) / steps;
    let outside = t;
    for (let k = 0; k < 12; k += 1) {
      const middle = (inside + outside) / 2;
      if (f(middle) <= 0) inside = middle;
      else outside = middle;
    }
    return outside;
  }
  return undefined;
}

/** How much of a curve comes too near to shapes: samples, weighted by how deep. */
function crossing(curve: readonly Point[], others: readonly NodeShape[]): number {
  const reach = boundsAround(curve, CLEARANCE);
  let sum = 0;
  for (const shape of others) {
    const { centre, halfWidth, halfHeight } = shape;
    if (!isIn(reach, centre, halfWidth, halfHeight)) continue;
    for (const point of curve) {
      const distance = distanceTo(shape, point) - CLEARANCE;
      if (distance < 0) sum += Math.min(1, 0.25 - distance / 30);
    }
  }
  return sum;
}

/** How much of a curve runs close along other lines; crossing one costs little. */
function nearness(curve: readonly Point[], lines: readonly Point[]): number {
  const reach = boundsAround(curve, SEPARATION);
  const close = lines.filter((point) => isIn(reach, point, 0, 0));
  return curve.filter(({ x, y }) =>
    close.some((point) => Math.abs(point.x - x) < SEPARATION && Math.abs(point.y - y) < SEPARATION),
  ).length;
}

/** Whether any of what is so far to all sides of a point is in a box. */
function isIn(
  { left, right, top, bottom }: PointBounds,
  { x, y }: Point,
  wide: number,
  high: number,
): boolean {
  return x + wide >= left && x - wide <= right && y + high >= top && y - high <= bottom;
}

function distanceBetween(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
