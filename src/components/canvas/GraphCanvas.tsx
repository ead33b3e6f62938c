import {
  Background,
  BackgroundVariant,
  type Connection,
  ConnectionMode,
  ReactFlow,
  type ReactFlowProps,
  useStore,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { type MouseEvent, type ReactNode, useCallback, useEffect, useState } from 'react';
import { useEmbed } from '../../state/shell/embed';
import { hover, openDialog, requestName, useSession } from '../../state/shell/session';
import { enlargementAt } from '../drawing/letters';
import { RASTER } from '../drawing/units';
import { Guard } from '../ui/Guard';
import { formatCount } from '../ui/numbers';
import { FloatingWords } from '../ui/Tooltip';
import { AddMenu, type AddSpot } from './AddMenu';
import { ArcView, type FlowArc } from './ArcView';
import { CanvasTools } from './CanvasTools';
import { ConnectionPreview } from './ConnectionPreview';
import { CrowdedLines } from './CrowdedLines';
import { isDetailed, PlainNodes } from './crowd';
import { EdgeView, type FlowEdge } from './EdgeView';
import styles from './GraphCanvas.module.css';
import { Invitation } from './Invitation';
import { type FlowNode, NodeView } from './NodeView';
import { useAddNode } from './useAddNode';
import { useCanvasKeys } from './useCanvasKeys';
import { useAutomaticFit, useFitGraph } from './useFit';
import { useFlowChanges } from './useFlowChanges';
import { isPane, useJoining } from './useJoining';
import { type FlowScene, useScene } from './useScene';

const DOTS = <Background variant={BackgroundVariant.Dots} gap={24} size={1.6} color="var(--dot)" />;

/** The graph, to look at and to draw. Needs a ReactFlowProvider around it. */
export function GraphCanvas() {
  const { dragged, onNodesChange, onEdgesChange } = useFlowChanges();
  const [menu, setMenu] = useState<AddSpot>();
  const add = useAddNode();
  const view = useSession((session) => session.view);
  const isEmbedded = useEmbed((embed) => embed.isEmbedded);
  const shown = useScene(dragged);
  const { nodes, edges, isCrowd, drawn } = shown;
  const undrawn = undrawnWords(shown, isEmbedded);

  const bringIntoView = useFitGraph(shown);

  useCanvasKeys(bringIntoView);
  useAutomaticFit(shown, bringIntoView);

  const { reason, onConnectEnd, onNodeClick, onPress } = useJoining(setMenu);

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
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a double click is one of several ways to add a node
    <div
      className={`cover ${styles.canvas}`}
      data-view={view}
      data-crowd={isCrowd}
      onDoubleClick={onDoubleClick}
      onPointerDownCapture={onPress}
    >
      <DetailsByZoom isCrowd={isCrowd}>
        <ReactFlow<FlowNode, FlowEdge | FlowArc>
          {...MANNER}
          nodes={nodes}
          edges={edges}
          onNodesChange={onNodesChange}
          onEdgesChange={onEdgesChange}
          onConnectEnd={onConnectEnd}
          onNodeClick={onNodeClick}
          onNodeDoubleClick={(_, node) => node.data.node.own && !isEmbedded && requestName(node.id)}
          // A page that holds this one goes on scrolling over it.
          zoomOnScroll={!isEmbedded}
          preventScrolling={!isEmbedded}
          elementsSelectable={!isEmbedded}
          onlyRenderVisibleElements={isCrowd}
          minZoom={isCrowd ? FARTHEST : FAR}
        >
          {DOTS}
          <Enlargement />
          {drawn.kind === 'together' && <CrowdedLines path={drawn.path} />}
        </ReactFlow>
      </DetailsByZoom>
      {!isEmbedded && (
        <Guard part="The canvas’s tools" look="nothing">
          <CanvasTools bringIntoView={bringIntoView} />
        </Guard>
      )}
      {undrawn && <p className={styles.undrawn}>{undrawn}</p>}
      {nodes.length === 0 && (
        <Guard part="The invitation" look="nothing">
          <Invitation onExamples={() => openDialog('examples')} />
        </Guard>
      )}
      {menu && (
        <Guard part="The menu of kinds" look="nothing">
          <AddMenu spot={menu} onClose={closeMenu} onChoose={(kind) => add(kind, menu, menu.from)} />
        </Guard>
      )}
      {reason && <FloatingWords x={reason.x} y={reason.y} tone="error" words={reason.words} />}
    </div>
  );
}

/** Of a graph that is too large: what is missing in the picture. */
function undrawnWords({ drawn, scene }: FlowScene, isEmbedded: boolean): string | undefined {
  if (scene.lacksTerms) return 'The surrogate loss has too many terms to draw.';
  if (drawn.kind !== 'touched') return undefined;
  const advice = isEmbedded ? '' : ' Select a node to see its own.';
  return `${formatCount(drawn.count)} edges are too many to draw.${advice}`;
}

/** Nodes of a crowd get their details where so few are in view that they can be seen. */
function DetailsByZoom({ isCrowd, children }: { readonly isCrowd: boolean; readonly children: ReactNode }) {
  const isPlain = useStore(({ transform }) => isCrowd && !isDetailed(transform[2]));
  return <PlainNodes value={isPlain}>{children}</PlainNodes>;
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

/** Edges are made when a connection ends, so that a refused one can say why. */
function ignore(): void {}

/** Every connection may be tried; the engine refuses with a reason, which React Flow has no place for. */
function isValidConnection(connection: Connection | FlowEdge | FlowArc): boolean {
  return connection.source !== connection.target;
}

/** The least zoom, and that of a graph which may not be in view at it. */
const FAR = 0.06;
const FARTHEST = 0.015;

/** How React Flow behaves, whatever is shown. */
const MANNER: ReactFlowProps<FlowNode, FlowEdge | FlowArc> = {
  nodeTypes: { graph: NodeView },
  edgeTypes: { influence: EdgeView, credit: ArcView },
  onConnect: ignore,
  isValidConnection,
  connectionMode: ConnectionMode.Strict,
  connectionLineComponent: ConnectionPreview,
  connectionRadius: 46,
  connectOnClick: false,
  // Nothing is pointed at while an edge is drawn or a node dragged.
  onNodeMouseEnter: (event: MouseEvent, node: FlowNode) => void (event.buttons === 0 && hover(node.id)),
  onNodeMouseLeave: unhover,
  onNodeDragStart: unhover,
  onConnectStart: unhover,
  deleteKeyCode: null,
  selectionKeyCode: 'Shift',
  multiSelectionKeyCode: ['Meta', 'Control'],
  zoomOnDoubleClick: false,
  snapToGrid: true,
  snapGrid: [...RASTER],
  maxZoom: 3,
  nodesFocusable: true,
  edgesFocusable: true,
  elevateNodesOnSelect: false,
  elevateEdgesOnSelect: false,
  'aria-label': 'The graph',
  attributionPosition: 'bottom-left',
};
