/** Numbers that change many times a second, outside React's state: drawn on canvases, at most once an animation frame. */
export interface FrameStore<F> {
  readonly latest: () => F;
  /** Calls back with the newest frame, at most once an animation frame, and once at the start; gives back how to stop. */
  readonly subscribe: (listener: (frame: F) => void) => () => void;
  readonly publish: (next: F) => void;
}

export function frameStore<F>(first: F): FrameStore<F> {
  let frame = first;
  let request = 0;
  const listeners = new Set<(frame: F) => void>();
  return {
    latest: () => frame,
    subscribe: (listener) => {
      listeners.add(listener);
      listener(frame);
      return () => {
        listeners.delete(listener);
      };
    },
    publish: (next) => {
      frame = next;
      if (request !== 0) return;
      request = requestAnimationFrame(() => {
        request = 0;
        for (const listener of listeners) listener(frame);
      });
    },
  };
}
