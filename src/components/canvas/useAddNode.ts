import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useCallback } from 'react';
import type { NodeKind } from '../../engine';
import { currentDocument } from '../../state/document/document';
import { addNodeNear } from '../../state/document/edits';
import { type Area, BESIDE, contains, type GridPlace, placesOf } from '../../state/document/places';
import { useSession } from '../../state/shell/session';
import { type Point, toPixels, toPlace } from '../drawing/units';

/** What a new node keeps from the canvas's rim, in px of the window: half a node, and below the row of tools. */
const RIM = 12;
const TOOLS = 44;

/**
 * Adds nodes where they are seen: near the wished point of the window, else to the right of the selected node or in the
 * middle of the canvas; and not on another node. Where there is no room in view, the view moves to the new node.
 */
export function useAddNode(): (kind: NodeKind, at?: Point, from?: string) => void {
  const { screenToFlowPosition, setCenter, getZoom } = useReactFlow();
  const store = useStoreApi();
  return useCallback(
    (kind, at, from) => {
      const box = store.getState().domNode?.getBoundingClientRect();
      if (!box) return;
      const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      const corner = (x: number, y: number) => toPlace(screenToFlowPosition({ x, y }));
      const area = inside(corner(box.left + RIM, box.top + RIM), corner(box.right - RIM, box.bottom - TOOLS));
      const wish = (at ? undefined : besideSelected(area)) ?? toPlace(screenToFlowPosition(at ?? middle));
      const name = addNodeNear(kind, wish, {
        area,
        from,
        ...(at ? { distance: BESIDE } : {}),
      });
      const place = placesOf(currentDocument()).get(name);
      if (!place || contains(area, place)) return;
      const { x, y } = toPixels(place);
      void setCenter(x, y, { zoom: getZoom() });
    },
    [screenToFlowPosition, setCenter, getZoom, store],
  );
}

/** Graphs are drawn from left to right. */
function besideSelected(area: Area): GridPlace | undefined {
  const [only, ...others] = useSession.getState().selection;
  const place = others.length === 0 && only ? placesOf(currentDocument()).get(only) : undefined;
  const beside: GridPlace | undefined = place && [place[0] + 1, place[1]];
  return beside && contains(area, beside) ? beside : undefined;
}

/** Where the middle of a node may stand, so that all of it is between two corners. */
function inside([left, top]: GridPlace, [right, bottom]: GridPlace): Area {
  const [width, height] = HALF_NODE;
  return { left: left + width, right: right - width, top: top + height, bottom: bottom - height };
}

const HALF_NODE = [0.27, 0.33] as const;
