import type { FinalConnectionState } from '@xyflow/react';
import { type MouseEvent, useCallback, useEffect, useRef, useState } from 'react';
import { connectNodes } from '../../state/document/edits';
import { selectNodes, useSession } from '../../state/shell/session';
import type { Point } from '../drawing/units';
import type { AddSpot } from './AddMenu';
import type { FlowNode } from './NodeView';

/** Milliseconds that a refusal is seen. */
const REASON_MILLISECONDS = 3200;

interface Reason extends Point {
  readonly words: string;
}

/**
 * Joins nodes: by a drag from a rim to another node, or with one selected, by a click on a second one with shift or alt. A drag
 * onto the empty canvas asks for a new node there. `reason`: why the last edge was refused, for a moment.
 */
export function useJoining(askForNode: (spot: AddSpot) => void) {
  const [reason, setReason] = useState<Reason>();
  useEffect(() => {
    if (!reason) return;
    const timer = setTimeout(() => setReason(undefined), REASON_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [reason]);

  const join = useCallback((from: string, to: string, at: Point) => {
    const refusal = connectNodes(from, to);
    if (refusal) setReason({ x: at.x, y: at.y - 36, words: refusal.message });
  }, []);

  const onConnectEnd = useCallback(
    (event: globalThis.MouseEvent | TouchEvent, { fromNode, toNode }: FinalConnectionState) => {
      const at = pointOf(event);
      if (!fromNode || !at) return;
      if (toNode) {
        if (toNode.id !== fromNode.id) join(fromNode.id, toNode.id, at);
      } else if (isPane(document.elementFromPoint(at.x, at.y))) {
        askForNode({ ...at, from: fromNode.id });
      }
    },
    [join, askForNode],
  );

  /** The one node that was selected before the press that is being handled: where a shift-click joins from. */
  const joinFrom = useRef<string>(undefined);
  const onPress = useCallback(() => {
    const { selection } = useSession.getState();
    joinFrom.current = selection.length === 1 ? selection[0] : undefined;
  }, []);
  const onNodeClick = useCallback(
    (event: MouseEvent, node: FlowNode) => {
      if (!event.shiftKey && !event.altKey) return;
      const from = joinFrom.current;
      if (from !== undefined && from !== node.id) {
        join(from, node.id, { x: event.clientX, y: event.clientY });
        selectNodes([node.id]);
      }
    },
    [join],
  );
  return { reason, onConnectEnd, onNodeClick, onPress };
}

export function isPane(element: Element | null): boolean {
  return element?.classList.contains('react-flow__pane') ?? false;
}

function pointOf(event: globalThis.MouseEvent | TouchEvent): Point | undefined {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  return point && { x: point.clientX, y: point.clientY };
}
