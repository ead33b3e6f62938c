import {
  Background,
  BackgroundVariant,
  type Connection,
  ConnectionMode,
  type FinalConnectionState,
  type NodeChange,
  ReactFlow,
  useStore,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { connectNodes, moveNodesTo } from '../../state/document/edits';
import type { Place } from '../../state/document/places';
import { useEmbed } from '../../state/shell/embed';
import { hover, openDialog, requestName, select, useSession } from '../../state/shell/session';
import { enlargementAt } from '../drawing/letters';
import { type Point, RASTER, toPlace } from '../drawing/units';
import { FloatingWords } from '../ui/Tooltip';
import { AddMenu, type AddSpot } from './AddMenu';
import { ArcView, type FlowArc } from './ArcView';
import { CanvasTools } from './CanvasTools';
import { ConnectionPreview } from './ConnectionPreview';
import { EdgeView, type FlowEdge } from './EdgeView';
import styles from './GraphCanvas.module.css';
import { Invitation } from './Invitation';
import { type FlowNode, NodeView } from './NodeView';
import { useAddNode } from './useAddNode';
import { useCanvasKeys } from './useCanvasKeys';
import { useAutomaticFit, useFitGraph } from './useFit';
import { useScene } from './useScene';

const nodeTypes = { graph: NodeView };
const edgeTypes = { influence: EdgeView, credit: ArcView };
const STILL: ReadonlyMap<string, Point> = new Map();
const REASON_MILLISECONDS = 3200;

interface Reason extends Point {
  readonly words: string;
}

/** The graph, to look at and to draw. Needs a ReactFlowProvider around it. */
export function GraphCanvas() {
  const [dragged, setDragged] = useState(STILL);
  const [menu, setMenu] = useState<AddSpot>();
  const [reason, setReason] = useState<Reason>();
  const add = useAddNode();
  const view = useSession((session) => session.view);
  const isEmbedded = useEmbed((embed) => embed.isEmbedded);
  const shown = useScene(dragged);
  const { nodes, edges } = shown;

  const bringIntoView = useFitGraph(shown);

  useCanvasKeys(bringIntoView);
  useAutomaticFit(shown, bringIntoView);

  useEffect(() => {
    if (!reason) return;
    const timer = setTimeout(() => setReason(undefined), REASON_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [reason]);

  const join = useCallback((from: string, to: string, at: Point) => {
    const refusal = connectNodes(from, to);
    if (refusal) setReason({ x: at.x, y: at.y - 36, words: refusal.message });
  }, []);

  const onNodesChange = useCallback((changes: NodeChange<FlowNode>[]) => {
    const places = new Map<string, Place>();
    const moving = new Map<string, Point>();
    for (const change of changes) {
      if (change.type !== 'position' || !change.position) continue;
      if (change.dragging) moving.set(change.id, change.position);
      else places.set(change.id, toPlace(change.position));
    }
    if (moving.size > 0) setDragged((before) => new Map([...before, ...moving]));
    if (places.size > 0) {
      moveNodesTo(places);
      setDragged(STILL);
    }
    const selected = changes.filter((change) => change.type === 'select');
    if (selected.length > 0) {
      const { selection, selectedEdges } = useSession.getState();
      const names = new Set(selection);
      for (const { id, selected: on } of selected) on ? names.add(id) : names.delete(id);
      select([...names], selectedEdges);
    }
  }, []);

  const onEdgesChange = useCallback((changes: { type: string; id?: string; selected?: boolean }[]) => {
    const { selection, selectedEdges } = useSession.getState();
    const chosen = new Map(selectedEdges.map((edge) => [edge.join('>'), edge]));
    for (const { type, id, selected } of changes) {
      if (type !== 'select' || id === undefined) continue;
      const [from, to] = id.split('>');
      if (selected && from && to) chosen.set(id, [from, to]);
      else chosen.delete(id);
    }
    select(selection, [...chosen.values()]);
  }, []);

  const onConnectEnd = useCallback(
    (event: globalThis.MouseEvent | TouchEvent, { fromNode, toNode }: FinalConnectionState) => {
      const at = pointOf(event);
      if (!fromNode || !at) return;
      if (toNode) {
        if (toNode.id !== fromNode.id) join(fromNode.id, toNode.id, at);
      } else if (isPane(document.elementFromPoint(at.x, at.y))) {
        setMenu({ ...at, from: fromNode.id });
      }
    },
    [join],
  );

  /** Select one node, then click a second with shift or alt: an edge from the first to the second. */
  /** The one node that was selected before the press that is being handled: where a shift-click joins from. */
  const joinFrom = useRef<string>(undefined);
  const onNodeClick = useCallback(
    (event: MouseEvent, node: FlowNode) => {
      if (!event.shiftKey && !event.altKey) return;
      const from = joinFrom.current;
      if (from !== undefined && from !== node.id) {
        join(from, node.id, { x: event.clientX, y: event.clientY });
        select([node.id]);
      }
    },
    [join],
  );

  const onDoubleClick = useCallback(
    (event: MouseEvent) => {
      if (view !== 'graph' || isEmbedded || !(event.target instanceof Element) || !isPane(event.target))
        return;
      const at = { x: event.clientX, y: event.clientY };
      setMenu({ ...at, from: undefined });
    },
    [view, isEmbedded],
  );

  const closeMenu = useCallback(() => setMenu(undefined), []);
  const background = useMemo(
    () => <Background variant={BackgroundVariant.Dots} gap={24} size={1.6} color="var(--dot)" />,
    [],
  );

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a double click is one of several ways to add a node
    <div
      className={`cover ${styles.canvas}`}
      data-view={view}
      onDoubleClick={onDoubleClick}
      onPointerDownCapture={() => {
        joinFrom.current = soleSelection();
      }}
    >
      <ReactFlow<FlowNode, FlowEdge | FlowArc>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onConnect={ignore}
        onConnectEnd={onConnectEnd}
        isValidConnection={isValidConnection}
        connectionMode={ConnectionMode.Strict}
        connectionLineComponent={ConnectionPreview}
        connectionRadius={46}
        connectOnClick={false}
        onNodeClick={onNodeClick}
        onNodeDoubleClick={(_, node) => node.data.node.own && !isEmbedded && requestName(node.id)}
        onNodeMouseEnter={(event, node) => {
          // Nothing is pointed at while an edge is drawn or a node dragged.
          if (event.buttons === 0) hover(node.id);
        }}
        onNodeMouseLeave={unhover}
        onNodeDragStart={unhover}
        onConnectStart={unhover}
        deleteKeyCode={null}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={MULTI}
        zoomOnDoubleClick={false}
        // A page that holds this one goes on scrolling over it.
        zoomOnScroll={!isEmbedded}
        preventScrolling={!isEmbedded}
        elementsSelectable={!isEmbedded}
        snapToGrid
        snapGrid={[...RASTER]}
        minZoom={0.06}
        maxZoom={3}
        nodesFocusable
        edgesFocusable
        elevateNodesOnSelect={false}
        elevateEdgesOnSelect={false}
        aria-label="The graph"
        attributionPosition="bottom-left"
      >
        {background}
        <Enlargement />
      </ReactFlow>
      {!isEmbedded && <CanvasTools bringIntoView={bringIntoView} />}
      {nodes.length === 0 && <Invitation onExamples={() => openDialog('examples')} />}
      {menu && <AddMenu spot={menu} onClose={closeMenu} onChoose={(kind) => add(kind, menu, menu.from)} />}
      {reason && <FloatingWords x={reason.x} y={reason.y} tone="error" words={reason.words} />}
    </div>
  );
}

/** Has names set larger where all is seen from afar; by itself, since nothing else is drawn anew by it. */
function Enlargement() {
  const enlarged = useStore(({ transform }) => enlargementAt(transform[2]));
  const canvas = useStore(({ domNode }) => domNode);
  useEffect(() => {
    canvas?.style.setProperty('--enlarged', enlarged.toFixed(3));
  }, [canvas, enlarged]);
  return null;
}

function unhover(): void {
  hover(undefined);
}

const MULTI = ['Meta', 'Control'];

/** Edges are made when a connection ends, so that a refused one can say why. */
function ignore(): void {}

/** Every connection may be tried; the engine refuses with a reason, which React Flow has no place for. */
function isValidConnection(connection: Connection | FlowEdge | FlowArc): boolean {
  return connection.source !== connection.target;
}

/** The one node that is selected. */
function soleSelection(): string | undefined {
  const { selection } = useSession.getState();
  return selection.length === 1 ? selection[0] : undefined;
}

function isPane(element: Element | null): boolean {
  return element?.classList.contains('react-flow__pane') ?? false;
}

function pointOf(event: globalThis.MouseEvent | TouchEvent): Point | undefined {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  return point && { x: point.clientX, y: point.clientY };
}
