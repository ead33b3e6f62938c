import {
  getViewportForBounds,
  useNodesInitialized,
  useReactFlow,
  useStore,
  useStoreApi,
} from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import { currentDocument } from '../../state/document/document';
import { useOpened } from '../../state/shell/opened';
import { useSession } from '../../state/shell/session';
import { nodeSizeOf } from '../drawing/shapes';
import { boundsAround } from '../drawing/units';
import { useStill } from '../ui/useStill';
import { LOBES_WIDTH, lobesHeight } from './GradientLobes';
import type { FlowScene } from './useScene';

const PADDING = 0.12;
/** The largest zoom, which a wide canvas, as on a projector, may go beyond: so many px of it for each time. */
const LARGEST = 1.15;
const WIDTH_A_TIME = 900;
const GLIDE = 420;

/** `untouched`: only where the visitor has not moved the view since it was last fitted. */
export type BringIntoView = (glide: boolean, untouched?: boolean) => void;

/** Brings the whole graph into view, with the pictures under its parameters and the lines that swing around it. */
export function useFitGraph(shown: FlowScene): BringIntoView {
  const { setViewport } = useReactFlow();
  const store = useStoreApi();
  const still = useStill();
  const latest = useRef(shown);
  latest.current = shown;
  const fitted = useRef<readonly [number, number, number]>(undefined);
  return useCallback(
    (glide, untouched = false) => {
      const { width, height, minZoom, transform } = store.getState();
      if (latest.current.nodes.length === 0 || width === 0 || height === 0) return;
      const isMoved =
        fitted.current?.some((value, i) => Math.abs(value - (transform[i] ?? 0)) > 1e-3) ?? true;
      if (untouched && isMoved) return;
      const viewport = getViewportForBounds(
        areaOf(latest.current),
        width,
        height,
        minZoom,
        Math.max(LARGEST, width / WIDTH_A_TIME),
        PADDING,
      );
      fitted.current = [viewport.x, viewport.y, viewport.zoom];
      void setViewport(viewport, { duration: glide && !still ? GLIDE : 0 });
    },
    [setViewport, store, still],
  );
}

/**
 * Fits at once when another document is opened, or when the canvas is given another size and the view has not been moved
 * since; and gently when a view adds nodes or takes them away. Never while the visitor draws.
 */
export function useAutomaticFit({ nodes }: FlowScene, bringIntoView: BringIntoView): void {
  const ready = useNodesInitialized();
  const opened = useOpened((state) => state.count);
  const sizes = useOpened((state) => state.sizes);
  const view = useSession((session) => session.view);
  const measured = useStore((state) => state.width > 0 && state.height > 0);
  const height = useStore((state) => state.height);
  const empty = nodes.length === 0;
  const count = nodes.length;
  const before = useRef({ opened: -1, view, sizes, height, count });

  useEffect(() => {
    if (empty) before.current = { opened, view, sizes, height, count };
    if (!ready || empty || !measured) return;
    const last = before.current;
    before.current = { opened, view, sizes, height, count };
    if (last.opened !== opened) bringIntoView(false);
    else if (view !== last.view || sizes !== last.sizes || isAnother(count, last.count)) bringIntoView(true);
    else if (height !== last.height) bringIntoView(false, true);
  }, [ready, empty, measured, opened, view, sizes, height, count, bringIntoView]);
}

/** Whether so many nodes came or went at once that it is another graph, as when another size of an example is undone. */
function isAnother(count: number, before: number): boolean {
  return Math.max(count, before) > 1.5 * Math.min(count, before) + 3;
}

function areaOf({ scene, edges }: FlowScene): { x: number; y: number; width: number; height: number } {
  const lobes = lobesHeight(currentDocument().plans.length);
  const points = edges.flatMap(({ data }) => data?.route.points ?? []);
  for (const { look, letters, centre, own } of scene.nodes) {
    const [width, height] = nodeSizeOf(look, letters);
    const pictured = look === 'parameter' && own;
    const half = pictured ? Math.max(width, LOBES_WIDTH) / 2 : width / 2;
    points.push(
      { x: centre.x - half, y: centre.y - height / 2 },
      { x: centre.x + half, y: centre.y + height / 2 + (pictured ? lobes : 0) },
    );
  }
  const { left, right, top, bottom } = boundsAround(points);
  return { x: left, y: top, width: right - left, height: bottom - top };
}
