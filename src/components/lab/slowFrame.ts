import { useSyncExternalStore } from 'react';
import { type Frame, latestFrame, subscribeFrame } from '../../state/run';

/** Milliseconds between two readings of the numbers that stand in tables: faster ones cannot be read. */
const READING = 250;

let shown: Frame = latestFrame();
let stop: (() => void) | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function take(): void {
  timer = undefined;
  if (shown === latestFrame()) return;
  shown = latestFrame();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  stop ??= subscribeFrame(() => {
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
}

/** The newest results for tables and words, four times a second; figures read `latestFrame` themselves. */
export function useSlowFrame(): Frame {
  return useSyncExternalStore(subscribe, () => shown);
}
