import { fromPowerSums, type Moments, merge, NO_MOMENTS, standardError } from './moments';

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
      this.#moments = merge(this.#moments, fromPowerSums(1, numbers[i] as number, 0, 0, 0, 0));
      if (this.#moments.count >= this.#next) this.#mark();
    }
  }

  /** Adds many at once: at most one point. */
  add(moments: Moments): void {
    this.#moments = merge(this.#moments, moments);
    if (this.#moments.count >= this.#next) this.#mark();
  }

  #mark(): void {
    const { count, mean } = this.#moments;
    this.count.push(count);
    this.mean.push(mean);
    this.error.push(standardError(this.#moments));
    this.#next = Math.max(count + 1, Math.ceil(count * 10 ** (1 / PER_DECADE)));
  }
}
