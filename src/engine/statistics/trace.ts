import { fromPowerSums, type Moments, merge, NO_MOMENTS, standardError, without } from './moments';

/** Points a decade of counts: dense enough for a smooth line on a logarithmic axis. */
const PER_DECADE = 24;

/** The running mean of a stream and its standard error, at log-spaced counts. */
export class Trace {
  readonly count: number[] = [];
  readonly mean: number[] = [];
  readonly error: number[] = [];
  #next = 2;
  #moments: Moments = NO_MOMENTS;

  get moments(): Moments {
    return this.#moments;
  }

  /** Adds numbers one by one: points fall exactly where they are due. */
  addEach(numbers: Float64Array, offset = 0, stride = 1): void {
    for (let i = offset; i < numbers.length; i += stride) {
      this.#moments = merge(this.#moments, single(numbers[i] as number));
      if (this.#moments.count >= this.#next) this.#mark();
    }
  }

  /** Adds many at once: at most one point. */
  add(moments: Moments): void {
    this.#moments = merge(this.#moments, moments);
    if (this.#moments.count >= this.#next) this.#mark();
  }

  /** Adds many of which the first ones are known: those one by one, the others at once. */
  addBegun(first: Float64Array, offset: number, stride: number, all: Moments): void {
    let known = NO_MOMENTS;
    for (let i = offset; i < first.length; i += stride) known = merge(known, single(first[i] as number));
    this.addEach(first, offset, stride);
    if (known.count < all.count) this.add(without(all, known));
  }

  #mark(): void {
    const { count, mean } = this.#moments;
    this.count.push(count);
    this.mean.push(mean);
    this.error.push(standardError(this.#moments));
    this.#next = Math.max(count + 1, Math.ceil(count * 10 ** (1 / PER_DECADE)));
  }
}

function single(number: number): Moments {
  return fromPowerSums(1, number, 0, 0, 0, 0);
}
