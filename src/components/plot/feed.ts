import { useEffect, useSyncExternalStore } from 'react';
import { clock } from './clock';

/** Numbers that change many times a second, outside React's state. */
export interface Feed<F> {
  readonly latest: () => F;
  /** Calls back whenever there are others, and once at the start; gives back how to stop. */
  readonly subscribe: (changed: () => void) => () => void;
}

/**
 * Reads the newest of a feed as it comes, at most once in `pace` milliseconds. All three must keep their identity for as long as they
 * mean the same.
 */
export function useFeed<F>(
  { latest, subscribe }: Feed<F>,
  read: (frame: F) => void,
  pace: () => number,
): void {
  useEffect(() => {
    const turn = clock.add(() => void read(latest()), { pace });
    const stop = subscribe(turn.request);
    return () => {
      stop();
      turn.remove();
    };
  }, [latest, subscribe, read, pace]);
}

/** Milliseconds between two readings of the numbers that stand in tables: faster ones cannot be read. */
const READING = 250;

/** A hook that gives the newest of a feed for tables and words, four times a second. */
export function slowly<F>({ latest, subscribe }: Feed<F>): () => F {
  let shown = latest();
  let stop: (() => void) | undefined;
  const listeners = new Set<() => void>();
  const turn = clock.add(
    () => {
      if (shown === latest()) return;
      shown = latest();
      for (const listener of listeners) listener();
    },
    { pace: () => READING },
  );
  const listen = (listener: () => void) => {
    listeners.add(listener);
    stop ??= subscribe(turn.request);
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      stop?.();
      stop = undefined;
    };
  };
  return () => useSyncExternalStore(listen, () => shown);
}
