import type { ByParameter } from './setting';

export type VaeTask = 'steps' | 'estimates';

/** One program that trains the autoencoder, ready on its device. */
export interface VaeRival {
  readonly device: string;
  /** The ways of writing a training step; the quickest counts. */
  readonly steps: readonly Way<ByParameter<Float32Array>>[];
  /** The ways of making single gradients, 64 a round. */
  readonly estimates: readonly Way<Sums>[];
  /** What it holds, by name: numbers that should stay. */
  memory(): Readonly<Record<string, number>>;
}

export interface Way<T> {
  readonly name: string;
  prepare(): Promise<Runner<T>>;
}

export interface Runner<T> {
  /** So many training steps, or rounds of single gradients; resolves when they are done. */
  run(count: number): Promise<void>;
  /** The parameters that the steps have come to, or all that was added up. */
  result(): Promise<T>;
  dispose(): void;
}

/** Of single gradients, coordinate by coordinate, in any order. */
export interface Sums {
  readonly count: number;
  readonly sum: ByParameter<Float32Array>;
  readonly squares: ByParameter<Float32Array>;
}

/** Of single gradients: what can be compared whatever the order of coordinates. */
export interface SumsInBrief {
  /** Sum over all coordinates of the variance. */
  readonly variance: number;
  /** Norm of the mean. */
  readonly norm: number;
}

export function inBrief(sums: Sums): ByParameter<SumsInBrief> {
  return { phi: briefOf(sums, 'phi'), theta: briefOf(sums, 'theta') };
}

function briefOf({ count, sum, squares }: Sums, name: keyof Sums['sum']): SumsInBrief {
  let [variance, norm] = [0, 0];
  sum[name].forEach((total, i) => {
    const own = ((squares[name][i] ?? Number.NaN) - total ** 2 / count) / (count - 1);
    variance += own;
    // The square of a mean is too large by its variance.
    norm += (total / count) ** 2 - own / count;
  });
  return { variance, norm: Math.sqrt(Math.max(0, norm)) };
}
