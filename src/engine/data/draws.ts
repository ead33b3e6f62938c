import { normalPairFrom, pcg4d, uniformFrom } from '../base/noise';

/** The draws of one row, in the order in which they are asked for: counted by seed, row and position. */
export class Draws {
  readonly #words = new Int32Array(4);
  #position = 0;

  /** `stream`: which data set. */
  constructor(
    readonly seed: number,
    readonly row: number,
    readonly stream: number,
  ) {}

  /** Uniform between `from` and `to`. */
  between(from: number, to: number): number {
    this.#next();
    return from + (to - from) * uniformFrom(this.#words[0] as number);
  }

  /** Normal around 0. */
  normal(scale: number): number {
    this.#next();
    return scale * normalPairFrom(this.#words[0] as number, this.#words[1] as number)[0];
  }

  /** One of a list, each as likely. */
  oneOf<T>(list: readonly T[]): T {
    const chosen = list[Math.floor(this.between(0, list.length))];
    if (chosen === undefined) throw new Error('nothing to choose from');
    return chosen;
  }

  #next(): void {
    this.#words.set([this.seed, this.row, this.#position++, this.stream]);
    pcg4d(this.#words);
  }
}
