import {
  chiSquare,
  correlationOf,
  correlationTest,
  type Document,
  kolmogorovSmirnov,
  type Law,
  lawOf,
  type TestResult,
} from '../../engine';
import type { OneLiner } from '../../presets/oneLiners/oneLiner';
import { parameterNumbers } from './settings';

/** A right line has a p-value below this once in a thousand verdicts. */
export const TEST_LEVEL = 0.001;

export interface NamedTest {
  /** The letter of the statistic. */
  readonly letter: string;
  readonly result: TestResult;
}

export interface TrialVerdict {
  readonly agrees: boolean;
  readonly n: number;
  /** Of several tests the smallest p-value times their number (Bonferroni). */
  readonly p: number;
  readonly tests: readonly NamedTest[];
  /** Draws that are no numbers. */
  readonly none: number;
}

function verdictOf(tests: readonly NamedTest[], none: number): TrialVerdict {
  const p = Math.min(1, tests.length * Math.min(...tests.map(({ result }) => result.p)));
  return { agrees: p >= TEST_LEVEL, n: tests[0]?.result.n ?? 0, p, tests, none };
}

/**
 * Takes draws in as they come, keeps what pictures show of them, and at the end says whether they follow the target:
 * `judge` gives undefined until it is called often enough.
 */
export type Gauge = LineGauge | SignsGauge | PlaneGauge;

/** @param capacity how many draws will come */
export function gaugeOf({ law, range }: OneLiner, document: Document, capacity: number): Gauge {
  const scalar = (name: string) => parameterNumbers(document, name)[0] ?? Number.NaN;
  switch (law.kind) {
    case 'line': {
      const args = Object.entries(law.args).map(([arg, value]) => [
        arg,
        typeof value === 'string' ? scalar(value) : value,
      ]);
      return new LineGauge(lawOf(law.name, Object.fromEntries(args)), range, capacity);
    }
    case 'signs':
      return new SignsGauge(scalar(law.probability));
    case 'plane':
      return new PlaneGauge(
        parameterNumbers(document, law.mean),
        parameterNumbers(document, law.factor),
        range,
        capacity,
      );
  }
}

const BINS = 72;

/** One coordinate with a continuous law: a histogram, and F(x) of every draw for the test. */
export class LineGauge {
  readonly kind = 'line';
  readonly counts = new Uint32Array(BINS);
  drawn = 0;
  readonly #probabilities: Float64Array;
  #numbers = 0;

  constructor(
    readonly law: Law,
    readonly range: readonly [number, number],
    capacity: number,
  ) {
    this.#probabilities = new Float64Array(capacity);
  }

  /** Every `stride`-th number from `offset` on. */
  add(draws: Float64Array, offset = 0, stride = 1): void {
    const [low, high] = this.range;
    for (let i = offset; i < draws.length; i += stride) {
      const x = draws[i] as number;
      this.drawn++;
      if (Number.isNaN(x)) continue;
      this.#probabilities[this.#numbers++] = this.law.cdf(x);
      const bin = Math.floor(((x - low) / (high - low)) * BINS);
      if (bin >= 0 && bin < BINS) this.counts[bin] = (this.counts[bin] ?? 0) + 1;
    }
  }

  /** The share of draws in each bin over its width, as heights that the density can be compared with. */
  heights(): number[] {
    const [low, high] = this.range;
    const unit = (this.drawn * (high - low)) / BINS;
    return Array.from(this.counts, (count) => (unit > 0 ? count / unit : 0));
  }

  test(): TestResult {
    return kolmogorovSmirnov(this.#probabilities.subarray(0, this.#numbers).sort(), this.drawn);
  }

  get none(): number {
    return this.drawn - this.#numbers;
  }

  judge(): TrialVerdict {
    return verdictOf([{ letter: 'D', result: this.test() }], this.none);
  }
}

/** Draws of 1 and -1. */
export class SignsGauge {
  readonly kind = 'signs';
  /** Of -1 and of 1. */
  readonly counts: [number, number] = [0, 0];
  drawn = 0;

  constructor(readonly probability: number) {}

  add(draws: Float64Array): void {
    for (const x of draws) {
      this.drawn++;
      if (x === -1) this.counts[0]++;
      if (x === 1) this.counts[1]++;
    }
  }

  judge(): TrialVerdict {
    const strays = this.drawn - this.counts[0] - this.counts[1];
    const result = chiSquare(this.counts, [1 - this.probability, this.probability], strays);
    return verdictOf([{ letter: 'χ²', result }], strays);
  }
}

/** Points that the scatter shows. */
const SHOWN = 1200;

/** Pairs with a normal law: both coordinates, and their correlation. */
export class PlaneGauge {
  readonly kind = 'plane';
  readonly coordinates: readonly [LineGauge, LineGauge];
  /** Lower triangle of the covariance: variances and covariance. */
  readonly covariance: readonly [xx: number, xy: number, yy: number];
  readonly mean: readonly [number, number];
  readonly #pairs: Float64Array;
  readonly #tests: NamedTest[] = [];
  drawn = 0;

  constructor(
    mean: readonly number[],
    factor: readonly number[],
    readonly range: readonly [number, number],
    capacity: number,
  ) {
    const [a = 0, b = 0, c = 0, d = 0] = factor;
    this.covariance = [a * a + b * b, a * c + b * d, c * c + d * d];
    this.mean = [mean[0] ?? 0, mean[1] ?? 0];
    const normal = (loc: number, variance: number) =>
      new LineGauge(lawOf('Normal', { loc, scale: Math.sqrt(variance) }), range, capacity);
    this.coordinates = [normal(this.mean[0], this.covariance[0]), normal(this.mean[1], this.covariance[2])];
    this.#pairs = new Float64Array(2 * capacity);
  }

  add(draws: Float64Array): void {
    this.#pairs.set(draws, 2 * this.drawn);
    this.drawn += draws.length / 2;
    this.coordinates.forEach((coordinate, offset) => {
      coordinate.add(draws, offset, 2);
    });
  }

  /** The first points, x and y in turn. */
  shown(): Float64Array {
    return this.#pairs.subarray(0, 2 * Math.min(SHOWN, this.drawn));
  }

  /** One test a call, so that none keeps the page long. */
  judge(): TrialVerdict | undefined {
    const [first, second] = this.coordinates;
    const tests = this.#tests;
    if (tests.length === 0) tests.push({ letter: 'D₁', result: first.test() });
    else if (tests.length === 1) tests.push({ letter: 'D₂', result: second.test() });
    else return verdictOf([...tests, this.#correlation()], Math.max(first.none, second.none));
    return undefined;
  }

  #correlation(): NamedTest {
    const [xx, xy, yy] = this.covariance;
    const r = correlationOf(this.#pairs.subarray(0, 2 * this.drawn));
    return { letter: 'r − ρ', result: correlationTest(r, xy / Math.sqrt(xx * yy), this.drawn) };
  }
}
