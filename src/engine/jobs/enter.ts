/** What does the work of a worker: begins to hear what is posted to it. */
interface Service {
  readonly begin: () => void;
}

/**
 * The entry of a worker: loads what does its work, and hands it what was posted meanwhile. An entry does nothing else, and is imported by
 * nothing: WebKit runs it once more for a chunk that imports it, and then two would answer. Where the rest does not load, the page is told
 * by an error of the worker.
 */
export function enter(load: () => Promise<Service>): void {
  const early: MessageEvent[] = [];
  self.onmessage = (event) => early.push(event);
  load().then(
    ({ begin }) => {
      begin();
      for (const event of early) self.onmessage?.(event);
    },
    (error: unknown) => {
      // Thrown outside the promise, whose rejection the page would not see.
      setTimeout(() => {
        throw error;
      });
    },
  );
}
