import type { NoiseKind } from '../base/noise';

/**
 * Numbers the random sources of a program so that they fill as few hashes as they can (see base/noise): four words a
 * hash, one for a uniform, and an even and an odd one for every two normals. Samplers by rejection are counted apart.
 */
export class SourceNumbers {
  /** The next word that nobody reads. */
  #next = 0;
  #rejection = 0;
  /** The second normal of a pair of which only the first is read. */
  #half: number | undefined;
  /** A word left over where a pair had to begin at an even one. */
  #single: number | undefined;

  /** The first of `count` consecutive source numbers. */
  take(noise: NoiseKind | 'rejection', count: number): number {
    switch (noise) {
      case 'uniform':
        return this.#uniforms(count);
      case 'normal':
        return this.#normals(count);
      case 'rejection': {
        const first = this.#rejection;
        this.#rejection += count;
        return first;
      }
    }
  }

  #uniforms(count: number): number {
    if (count === 1 && this.#single !== undefined) {
      const word = this.#single;
      this.#single = undefined;
      return word;
    }
    const first = this.#next;
    this.#next += count;
    return first;
  }

  #normals(count: number): number {
    if (count === 1 && this.#half !== undefined) {
      const word = this.#half;
      this.#half = undefined;
      return word;
    }
    if (this.#next % 2 === 1) this.#single = this.#next++;
    const first = this.#next;
    this.#next += count + (count % 2);
    if (count % 2 === 1) this.#half = first + count;
    return first;
  }
}
