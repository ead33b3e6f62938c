/** The last numbers of a stream, in a ring. */
export class Recent {
  readonly #ring: Float64Array;
  #length = 0;
  #next = 0;

  constructor(capacity: number) {
    this.#ring = new Float64Array(capacity);
  }

  add(numbers: Float64Array, offset = 0, stride = 1): void {
    for (let i = offset; i < numbers.length; i += stride) {
      this.#ring[this.#next] = numbers[i] as number;
      this.#next = (this.#next + 1) % this.#ring.length;
      this.#length = Math.min(this.#length + 1, this.#ring.length);
    }
  }

  /** A copy, in no particular order. */
  values(): Float64Array {
    return this.#ring.slice(0, this.#length);
  }
}
