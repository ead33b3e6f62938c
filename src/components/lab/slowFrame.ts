import { useSyncExternalStore } from 'react';
import type { FrameStore } from '../../state/frameStore';
import { type Frame, latestFrame, subscribeFrame } from '../../state/run';

/** Milliseconds between two readings of the numbers that stand in tables: faster ones cannot be read. */
const READING = 250;

/** A hook that gives the newest frame for tables and words, four times a second. */
export function slowly<F>({ latest, subscribe }: Pick<FrameStore<F>, 'latest' | 'subscribe'>): () => F {
  let shown = latest();
  let stop: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();

  const take = () => {
    timer = undefined;
    if (shown === latest()) return;
    shown = latest();
    for (const listener of listeners) listener();
  };
  const listen = (listener: () => void) => {
    listeners.add(listener);
    stop ??= subscribe(() => {
      timer ??= setTimeout(take, READING);
    });
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      clearTimeout(timer);
      timer = undefined;
      stop?.();
      stop = undefined;
    };
  };
  return () => useSyncExternalStore(listen, () => shown);
}

/** The newest results of the run; figures read `latestFrame` themselves. */
export const useSlowFrame: () => Frame = slowly({ latest: latestFrame, subscribe: subscribeFrame });
