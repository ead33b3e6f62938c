import type { RowEvaluator } from '../executors/reference/evaluateRows';
import type { ValueId } from '../ir/operations';
import type { Line } from './line';

/** Many searches for the place along a line where one function of a program passes a level. */
export interface Searches {
  readonly count: number;
  /** Dimension along which each looks. */
  readonly dim: Int32Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly level: Float64Array;
  /** By dimension: the coordinates that stay. */
  readonly at: readonly Float64Array[];
  /** Values of everything else that the function reads. */
  readonly others: ReadonlyMap<ValueId, Float64Array>;
  /** Whether the function is a count, which jumps by itself. */
  readonly counts: boolean;
}

/** The most steps. Secants usually need fewer; halvings alone need 60. */
const MOST_STEPS = 80;
/** Relative to a coordinate: places closer than this cannot be told apart. */
const CLOSE = 4e-16;

/**
 * Where each function passes its level, which it does once at most; NaN where it is on the same side at both ends. The
 * method is regula falsi in which the value at an end that stays is halved (the Illinois method; Dowell and Jarratt,
 * BIT 11, 1971). Every third step is a halving; for counts all of them are.
 */
export function search(
  evaluator: RowEvaluator,
  sides: readonly ValueId[],
  lines: readonly Line[],
  searches: Searches,
): Float64Array {
  const evaluate = (which: Int32Array, place: Float64Array) =>
    valuesAt(evaluator, sides, lines, searches, which, place);
  const brackets = new Brackets(searches, evaluate);
  for (let step = 0; step < MOST_STEPS && brackets.open.length > 0; step++) brackets.narrow(step);
  return brackets.ended();
}

/** Values of the function in some of the searches, each at a place along its dimension. */
type Evaluate = (which: Int32Array, place: Float64Array) => Float64Array;

/** The ends between which each function passes its level. */
class Brackets {
  /** Searches that have not ended. */
  open: Int32Array;
  readonly #from: Float64Array;
  readonly #to: Float64Array;
  /** Values at these ends less the level; of an end that stays, weighted. */
  readonly #atFrom: Float64Array;
  readonly #atTo: Float64Array;
  readonly #roots: Float64Array;
  readonly #places: Float64Array;
  /** The place before. */
  readonly #last: Float64Array;
  /** The end that moved last: -1 or 1. */
  readonly #moved: Int8Array;

  constructor(
    readonly searches: Searches,
    readonly evaluate: Evaluate,
  ) {
    const { count, low, high, level } = searches;
    const all = Int32Array.from({ length: count }, (_, i) => i);
    this.#from = low.slice();
    this.#to = high.slice();
    [this.#atFrom, this.#atTo] = [evaluate(all, low), evaluate(all, high)];
    for (let i = 0; i < count; i++) {
      this.#atFrom[i] = (this.#atFrom[i] as number) - (level[i] as number);
      this.#atTo[i] = (this.#atTo[i] as number) - (level[i] as number);
    }
    this.#roots = new Float64Array(count).fill(Number.NaN);
    this.#places = new Float64Array(count);
    this.#last = new Float64Array(count).fill(Number.NaN);
    this.#moved = new Int8Array(count);
    this.open = all.filter((i) => (this.#atFrom[i] as number) < 0 !== (this.#atTo[i] as number) < 0);
  }

  /** Looks at one place more in every open search. */
  narrow(step: number): void {
    const { level } = this.searches;
    for (const i of this.open) this.#places[i] = this.#placeOf(i, step);
    const values = this.evaluate(this.open, this.#places);
    this.open.forEach((i, k) => {
      this.#move(i, (values[k] as number) - (level[i] as number));
    });
    this.open = this.open.filter((i) => Number.isNaN(this.#roots[i]));
  }

  /** The roots; of searches that are still open, the middles. */
  ended(): Float64Array {
    for (const i of this.open) this.#roots[i] = this.#middle(i);
    return this.#roots;
  }

  #middle(i: number): number {
    return ((this.#from[i] as number) + (this.#to[i] as number)) / 2;
  }

  #placeOf(i: number, step: number): number {
    const [a, b] = [this.#from[i], this.#to[i]] as [number, number];
    const [fa, fb] = [this.#atFrom[i], this.#atTo[i]] as [number, number];
    const middle = a + (b - a) / 2;
    if (this.searches.counts || step % 3 === 2 || !Number.isFinite(fb - fa)) return middle;
    const t = a - (fa * (b - a)) / (fb - fa);
    return t > a && t < b ? t : middle;
  }

  /** Moves an end to the place that was looked at, or ends the search there. */
  #move(i: number, value: number): void {
    const t = this.#places[i] as number;
    const scale = CLOSE * Math.max(1e-3, Math.abs(t));
    if (value === 0 || (!this.searches.counts && Math.abs(t - (this.#last[i] as number)) <= scale)) {
      this.#roots[i] = t;
      return;
    }
    this.#last[i] = t;
    const side = value < 0 === (this.#atFrom[i] as number) < 0 ? -1 : 1;
    const again = this.#moved[i] === side;
    if (side < 0) {
      this.#from[i] = t;
      this.#atFrom[i] = value;
      if (again) this.#atTo[i] = (this.#atTo[i] as number) / 2;
    } else {
      this.#to[i] = t;
      this.#atTo[i] = value;
      if (again) this.#atFrom[i] = (this.#atFrom[i] as number) / 2;
    }
    this.#moved[i] = side;
    if ((this.#to[i] as number) - (this.#from[i] as number) <= scale) this.#roots[i] = this.#middle(i);
  }
}

function valuesAt(
  evaluator: RowEvaluator,
  sides: readonly ValueId[],
  lines: readonly Line[],
  { dim, at, others }: Searches,
  which: Int32Array,
  place: Float64Array,
): Float64Array {
  const given = new Map<ValueId, Float64Array>();
  sides.forEach((id, k) => {
    const { value } = lines[k] as Line;
    const fixed = at[k] as Float64Array;
    const column = new Float64Array(which.length);
    for (let j = 0; j < which.length; j++) {
      const i = which[j] as number;
      column[j] = value(dim[i] === k ? (place[i] as number) : (fixed[i] as number));
    }
    given.set(id, column);
  });
  for (const [id, values] of others)
    given.set(
      id,
      Float64Array.from(which, (i) => values[i] as number),
    );
  const out = new Float64Array(which.length);
  evaluator.evaluate(given, which.length, ([column], first, block) => {
    if (!column) return;
    const { data, stride } = column;
    for (let j = 0; j < block; j++) out[first + j] = data[j * stride] as number;
  });
  return out;
}
