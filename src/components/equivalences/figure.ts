import {
  analyse,
  type Document,
  modelOf,
  type NormalForm,
  type NormalNode,
  type Plan,
  type Planned,
  perObject,
  type Role,
} from '../../engine';
import { type Route, routeEdges } from '../drawing/routes';
import { sceneOf } from '../drawing/scene';
import type { SceneNode } from '../drawing/sceneNodes';
import { type Look, type NodeShape, nodeShapeOf, nodeSizeOf } from '../drawing/shapes';
import { boundsAround, type Point } from '../drawing/units';

/** Every picture is drawn on a field of this size, and scaled as a whole. */
export const FIELD: readonly [width: number, height: number] = [640, 376];

const MARGIN = 22;
/** Px of the field to a px of the canvas: few nodes do not look large, and those of many can still be told apart. */
const MOST_SCALE = 0.86;
const LEAST_NODE = 0.25;
/** Wide graphs are drawn higher than they are, and high ones wider, where there is room. */
const MOST_STRETCH = 1.35;
/** Around nodes that have the field to themselves, and from one of them to the next at their full size, in px. */
const ROOM = 54;
const APART = 124;

/** What becomes of a node: it stays; it is put into others, or is one with another; or no term is left that holds it. */
export type Standing = 'kept' | 'inside' | 'gone';

/** A node of the graph after its plan, on the field. */
interface DrawnNode {
  readonly name: string;
  readonly latex: string;
  readonly words: string;
  readonly look: Look;
  readonly letters: number;
  readonly centre: Point;
}

/** One graph after its plan, on the field. */
interface Drawing {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly { readonly id: string; readonly route: Route }[];
  /** Of a node's size on the canvas; routes are in px of such a canvas. */
  readonly nodeScale: number;
}

export interface FigureNode extends DrawnNode {
  readonly standing: Standing;
  /** Nodes of the normal form: itself where it is kept, else those that hold it, the nearest first. */
  readonly holders: readonly string[];
}

/** A drawing with what its normal form makes of every node. */
export interface GraphFigure extends Drawing {
  readonly nodes: readonly FigureNode[];
  /** By node of the normal form: the node of the figure that shows it. */
  readonly shows: ReadonlyMap<string, FigureNode>;
  /** Where these stand, and how large they are, when they have the field to themselves. */
  readonly contracted: { readonly places: ReadonlyMap<string, Point>; readonly nodeScale: number };
  /** Undefined where nothing was compared. */
  readonly form: NormalForm | undefined;
}

const drawingsOf = perObject((document: Document) => perObject((plan: Plan) => drawn(document, plan)));

function drawn(document: Document, plan: Plan): Drawing {
  const scene = sceneOf(document, analyse(modelOf(document), plan), 'rewritten');
  const { place, scale } = fitted(scene.nodes);
  const nodes = scene.nodes.map(({ id, latex, look, letters, words, centre }) => ({
    name: id,
    latex,
    words,
    look,
    letters,
    centre: place(centre),
  }));
  const nodeScale = Math.max(LEAST_NODE, scale);
  const shapes = new Map(
    nodes.map((node) => [node.name, nodeShapeOf(node.look, onCanvas(node.centre, nodeScale), node.letters)]),
  );
  for (const [name, side] of frameAround(nodeScale)) shapes.set(name, side);
  const routes = routeEdges(shapes, scene.edges);
  const edges = scene.edges.flatMap(({ id }, i) => {
    const route = routes[i];
    return route ? [{ id, route }] : [];
  });
  return { nodes, edges, nodeScale };
}

/** What keeps lines on the field; no node has a name with a space. */
export function frameAround(nodeScale: number): (readonly [name: string, shape: NodeShape])[] {
  const { x, y } = onCanvas({ x: FIELD[0] / 2, y: FIELD[1] / 2 }, nodeScale);
  const side = (name: string, centre: Point, halfWidth: number, halfHeight: number) =>
    [`side ${name}`, { form: 'box', centre, halfWidth, halfHeight }] as const;
  return [
    side('top', { x, y: -y }, 3 * x, y),
    side('bottom', { x, y: 3 * y }, 3 * x, y),
    side('left', { x: -x, y }, x, 3 * y),
    side('right', { x: 3 * x, y }, x, 3 * y),
  ];
}

/** A point of the field on a canvas where nodes have their size. */
export function onCanvas({ x, y }: Point, nodeScale: number): Point {
  return { x: x / nodeScale, y: y / nodeScale };
}

export function figureOf(planned: Planned, form: NormalForm | undefined): GraphFigure {
  const drawing = drawingsOf(planned.document)(planned.plan);
  const centres = new Map(drawing.nodes.map(({ name, centre }) => [name, centre]));
  const anchors = anchorsOf(form, centres);
  const anchorOf = new Map([...anchors].map(([name, id]) => [id, name]));
  const nodes = drawing.nodes.map((node): FigureNode => {
    const own = anchorOf.get(node.name);
    const holders = own === undefined ? holdersOf(node.name, form, anchors, centres) : [own];
    const standing = own !== undefined || !form ? 'kept' : holders.length > 0 ? 'inside' : 'gone';
    return { ...node, standing, holders };
  });
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const shows = new Map(
    [...anchors].flatMap(([name, id]) => {
      const node = byName.get(id);
      return node ? [[name, node] as const] : [];
    }),
  );
  return { ...drawing, nodes, shows, contracted: spread([...shows.values()], drawing.nodeScale), form };
}

/** The outline of a node on the field. */
export function outlineOf(look: Look, letters: number, centre: Point, scale: number): NodeShape {
  const shape = nodeShapeOf(look, centre, letters);
  return { ...shape, halfWidth: shape.halfWidth * scale, halfHeight: shape.halfHeight * scale };
}

const LOOKS: Readonly<Record<Role, Look>> = {
  parameter: 'parameter',
  input: 'input',
  noise: 'noise',
  circle: 'stochastic',
  square: 'deterministic',
  cost: 'cost',
};

/** How a node of a normal form looks: what is given is an input, whatever it was. */
export function roleLookOf({ role }: NormalNode): Look {
  return LOOKS[role];
}

/** By node of the normal form the drawn node that shows it: of that name, else the first that it is made of. */
function anchorsOf(form: NormalForm | undefined, drawn: ReadonlyMap<string, Point>): Map<string, string> {
  const anchors = new Map<string, string>();
  for (const { name, standsFor, parts } of form?.nodes ?? []) {
    const id = [name, ...parts, ...standsFor].find((own) => drawn.has(own));
    if (id !== undefined) anchors.set(name, id);
  }
  return anchors;
}

function holdersOf(
  id: string,
  form: NormalForm | undefined,
  anchors: ReadonlyMap<string, string>,
  centres: ReadonlyMap<string, Point>,
): string[] {
  const own = centres.get(id);
  const far = (name: string): number => {
    const centre = centres.get(anchors.get(name) ?? '');
    return own && centre ? Math.hypot(own.x - centre.x, own.y - centre.y) : Number.POSITIVE_INFINITY;
  };
  return (form?.nodes ?? [])
    .filter(({ standsFor, parts }) => standsFor.includes(id) || parts.includes(id))
    .sort((a, b) => rank(a, id) - rank(b, id) || far(a.name) - far(b.name))
    .map(({ name }) => name);
}

/** What it was merged with comes first, then its own noise, then what reads it. */
function rank({ parts, law, role }: NormalNode, id: string): number {
  if (parts.includes(id)) return 0;
  return role === 'noise' && law?.node === id ? 1 : 2;
}

/** Nodes that stay, as they stand to one another, but spread over the field; as large as the two that are nearest allow. */
function spread(nodes: readonly FigureNode[], nodeScale: number): GraphFigure['contracted'] {
  const centres = nodes.map(({ centre }) => onCanvas(centre, nodeScale));
  const [across, down] = FIELD.map((length, i) => {
    const places = centres.map(({ x, y }) => (i === 0 ? x : y));
    const [least, most] = [Math.min(...places), Math.max(...places)];
    const stretch = Math.min(MOST_SCALE, (length - 2 * ROOM) / Math.max(1, most - least));
    return (place: number) => length / 2 + (place - (least + most) / 2) * stretch;
  });
  const places = centres.map(({ x, y }): Point => ({ x: across?.(x) ?? x, y: down?.(y) ?? y }));
  const distances = places.flatMap((a, i) =>
    places.slice(i + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y)),
  );
  const scale = Math.min(MOST_SCALE, ...distances.map((distance) => distance / APART));
  return {
    places: new Map(nodes.map(({ name }, i) => [name, places[i] ?? { x: 0, y: 0 }])),
    nodeScale: Math.max(LEAST_NODE, scale),
  };
}

/** Where a drawing lies on the field: all of it, in the middle. */
function fitted(nodes: readonly SceneNode[]) {
  const corners = nodes.flatMap(({ centre, look, letters }) => {
    const [width, height] = nodeSizeOf(look, letters).map((length) => length / 2);
    return [-1, 1].map((side) => ({ x: centre.x + side * (width ?? 0), y: centre.y + side * (height ?? 0) }));
  });
  const { left, right, top, bottom } = boundsAround(corners);
  const [width, height] = FIELD;
  const scale = Math.min(
    MOST_SCALE,
    (width - 2 * MARGIN) / (right - left),
    (height - 2 * MARGIN) / (bottom - top),
  );
  const across = Math.min(MOST_STRETCH * scale, (width - 2 * MARGIN) / (right - left));
  const down = Math.min(MOST_STRETCH * scale, (height - 2 * MARGIN) / (bottom - top));
  const place = ({ x, y }: Point): Point => ({
    x: width / 2 + (x - (left + right) / 2) * across,
    y: height / 2 + (y - (top + bottom) / 2) * down,
  });
  return { place, scale };
}
