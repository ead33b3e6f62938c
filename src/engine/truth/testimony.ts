import { type Moments, merge, momentsOf, NO_MOMENTS, standardError, variance } from '../statistics/moments';
import { Tail } from '../statistics/paretoTail';

/** A number of the exact answer, held to be the mean of what is drawn. */
export interface ExactClaim {
  /** What it is, in words. */
  readonly what: string;
  readonly exact: number;
  /** Of the exact number's own error. */
  readonly bound: number;
  /** Of what single values lose by rounding. */
  readonly rounding: number;
  /**
   * How large a value may be that no draw has shown yet; missing: as far from the others as they are from one another.
   */
  readonly unseen?: number;
}

export interface Sample {
  readonly values: Float64Array;
  /** Of a difference: by how much it changes as the step is halved. */
  readonly remainders: Float64Array | undefined;
}

/** What has been drawn so far for or against a claim. */
export class Testimony<C extends ExactClaim> {
  #moments: Moments = NO_MOMENTS;
  #remainders: Moments = NO_MOMENTS;
  #least = Number.POSITIVE_INFINITY;
  #most = Number.NEGATIVE_INFINITY;
  readonly #tail = new Tail();

  constructor(readonly witness: C) {}

  add({ values, remainders }: Sample): void {
    this.#moments = merge(this.#moments, momentsOf(values));
    for (const value of values) {
      this.#least = Math.min(this.#least, value);
      this.#most = Math.max(this.#most, value);
    }
    if (remainders) this.#remainders = merge(this.#remainders, momentsOf(remainders));
    this.#tail.add(values);
  }

  get count(): number {
    return this.#moments.count;
  }

  get estimate(): number {
    return this.#moments.mean;
  }

  get error(): number {
    return standardError(this.#moments);
  }

  get variance(): number {
    return variance(this.#moments);
  }

  /**
   * How far the estimate may be from the truth: by chance, by what is too rare to be seen, by the step, by rounding,
   * and by the exact number's own bound.
   */
  get reach(): number {
    const { count, mean } = this.#remainders;
    // What is left of the step after Richardson's extrapolation is well below what halving it changed.
    const step = count > 0 ? (Math.abs(mean) + standardError(this.#remainders)) / 3 : 0;
    const { bound, rounding, unseen = this.#most - this.#least } = this.witness;
    return CHANCE * this.error + (RARE * unseen) / this.count + step + bound + rounding;
  }

  /** Whether the standard error is known well enough to judge by: enough different values, and no heavy tail. */
  get isTrusted(): boolean {
    const { count, mean, m2, m4 } = this.#moments;
    const spread = Math.sqrt(m2 / count);
    if (!(spread > EQUAL * Math.abs(mean)) || !Number.isFinite(m4)) return false;
    const kurtosis = (count * m4) / (m2 * m2);
    const tail = this.#tail.fit();
    return count > FEWEST * kurtosis && (tail === undefined || tail.k < HEAVIEST);
  }

  get disagrees(): boolean {
    return this.isTrusted && Math.abs(this.estimate - this.witness.exact) > this.reach;
  }

  /** No more draws would tell more. */
  get isSettled(): boolean {
    const size = Math.max(Math.abs(this.estimate), Math.abs(this.witness.exact));
    return this.count >= ENOUGH && this.error < PRECISE * size;
  }
}

/** Standard errors that chance does not reach: beyond in 6 of ten million, and a disagreement is asked for twice. */
const CHANCE = 5;
/** What comes so many times in all draws, on average, does not stay away from all of them (a chance of e^-10). */
const RARE = 10;
/** So many draws for every unit of kurtosis give the variance to a fifth. */
const FEWEST = 25;
/** Tails from here on have no variance (Pareto k), and standard errors of means no use. */
const HEAVIEST = 0.5;
/** Values that differ by less are the same but for rounding. */
const EQUAL = 1e-9;
const PRECISE = 1e-3;
const ENOUGH = 10_000;
