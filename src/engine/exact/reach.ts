/** log of the mass that may be left out at either end of a discrete distribution, one attempt after the other. */
const LEFT_OUT = [-32.3, -80, -180, -400, -740] as const;
/** Panels added to either end of a line, one attempt after the other, as shares of the half that is there. */
const GROWTH = 1.5;
const MOST_GROWTHS = 8;

/** The most elements whose ends are told apart: each has two of 30 bits. */
const MOST_ELEMENTS = 15;

/**
 * How far the elements of random sources are summed over. Where the outermost points still count, the end is moved
 * out.
 */
export class Reach {
  readonly #levels = new Map<number, number>();
  /** Bits of the ends that cannot be moved any more. */
  readonly #final = new Set<number>();

  /** The bit that marks rows at an end of an element. */
  bit(element: number, side: 'low' | 'high'): number {
    return 1 << this.#position(element, side);
  }

  #position(element: number, side: 'low' | 'high'): number {
    return 2 * Math.min(element, MOST_ELEMENTS - 1) + (side === 'low' ? 0 : 1);
  }

  leftOut(element: number): number {
    const level = Math.max(
      this.#levels.get(this.#position(element, 'low')) ?? 0,
      this.#levels.get(this.#position(element, 'high')) ?? 0,
    );
    if (level >= LEFT_OUT.length - 1) {
      this.#final.add(this.#position(element, 'low'));
      this.#final.add(this.#position(element, 'high'));
    }
    return LEFT_OUT[Math.min(level, LEFT_OUT.length - 1)] as number;
  }

  /** The panels of a line, with those that were added. */
  panels(element: number, panels: readonly number[], least: number, most: number): number[] {
    const grown = [...panels];
    const middle = ((panels[0] as number) + (panels.at(-1) as number)) / 2;
    for (const side of ['low', 'high'] as const) {
      const position = this.#position(element, side);
      const level = this.#levels.get(position) ?? 0;
      for (let i = 0; i < level; i++) {
        const end = (side === 'low' ? grown[0] : grown.at(-1)) as number;
        const next = middle + GROWTH * (end - middle);
        if (side === 'low' && end > least) grown.unshift(Math.max(least, next));
        if (side === 'high' && end < most) grown.push(Math.min(most, next));
      }
      const end = (side === 'low' ? grown[0] : grown.at(-1)) as number;
      if (level >= MOST_GROWTHS || (side === 'low' ? end <= least : end >= most)) this.#final.add(position);
    }
    return grown;
  }

  /** Notes that a side has nothing more to add. */
  end(element: number, side: 'low' | 'high'): void {
    this.#final.add(this.#position(element, side));
  }

  /** Moves the ends whose bits are set; whether any could be. */
  move(bits: number): boolean {
    let moved = false;
    for (let position = 0; position < 2 * MOST_ELEMENTS; position++) {
      if (!(bits & (1 << position)) || this.#final.has(position)) continue;
      this.#levels.set(position, (this.#levels.get(position) ?? 0) + 1);
      moved = true;
    }
    return moved;
  }
}
