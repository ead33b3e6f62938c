import { Position } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Document, Graph } from '../../engine';
import { activePlan, analysisOf, planIndex } from '../../state/document/derived';
import { useDocument } from '../../state/document/document';
import { useEmbed } from '../../state/shell/embed';
import { useSession } from '../../state/shell/session';
import { type Route, routeArcs, routeEdges } from '../drawing/routes';
import { arcsInView, sceneOf } from '../drawing/scene';
import { type Scene, type SceneArc, type SceneEdge, type SceneNode, shapesOf } from '../drawing/sceneNodes';
import { type NodeShape, nodeSizeOf } from '../drawing/shapes';
import type { Point } from '../drawing/units';
import { shownCoordinate } from '../results/coordinate';
import { useDiagnostics } from '../results/useDiagnostics';
import { planColour } from '../ui/palette';
import type { FlowArc } from './ArcView';
import { type EdgesDrawn, edgesDrawn, isCrowd, touchedEdges } from './crowd';
import type { FlowEdge } from './EdgeView';
import { LOBES_WIDTH, lobesHeight } from './GradientLobes';
import type { FlowNode, NodeData } from './NodeView';

/** What React Flow is given, and what it was made from. */
export interface FlowScene {
  readonly scene: Scene;
  readonly nodes: FlowNode[];
  readonly edges: (FlowEdge | FlowArc)[];
  /** Whether there is so much of it that details wait until they are looked at. */
  readonly isCrowd: boolean;
  readonly drawn: EdgesDrawn;
}

/** The canvas's contents. `dragged` holds the places of nodes that are on their way, which the document does not know yet. */
export function useScene(dragged: ReadonlyMap<string, Point>): FlowScene {
  const document = useDocument((state) => state.document);
  const chosen = useSession((session) => session.plan);
  const view = useSession((session) => session.view);
  const wished = useSession((session) => session.coordinate);
  const selection = useSession((session) => session.selection);
  const selectedEdges = useSession((session) => session.selectedEdges);
  const isEmbedded = useEmbed((embed) => embed.isEmbedded);

  const plan = activePlan(document, chosen);
  const analysis = analysisOf(document, plan);
  const scene = useMemo(() => sceneOf(document, analysis, view), [document, analysis, view]);
  const moved = useMemo(() => withDragged(scene, dragged), [scene, dragged]);
  const graph = view === 'graph' ? analysis?.graph : analysis?.rewritten;
  const diagnostics = useDiagnostics();
  const coordinate = useMemo(() => shownCoordinate(document, wished), [document, wished]);

  const data = useMemo(
    () => nodeDataOf(scene.nodes, { diagnostics, graph, coordinate, open: view === 'graph' && !isEmbedded }),
    [scene, diagnostics, graph, coordinate, view, isEmbedded],
  );
  const crowd = useMemo(() => isCrowd(scene), [scene]);
  const nodes = useMemo(() => {
    const selected = new Set(selection);
    return moved.map((node) => ({
      ...flowNode(node, data.get(node.id), selected.has(node.id), isEmbedded),
      // Told, and not measured, since nodes of a crowd are drawn when they come into view.
      ...(crowd ? { handles: handlesOf(node) } : {}),
    }));
  }, [moved, data, selection, isEmbedded, crowd]);

  const colour = planColour(planIndex(document, plan.name));
  const chosenEdges = useMemo(() => new Set(selectedEdges.map((edge) => edge.join('>'))), [selectedEdges]);
  const touched = useTouched(scene, selection, chosenEdges);
  const lines = useMemo(
    () => routed(moved, touched, crowd ? [] : lobesBelow(document, moved)),
    [moved, touched, document, crowd],
  );
  const drawn = useMemo(() => edgesDrawn(scene, shapesOf(moved)), [scene, moved]);
  // A selector that gives the same list while the same arcs are in view: pointing at a node renders nothing else.
  const arcs = useSession(useShallow((session) => arcsInView(scene, session)));
  const credits = useMemo(() => flowArcs(arcs, lines, colour), [arcs, lines, colour]);
  const edges = useMemo(
    () => [...credits, ...flowEdges(touched, lines.edges, graph, chosenEdges)],
    [touched, lines, credits, graph, chosenEdges],
  );

  return { scene, nodes, edges, isCrowd: crowd, drawn };
}

/** The edges that are drawn by themselves: the same list while it has the same ones. */
function useTouched(
  scene: Scene,
  selection: readonly string[],
  chosen: ReadonlySet<string>,
): readonly SceneEdge[] {
  const edges = touchedEdges(scene, selection, chosen);
  const before = useRef(edges);
  const isSame =
    edges.length === before.current.length && edges.every((edge, i) => edge === before.current[i]);
  if (!isSame) before.current = edges;
  return before.current;
}

/** Where edges leave and reach a node. */
function handlesOf({ look, letters }: SceneNode): NonNullable<FlowNode['handles']> {
  const [width, height] = nodeSizeOf(look, letters);
  return [
    { type: 'source', position: Position.Right, x: width, y: height / 2 },
    { type: 'target', position: Position.Left, x: 0, y: height / 2 },
  ];
}

/** Nodes at their dragged places; what the views add beside a node moves along with it. */
function withDragged({ nodes }: Scene, dragged: ReadonlyMap<string, Point>): readonly SceneNode[] {
  if (dragged.size === 0) return nodes;
  const before = new Map(nodes.map(({ id, centre }) => [id, centre]));
  return nodes.map((node) => {
    const to = dragged.get(node.source);
    const from = before.get(node.source);
    if (!to || !from) return node;
    return { ...node, centre: { x: node.centre.x + to.x - from.x, y: node.centre.y + to.y - from.y } };
  });
}

function nodeDataOf(
  nodes: readonly SceneNode[],
  shared: { [K in 'diagnostics' | 'graph' | 'coordinate' | 'open']: NodeData[K] },
): Map<string, NodeData> {
  const own = new Map<string, NodeData['diagnostics'][number][]>();
  for (const diagnostic of shared.diagnostics) {
    const [name] = diagnostic.nodes ?? [];
    if (name === undefined || diagnostic.plan !== undefined) continue;
    const list = own.get(name);
    if (list) list.push(diagnostic);
    else own.set(name, [diagnostic]);
  }
  return new Map(
    nodes.map((node) => [
      node.id,
      { ...shared, node, diagnostics: (node.own && own.get(node.id)) || NONE, open: shared.open && node.own },
    ]),
  );
}

const NONE: NodeData['diagnostics'] = [];

function flowNode(
  node: SceneNode,
  data: NodeData | undefined,
  selected: boolean,
  isEmbedded: boolean,
): FlowNode {
  const [width, height] = nodeSizeOf(node.look, node.letters);
  return {
    id: node.id,
    type: 'graph',
    position: node.centre,
    origin: [0.5, 0.5],
    width,
    height,
    measured: { width, height },
    selected,
    draggable: node.own && !isEmbedded,
    selectable: node.own && !isEmbedded,
    focusable: node.own,
    connectable: data?.open ?? false,
    ariaRole: node.own ? 'group' : 'img',
    ariaLabel: node.words,
    data: data ?? { node, diagnostics: NONE, graph: undefined, coordinate: undefined, open: false },
  };
}

/** The pictures under parameters: nothing should run through them that can go elsewhere. */
function lobesBelow(document: Document, nodes: readonly SceneNode[]): NodeShape[] {
  const height = lobesHeight(document.plans.length);
  return nodes
    .filter(({ look, own }) => look === 'parameter' && own)
    .map(({ centre }) => ({
      form: 'box',
      centre: { x: centre.x, y: centre.y + 26 + height / 2 },
      halfWidth: LOBES_WIDTH / 2 - 8,
      halfHeight: height / 2,
    }));
}

/** The ways of the edges, and what arcs have to keep clear of. */
interface Lines {
  readonly edges: readonly (Route | undefined)[];
  readonly shapes: ReadonlyMap<string, NodeShape>;
  readonly pictures: readonly NodeShape[];
}

function routed(
  nodes: readonly SceneNode[],
  edges: readonly SceneEdge[],
  pictures: readonly NodeShape[],
): Lines {
  const shapes = shapesOf(nodes);
  return { edges: routeEdges(shapes, edges, pictures), shapes, pictures };
}

function flowEdges(
  edges: readonly SceneEdge[],
  routes: Lines['edges'],
  graph: Graph | undefined,
  selected: ReadonlySet<string>,
): FlowEdge[] {
  return edges.flatMap(({ id, from, to, dashed, own, violation }, i) => {
    const route = routes[i];
    if (!route) return [];
    return [
      {
        id,
        type: 'influence' as const,
        source: from,
        target: to,
        selected: selected.has(id),
        selectable: own,
        focusable: own,
        ariaLabel: `edge from ${from} to ${to}`,
        data: { route, dashed, violation, graph },
      },
    ];
  });
}

function flowArcs(arcs: readonly SceneArc[], { shapes, edges, pictures }: Lines, colour: string): FlowArc[] {
  const routes = routeArcs(shapes, arcs, edges, pictures);
  return arcs.flatMap(({ id, from, to }, i) => {
    const route = routes[i];
    if (!route) return [];
    return [
      {
        id,
        type: 'credit' as const,
        source: from,
        target: to,
        selectable: false,
        focusable: false,
        deletable: false,
        data: { route, colour },
      },
    ];
  });
}
