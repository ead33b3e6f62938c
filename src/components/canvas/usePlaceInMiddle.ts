import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useCallback } from 'react';
import type { Place } from '../../state/places';
import { toPlace } from './units';

/** Where in the graph the middle of the canvas is. */
export function usePlaceInMiddle(): () => Place {
  const { screenToFlowPosition } = useReactFlow();
  const store = useStoreApi();
  return useCallback(() => {
    const box = store.getState().domNode?.getBoundingClientRect();
    if (!box) return [0, 0];
    return toPlace(screenToFlowPosition({ x: box.x + box.width / 2, y: box.y + box.height / 2 }));
  }, [screenToFlowPosition, store]);
}
