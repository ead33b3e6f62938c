interface Entry<T> {
  readonly value: T;
  readonly size: number;
}

/**
 * Values by text: those asked for last, as many as their sizes together allow, and the newest one whatever its size.
 */
export class Kept<T> {
  /** From the one that was asked for longest ago to the newest. */
  readonly #entries = new Map<string, Entry<T>>();
  #size = 0;

  constructor(readonly most: number) {}

  /** The value of that text, made where it is not kept. */
  get(text: string, make: () => T, size = 1): T {
    const entry = this.#entries.get(text) ?? { value: make(), size };
    this.#forget(text);
    this.#entries.set(text, entry);
    this.#size += entry.size;
    for (const oldest of this.#entries.keys()) {
      if (this.#size <= this.most || oldest === text) break;
      this.#forget(oldest);
    }
    return entry.value;
  }

  #forget(text: string): void {
    this.#size -= this.#entries.get(text)?.size ?? 0;
    this.#entries.delete(text);
  }
}
