import type { EstimateMoments } from './sampled';

/**
 * One step of numbers Z_t that a rollout adds up from its end: Z_t = matrix Z_(t+1) + shift, where the state goes on
 * to `next`. Matrix (row by row), shift and next are polynomials in the state and in two standard normal draws.
 */
export interface BackwardStep {
  readonly next: number;
  readonly matrix: readonly number[];
  readonly shift: readonly number[];
}

/** What is added up: the last number of Z_0 is the estimate. */
export interface Sum {
  /** Of Z Z^T as a polynomial in the state and the draws of a step: at most 8. */
  readonly degree: 4 | 8;
  /** Z_T as a function of the last state. */
  readonly end: (state: number) => readonly number[];
  /** The step with `left` steps to go, itself included; `e` and `w` are draws. */
  readonly step: (state: number, e: number, w: number, left: number) => BackwardStep;
}

/** Where rollouts begin, and how far from 0 states are, about. */
export interface StateRange {
  readonly startMean: number;
  readonly startNoise: number;
  readonly scale: number;
}

/** Gauss and Hermite's rules for the standard normal law, of three and five points: exact up to degree 5 and 9. */
const ROOT = Math.sqrt(10);
const RULES = {
  4: [
    [-Math.sqrt(3), 1 / 6],
    [0, 2 / 3],
    [Math.sqrt(3), 1 / 6],
  ],
  8: [
    [-Math.sqrt(5 + ROOT), (7 - 2 * ROOT) / 60],
    [-Math.sqrt(5 - ROOT), (7 + 2 * ROOT) / 60],
    [0, 8 / 15],
    [Math.sqrt(5 - ROOT), (7 + 2 * ROOT) / 60],
    [Math.sqrt(5 + ROOT), (7 - 2 * ROOT) / 60],
  ],
} as const;

/**
 * Mean and variance of a sum over rollouts of 1, 2, ..., `horizon` steps, one by one, exact but for rounding (about
 * 1e-10). The moments E[Z_t | s] and E[Z_t Z_t^T | s] are polynomials in s, and go back step by step by their values
 * at as many states as determine them.
 */
export function* backwardMoments(sum: Sum, range: StateRange, horizon: number): Generator<EstimateMoments> {
  const { degree, end, step } = sum;
  const rule = RULES[degree];
  const nodes = chebyshev(degree + 1).map((x) => x * range.scale);
  const size = end(0).length;
  const ends = nodes.map((s) => {
    const z = end(s);
    return [...z, ...products(z, z)];
  });
  let moments = nodes.map((_, i) => ends[i] ?? []);
  for (let left = 1; left <= horizon; left++) {
    const later = new Interpolation(nodes, moments);
    moments = nodes.map((s) => {
      const own = new Array<number>(size + size * size).fill(0);
      for (const [e, p] of rule)
        for (const [w, r] of rule) {
          const { next, matrix, shift } = step(s, e, w, left);
          addStep(own, p * r, matrix, shift, later.at(next));
        }
      return own;
    });
    const start = new Interpolation(nodes, moments);
    let [mean, square] = [0, 0];
    for (const [e, p] of rule) {
      const at = start.at(range.startMean + range.startNoise * e);
      mean += p * (at[size - 1] ?? 0);
      square += p * (at[size + size * size - 1] ?? 0);
    }
    yield { mean, variance: square - mean * mean };
  }
}

/** Adds `weight` times the moments of matrix Z + shift, given those of Z: first Z, then Z Z^T row by row. */
function addStep(
  sum: number[],
  weight: number,
  matrix: readonly number[],
  shift: readonly number[],
  later: Float64Array,
): void {
  const n = shift.length;
  const moved = times(matrix, later, n, 1, 0);
  const crossed = times(matrix, later, n, n, n);
  for (let i = 0; i < n; i++) {
    const [own, first] = [shift[i] as number, (moved[i] as number) + (shift[i] as number)];
    sum[i] = (sum[i] as number) + weight * first;
    for (let k = 0; k < n; k++) {
      let second = first * (shift[k] as number) + own * (moved[k] as number);
      for (let l = 0; l < n; l++) second += (crossed[i * n + l] as number) * (matrix[k * n + l] as number);
      sum[n + i * n + k] = (sum[n + i * n + k] as number) + weight * second;
    }
  }
}

/** `matrix` (n by n) times the n by `width` matrix in `later` from `offset` on. */
function times(matrix: readonly number[], later: Float64Array, n: number, width: number, offset: number) {
  const product = new Float64Array(n * width);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const factor = matrix[i * n + j] as number;
      if (factor === 0) continue;
      for (let c = 0; c < width; c++)
        product[i * width + c] =
          (product[i * width + c] as number) + factor * (later[offset + j * width + c] as number);
    }
  return product;
}

const products = (p: readonly number[], q: readonly number[]): number[] =>
  p.flatMap((x) => q.map((y) => x * y));

const chebyshev = (count: number): number[] =>
  Array.from({ length: count }, (_, i) => Math.cos(((2 * i + 1) * Math.PI) / (2 * count)));

/** The polynomials, one a column, through `values` (a row a node), in Newton's form. */
class Interpolation {
  readonly #nodes: readonly number[];
  readonly #differences: readonly (readonly number[])[];

  constructor(nodes: readonly number[], values: readonly (readonly number[])[]) {
    const differences = values.map((row) => [...row]);
    for (let order = 1; order < nodes.length; order++)
      for (let i = nodes.length - 1; i >= order; i--) {
        const [own, before] = [differences[i] as number[], differences[i - 1] as number[]];
        const width = (nodes[i] as number) - (nodes[i - order] as number);
        for (let c = 0; c < own.length; c++) own[c] = ((own[c] as number) - (before[c] as number)) / width;
      }
    this.#nodes = nodes;
    this.#differences = differences;
  }

  at(x: number): Float64Array {
    const last = this.#differences.length - 1;
    const sum = Float64Array.from(this.#differences[last] ?? []);
    for (let i = last - 1; i >= 0; i--) {
      const own = this.#differences[i] as readonly number[];
      const factor = x - (this.#nodes[i] as number);
      for (let c = 0; c < sum.length; c++) sum[c] = (sum[c] as number) * factor + (own[c] as number);
    }
    return sum;
  }
}
