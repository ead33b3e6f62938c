import {
  getViewportForBounds,
  useNodesInitialized,
  useReactFlow,
  useStore,
  useStoreApi,
} from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import { currentDocument } from '../../state/document';
import { useOpened } from '../../state/opened';
import { useSession } from '../../state/session';
import { useAppearance } from '../../state/theme';
import { LOBES_WIDTH, lobesHeight } from './GradientLobes';
import { sizeOf } from './shapes';
import type { FlowScene } from './useScene';

const PADDING = 0.12;
/** The largest zoom, which a wide canvas, as on a projector, may go beyond: so many px of it for each time. */
const LARGEST = 1.15;
const WIDTH_A_TIME = 900;
const GLIDE = 420;

/** Brings the whole graph into view, with the pictures under its parameters and the lines that swing around it. */
export function useFitGraph(shown: FlowScene): (glide: boolean) => void {
  const { setViewport } = useReactFlow();
  const store = useStoreApi();
  const still = useAppearance((appearance) => appearance.reducedMotion);
  const latest = useRef(shown);
  latest.current = shown;
  return useCallback(
    (glide) => {
      const { width, height, minZoom } = store.getState();
      if (latest.current.nodes.length === 0 || width === 0 || height === 0) return;
      const viewport = getViewportForBounds(
        boundsOf(latest.current),
        width,
        height,
        minZoom,
        Math.max(LARGEST, width / WIDTH_A_TIME),
        PADDING,
      );
      void setViewport(viewport, { duration: glide && !still ? GLIDE : 0 });
    },
    [setViewport, store, still],
  );
}

/**
 * Fits at once when another document is opened, and gently when a view adds nodes or takes them away. Never while the
 * visitor draws.
 */
export function useAutomaticFit({ nodes }: FlowScene, bringIntoView: (glide: boolean) => void): void {
  const ready = useNodesInitialized();
  const opened = useOpened((state) => state.count);
  const sizes = useOpened((state) => state.sizes);
  const view = useSession((session) => session.view);
  const measured = useStore((state) => state.width > 0 && state.height > 0);
  const empty = nodes.length === 0;
  const before = useRef({ opened: -1, view, sizes });

  useEffect(() => {
    if (empty) before.current = { opened, view, sizes };
    if (!ready || empty || !measured) return;
    const last = before.current;
    before.current = { opened, view, sizes };
    if (last.opened !== opened) bringIntoView(false);
    else if (view !== last.view || sizes !== last.sizes) bringIntoView(true);
  }, [ready, empty, measured, opened, view, sizes, bringIntoView]);
}

function boundsOf({ scene, edges }: FlowScene): { x: number; y: number; width: number; height: number } {
  const lobes = lobesHeight(currentDocument().plans.length);
  const points = edges.flatMap(({ data }) => data?.route.points ?? []);
  for (const { look, letters, centre, own } of scene.nodes) {
    const [width, height] = sizeOf(look, letters);
    const pictured = look === 'parameter' && own;
    const half = pictured ? Math.max(width, LOBES_WIDTH) / 2 : width / 2;
    points.push(
      { x: centre.x - half, y: centre.y - height / 2 },
      { x: centre.x + half, y: centre.y + height / 2 + (pictured ? lobes : 0) },
    );
  }
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}
