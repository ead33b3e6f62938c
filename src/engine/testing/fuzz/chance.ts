import { pcg4d } from '../../base/noise';

/** Choices that a seed decides. */
export class Chance {
  readonly #words = new Uint32Array(4);
  #count = 0;

  constructor(readonly seed: number) {}

  /** A whole number from 0 to below `n`. */
  below(n: number): number {
    this.#words.set([this.seed >>> 0, this.#count++, 0xf022, 7]);
    pcg4d(this.#words);
    return Math.floor(((this.#words[0] ?? 0) / 2 ** 32) * n);
  }

  /** Whether one of so many chances came true. */
  once(outOf: number): boolean {
    return this.below(outOf) === 0;
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.below(list.length)] ?? list[0];
  }
}
