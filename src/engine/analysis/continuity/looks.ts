/** A look at the borders of one function. */
export interface Charge {
  /** Of the function's text: see `keyOf`. */
  readonly key: number;
  /** About how many numbers it works out. */
  readonly work: number;
}

/** What looks for borders may cost in one graph, in numbers that they work out; and what a single one may. */
const MOST_WORK = 2 ** 26;
export const MOST_WORK_OF_ONE = 2 ** 25;

/** A look would be one too many for the graph. */
export class SpentError extends Error {
  override readonly name = 'SpentError';
}

/**
 * The looks of one graph, those of the same function counted once. They are counted alike whether they are made for this
 * graph or were known, so that a graph is always told the same.
 */
export class Looks {
  readonly #counted = new Set<number>();
  #work = 0;

  /** Throws a SpentError where there is no room for a look that was not counted. */
  ask(charges: readonly Charge[]): void {
    if (this.#work > MOST_WORK && charges.some(({ key }) => !this.#counted.has(key))) throw new SpentError();
  }

  /** Throws as `ask`, and counts nothing then. */
  count(charges: readonly Charge[]): void {
    this.ask(charges);
    for (const { key, work } of charges) {
      if (this.#counted.has(key)) continue;
      this.#counted.add(key);
      this.#work += work;
    }
  }
}

/** 53 bits of a text (cyrb53, in the public domain). */
export function keyOf(text: string): number {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}
