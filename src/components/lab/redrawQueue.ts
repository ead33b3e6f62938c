/** Milliseconds between two redraws of one figure, and between those of any two: never two in one task. */
const EACH = 150;
const ANY = 30;

interface Entry {
  readonly draw: () => void;
  wanted: boolean;
  drawn: number;
}

/**
 * Spreads the redraws of several figures over time: a figure costs up to 20 ms, so each is drawn at most seven times
 * a second and only one in a task, whoever has waited longest first. Nothing is scheduled while nothing is wanted.
 */
export class RedrawQueue {
  readonly #entries = new Set<Entry>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Adds a figure; `request` asks for one redraw soon. */
  add(draw: () => void): { readonly request: () => void; readonly remove: () => void } {
    const entry: Entry = { draw, wanted: false, drawn: Number.NEGATIVE_INFINITY };
    this.#entries.add(entry);
    return {
      request: () => {
        entry.wanted = true;
        this.#schedule(0);
      },
      remove: () => {
        this.#entries.delete(entry);
      },
    };
  }

  #schedule(delay: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#next();
    }, delay);
  }

  #next(): void {
    const now = performance.now();
    const waiting = [...this.#entries].filter((entry) => entry.wanted).sort((a, b) => a.drawn - b.drawn);
    const [first] = waiting;
    if (!first) return;
    const early = first.drawn + EACH - now;
    if (early > 0) {
      this.#schedule(early);
      return;
    }
    first.wanted = false;
    first.drawn = now;
    try {
      first.draw();
    } finally {
      if (waiting.length > 1) this.#schedule(ANY);
    }
  }
}
