import { useCallback, useEffect, useRef } from 'react';
import { clock, type Turn } from './clock';

/** What gives `run` a turn within an animation frame soon; where that is true, in the next one too. It must keep its identity for as long as it means the same. */
export function useTurn(run: (now: number) => boolean | undefined): () => void {
  const turn = useRef<Turn>(undefined);
  useEffect(() => {
    const own = clock.add(run);
    turn.current = own;
    return own.remove;
  }, [run]);
  return useCallback(() => turn.current?.request(), []);
}
