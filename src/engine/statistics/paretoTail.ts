/** Of the prior on the shape (Vehtari et al. 2024): as good as so many exceedances that speak for 0.5. */
const PRIOR_WEIGHT = 10;
const PRIOR_SHAPE = 0.5;
/** Of the grid that the profile posterior is averaged over (Zhang and Stephens 2009). */
const GRID = 30;
const GRID_SCALE = 3;
/** Fewer exceedances say nothing of a tail. */
const FEWEST = 5;
/** Beyond this shape means converge too slowly to be of use, whatever the sample size (Vehtari et al. 2024). */
const MOST = 0.7;

/**
 * The shape k of a generalized Pareto distribution from exceedances over a threshold, ascending and positive: the
 * posterior mean of Zhang and Stephens, «A New and Efficient Estimation Method for the Generalized Pareto Distribution»
 * (Technometrics 2009), drawn towards 0.5 as in Vehtari, Simpson, Gelman, Yao and Gabry, «Pareto Smoothed Importance
 * Sampling» (JMLR 2024), appendix. The law has finite moments of order below 1 / k. Undefined of fewer than five, or
 * where all exceedances are the same: they are no tail.
 */
export function paretoShape(exceedances: Float64Array): number | undefined {
  const n = exceedances.length;
  const largest = exceedances[n - 1] ?? 0;
  const quartile = exceedances[Math.floor(n / 4 + 0.5) - 1] ?? 0;
  if (n < FEWEST || !(quartile > 0) || !(largest > (exceedances[0] ?? 0))) return undefined;
  const size = GRID + Math.floor(Math.sqrt(n));
  // Relative to the largest, so that no power of a number far from 1 is taken.
  const grid = Float64Array.from(
    { length: size },
    (_, j) => 1 + ((1 - Math.sqrt(size / (j + 0.5))) * largest) / (GRID_SCALE * quartile),
  );
  const shapeAt = (b: number) => {
    let sum = 0;
    for (const x of exceedances) sum += Math.log1p((-b * x) / largest);
    return sum / n;
  };
  const likelihood = grid.map((b) => {
    const k = shapeAt(b);
    return n * (Math.log(-b / k) - k - 1);
  });
  const most = Math.max(...likelihood);
  const weights = likelihood.map((l) => Math.exp(l - most));
  const total = weights.reduce((sum, w) => sum + w, 0);
  const b = grid.reduce((sum, own, j) => sum + own * (weights[j] ?? 0), 0) / total;
  const shape = (n * shapeAt(b) + PRIOR_WEIGHT * PRIOR_SHAPE) / (n + PRIOR_WEIGHT);
  return Number.isFinite(shape) ? shape : undefined;
}

/** What the largest of many numbers say of the variance of all. */
export interface TailFit {
  /** Shape of the Pareto distribution that fits the largest: at 0.5 the variance becomes infinite, at 1 the mean. */
  readonly k: number;
  /** Above this, for so many numbers, their standard error cannot be trusted: min(1 - 1 / log10(count), 0.7). */
  readonly threshold: number;
  readonly count: number;
}

/** Whether a sample itself says that its variance cannot be trusted. */
export function isHeavy(tail: TailFit | undefined): boolean {
  return tail !== undefined && tail.k > tail.threshold;
}

/** The largest absolute values of a stream: as many as its tail is judged by, min(S / 5, 3 sqrt(S)) of S. */
export class Tail {
  #kept: number[] = [];
  #cut = 0;
  #count = 0;
  #isFinite = true;

  get count(): number {
    return this.#count;
  }

  add(numbers: Float64Array, offset = 0, stride = 1): void {
    for (let i = offset; i < numbers.length; i += stride) {
      const size = Math.abs(numbers[i] as number);
      this.#count++;
      if (size > this.#cut) this.#kept.push(size);
      else if (Number.isNaN(size)) this.#isFinite = false;
    }
    if (this.#kept.length > 4 * tailLength(this.#count) + 1000) this.#prune();
  }

  /** Undefined of numbers that are few, have no tail, or are not all finite. */
  fit(): TailFit | undefined {
    const length = tailLength(this.#count);
    const sorted = Float64Array.from(this.#kept).sort();
    if (!this.#isFinite || sorted.at(-1) === Number.POSITIVE_INFINITY) return undefined;
    const cut = sorted[sorted.length - 1 - length] ?? this.#cut;
    const tail = sorted.slice(-length).filter((size) => size > cut);
    const k = paretoShape(tail.map((size) => size - cut));
    if (k === undefined) return undefined;
    return { k, threshold: Math.min(1 - 1 / Math.log10(this.#count), MOST), count: this.#count };
  }

  /** What is cut off is smaller than the largest twice as many as are asked for, and stays so as more numbers come. */
  #prune(): void {
    const sorted = Float64Array.from(this.#kept).sort();
    const kept = sorted.slice(-2 * tailLength(this.#count) - 1);
    this.#cut = kept[0] ?? 0;
    this.#kept = Array.from(kept);
  }
}

function tailLength(count: number): number {
  return Math.ceil(Math.min(count / 5, 3 * Math.sqrt(count)));
}
