import { type FitViewOptions, useNodesInitialized, useReactFlow, useStore } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useOpened } from '../../state/opened';
import { useSession } from '../../state/session';
import { useAppearance } from '../../state/theme';
import type { Scene } from './scene';

/**
 * Brings the graph into view: at once when another document is opened and when the canvas gets its size, gently when the
 * view adds nodes. Never while the visitor draws.
 */
export function useFit({ nodes }: Scene, options: FitViewOptions): void {
  const { fitView } = useReactFlow();
  const ready = useNodesInitialized();
  const opened = useOpened((state) => state.count);
  const view = useSession((session) => session.view);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const still = useAppearance((appearance) => appearance.reducedMotion);
  const empty = nodes.length === 0;
  const before = useRef({ opened: -1, view });

  useEffect(() => {
    if (!ready || empty || width === 0 || height === 0) return;
    const { opened: openedBefore, view: viewBefore } = before.current;
    const changedView = view !== viewBefore;
    before.current = { opened, view };
    if (openedBefore === opened && !changedView) return;
    void fitView({ ...options, duration: openedBefore === opened && !still ? 420 : 0 });
  }, [ready, empty, width, height, opened, view, still, fitView, options]);
}
