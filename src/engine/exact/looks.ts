import type { Column } from '../executors/reference/kernels';
import type { ValueId } from '../ir/operations';
import type { Feeds } from '../ir/program';
import { sizeOf } from '../ir/shape';
import type { Rows } from './rows';
import { MOST_LOOKED_AT, type RunningError } from './runningError';

/** A few rows that stand for all, where each is looked at closely. */
export interface Looks {
  readonly places: Int32Array;
  /** What each stands for: weights that estimate sums over all rows (Horvitz and Thompson 1952). */
  readonly weights: Float64Array;
}

export const NO_LOOKS: Looks = { places: new Int32Array(0), weights: new Float64Array(0) };

/** Values and their errors in the rows that are looked at. */
export interface Rounded {
  /** Row-major. */
  readonly values: Float64Array;
  readonly errors: Float64Array;
  /** The error of the mass of each row, as a share. */
  readonly masses: Float64Array;
}

/** Rows among which those are chosen that are looked at. */
const MOST_CANDIDATES = 256;

/** Rows among which to choose: all, or evenly spread ones. */
export function candidatesOf({ count }: Rows): Int32Array {
  const step = Math.max(1, count / MOST_CANDIDATES);
  return Int32Array.from({ length: Math.floor(count / step) }, (_, i) => Math.floor((i + 0.5) * step));
}

/**
 * Chooses rows to look at, each with a probability in proportion to how much it counts: its weight, and its share of
 * the sum and of the sum of squares of every column. The sampling is systematic, so the choice is the same each time.
 * @param values of the candidates, row-major
 */
export function chooseLooks(rows: Rows, candidates: Int32Array, values: Float64Array, width: number): Looks {
  const { length } = candidates;
  const scores = new Float64Array(length);
  const each = rows.count / Math.max(1, length);
  const weightOf = (c: number) => Math.abs(rows.weights[candidates[c] as number] as number);
  const add = (of: (c: number) => number) => {
    let sum = 0;
    for (let c = 0; c < length; c++) sum += of(c);
    if (!(sum > 0) || !Number.isFinite(sum)) return;
    for (let c = 0; c < length; c++) scores[c] = (scores[c] as number) + of(c) / sum;
  };
  add(weightOf);
  for (let k = 0; k < width; k++) {
    const sizeOf = (c: number) => {
      const weight = weightOf(c);
      return weight === 0 ? 0 : weight * Math.abs(values[c * width + k] as number);
    };
    add(sizeOf);
    add((c) => sizeOf(c) * Math.abs(values[c * width + k] as number));
  }
  const total = scores.reduce((sum, own) => sum + own, 0);
  const wanted = Math.min(length, MOST_LOOKED_AT);
  const places: number[] = [];
  const weights: number[] = [];
  let passed = 0;
  for (let c = 0, next = 0.5; c < length && total > 0; c++) {
    const share = ((scores[c] as number) / total) * wanted;
    if (length === wanted) {
      places.push(candidates[c] as number);
      weights.push(weightOf(c) * each);
      continue;
    }
    passed += share;
    const hits = passed > next ? Math.ceil(passed - next) : 0;
    if (hits === 0) continue;
    next += hits;
    places.push(candidates[c] as number);
    weights.push((weightOf(c) * each * hits) / share);
  }
  return { places: Int32Array.from(places), weights: Float64Array.from(weights) };
}

/** The same, where values are known in all rows. */
export function looksAt(rows: Rows, values: Float64Array, width: number): Looks {
  const candidates = candidatesOf(rows);
  const few = new Float64Array(candidates.length * width);
  candidates.forEach((row, c) => {
    few.set(values.subarray(row * width, (row + 1) * width), c * width);
  });
  return chooseLooks(rows, candidates, few, width);
}

/** The errors of values, one after the other, and of masses, in the rows that are looked at. */
export function roundedAt(
  evaluator: RunningError,
  looks: Looks,
  feeds: Feeds,
  given: ReadonlyMap<ValueId, Float64Array>,
  ids: readonly ValueId[],
): Rounded {
  const columns = evaluator.at(looks.places, feeds, given);
  const { length } = looks.places;
  const sizes = evaluator.roots.map((id) => sizeOf(evaluator.instructions[id]?.shape ?? []));
  const width = ids.reduce((sum, _, i) => sum + (sizes[i] as number), 0);
  const values = new Float64Array(length * width);
  const errors = new Float64Array(length * width);
  const masses = new Float64Array(length);
  let column = 0;
  columns.forEach(({ values: computed, errors: own }, i) => {
    for (let j = 0; j < (sizes[i] as number); j++) {
      if (i < ids.length) {
        copy(computed, j, values, column, width, length);
        copy(own, j, errors, column++, width, length);
      } else for (let row = 0; row < length; row++) masses[row] = (masses[row] as number) + at(own, row, j);
    }
  });
  return { values, errors, masses };
}

/** The error of the mean of column k. */
export function meanRounding({ weights }: Looks, { values, errors, masses }: Rounded, k: number): number {
  const width = values.length / Math.max(1, weights.length);
  let sum = 0;
  weights.forEach((weight, i) => {
    const o = i * width + k;
    if (weight !== 0)
      sum += weight * ((errors[o] as number) + Math.abs((values[o] as number) * (masses[i] as number)));
  });
  return sum;
}

function copy(from: Column, j: number, to: Float64Array, column: number, width: number, rows: number): void {
  for (let row = 0; row < rows; row++) to[row * width + column] = at(from, row, j);
}

function at({ data, stride }: Column, row: number, j: number): number {
  return data[row * stride + j] as number;
}
