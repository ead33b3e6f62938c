import { argsOf, type Instruction, type ValueId } from '../ir/operations';
import type { Feeds } from '../ir/program';
import { elementOf } from '../ir/scalarize';
import type { Interval } from './arithmetic';
import { enclosureStep } from './steps';
import { mayStick } from './sticking';
import type { EnclosureStep, EnclosureTables } from './tables';
import type { UnaryRule } from './unary';

/** One side of a box in the space of a program's variables. */
export interface Side {
  /** Of the variable. */
  readonly value: Interval;
  /** Its derivative in the coordinate that the box is an interval of. */
  readonly slope: Interval;
}

/** Output that differs by less than this share of its size is the same number to all that follows. */
const FLAT = 1e-13;
/** Numbers below it do not matter to what is integrated. */
const NOTHING = 1e-25;

/**
 * Encloses every instruction of a scalar program, and its derivative along every side, over a box of the program's
 * variables: by interval arithmetic with ends rounded outwards, so
 * that nothing inside the box escapes. `state` instructions are the variables.
 */
export class Enclosure implements EnclosureTables {
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** By side, then by instruction. */
  readonly slopeLow: readonly Float64Array[];
  readonly slopeHigh: readonly Float64Array[];
  /** By side: how many e-folds or radians an operation may go through per unit of the coordinate; see UnaryRule. */
  readonly pace: Float64Array;
  /** What an e-fold of an argument's own size counts. */
  perFold = 1;
  /** By side: how long it is in its coordinate. */
  readonly widths: Float64Array;
  /** Whether a logarithm, a root, a quotient or a power may be singular in the box. */
  isSingular = false;
  /** Whether an instruction depends on a side of the box. */
  readonly #varies: Uint8Array;
  readonly #sticks: Uint8Array;
  readonly #steps: readonly EnclosureStep[];
  readonly #variables = new Map<ValueId, Side>();
  readonly #sideOf = new Map<ValueId, number>();
  readonly #forced = new Map<ValueId, number>();
  #feeds: Feeds = new Map();

  /** @param sides the `state` instructions that span the box, in the order of its sides; others are points */
  constructor(
    readonly instructions: readonly Instruction[],
    readonly sides: readonly ValueId[],
  ) {
    const count = instructions.length;
    this.low = new Float64Array(count);
    this.high = new Float64Array(count);
    this.slopeLow = sides.map(() => new Float64Array(count));
    this.slopeHigh = sides.map(() => new Float64Array(count));
    this.pace = new Float64Array(sides.length);
    this.widths = new Float64Array(sides.length).fill(Number.POSITIVE_INFINITY);
    this.#varies = new Uint8Array(count);
    this.#sticks = new Uint8Array(count);
    sides.forEach((id, side) => {
      this.#sideOf.set(id, side);
    });
    this.#steps = instructions.map((instruction, id) => {
      const varies = this.#sideOf.has(id) || argsOf(instruction).some((arg) => this.#varies[arg]);
      this.#varies[id] = varies ? 1 : 0;
      const args = argsOf(instruction).map((arg) => this.sticks(arg));
      this.#sticks[id] = !varies || mayStick(instruction, args) ? 1 : 0;
      return this.#stepOf(instruction, id);
    });
  }

  varies(id: ValueId): boolean {
    return this.#varies[id] === 1;
  }

  sticks(id: ValueId): boolean {
    return this.#sticks[id] === 1;
  }

  markSingular(): void {
    this.isSingular = true;
  }

  feed(feeds: Feeds): void {
    this.#feeds = feeds;
  }

  /** Sets a variable: a side of the box, or (with a slope of 0) a point. Those that are never set are 0. */
  set(id: ValueId, side: Side): void {
    this.#variables.set(id, side);
  }

  /** Evaluates what does not depend on the box: once for each setting of feeds and points. */
  evaluatePoints(): void {
    this.#steps.forEach((step, id) => {
      if (!this.#varies[id]) step();
    });
  }

  /** Evaluates what depends on the box. `forced`: instructions that are taken to have this value. */
  evaluate(forced: ReadonlyMap<ValueId, number> = NOT_FORCED): void {
    this.#forced.clear();
    for (const [id, value] of forced) this.#forced.set(id, value);
    this.pace.fill(0);
    this.isSingular = false;
    const { length } = this.#steps;
    for (let id = 0; id < length; id++) {
      if (!this.#varies[id]) continue;
      (this.#steps[id] as EnclosureStep)();
      if (this.#forced.size > 0) this.#force(id);
    }
  }

  #force(id: ValueId): void {
    const value = this.#forced.get(id);
    if (value === undefined) return;
    this.low[id] = value;
    this.high[id] = value;
    for (const slopes of this.slopeLow) slopes[id] = 0;
    for (const slopes of this.slopeHigh) slopes[id] = 0;
  }

  #stepOf(instruction: Instruction, id: ValueId): EnclosureStep {
    const { op } = instruction;
    if (op === 'constant') {
      const value = instruction.values[0] ?? Number.NaN;
      return () => this.#point(id, value);
    }
    if (op === 'feed') {
      const { name, element } = elementOf(instruction.name);
      return () => this.#point(id, this.#feeds.get(name)?.[element] ?? Number.NaN);
    }
    return op === 'state' ? () => this.#variable(id) : enclosureStep(this, instruction, id);
  }

  /** A number that is not known may be any. */
  #point(id: ValueId, value: number): void {
    this.low[id] = Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
    this.high[id] = Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
  }

  #variable(id: ValueId): void {
    const own = this.#variables.get(id) ?? AT_ZERO;
    this.low[id] = own.value.low;
    this.high[id] = own.value.high;
    const side = this.#sideOf.get(id);
    if (side === undefined) return;
    (this.slopeLow[side] as Float64Array)[id] = own.slope.low;
    (this.slopeHigh[side] as Float64Array)[id] = own.slope.high;
  }

  /** How fast an operation changes with its argument, where what it makes of it is not the same number all over. */
  keepPace(
    { pace, straightBeyond }: Pick<UnaryRule, 'pace' | 'straightBeyond'>,
    x: ValueId,
    id: ValueId,
  ): void {
    const { low, high, slopeLow, slopeHigh } = this;
    const isRelative = typeof pace !== 'number';
    const shift = pace === 'relative to -1' ? 1 : 0;
    const [from, to] = [(low[x] as number) + shift, (high[x] as number) + shift];
    if (isRelative && from <= 0 && to >= 0) this.isSingular = true;
    const [p, q] = [low[id] as number, high[id] as number];
    const size = Math.max(Math.abs(p), Math.abs(q));
    if (size < NOTHING || (Number.isFinite(size) && q - p <= FLAT * size)) return;
    const least = isRelative ? this.perFold / Math.max(0, from, -to) : pace;
    const bent = lengthWithin(from, to, straightBeyond);
    if (bent === 0) return;
    const all = isRelative ? this.perFold * foldsOf(from, to) : pace * bent;
    for (let k = 0; k < slopeLow.length; k++) {
      const slope = Math.max(Math.abs(slopeLow[k]?.[x] as number), Math.abs(slopeHigh[k]?.[x] as number));
      const rate = least * slope;
      // From one end of the argument's range to the other is all that it can go.
      const own = Math.min(rate, all / (this.widths[k] as number));
      // What is not bounded is left to the rule's own estimate of its error.
      if (own < Number.POSITIVE_INFINITY && own > (this.pace[k] as number)) this.pace[k] = own;
    }
  }
}

/** How much of an interval lies between -limit and limit. */
function lengthWithin(low: number, high: number, limit = Number.POSITIVE_INFINITY): number {
  return Math.max(0, Math.min(high, limit) - Math.max(low, -limit));
}

/** e-folds between the ends of an interval on one side of 0. */
function foldsOf(low: number, high: number): number {
  if (low <= 0 && high >= 0) return Number.POSITIVE_INFINITY;
  return Math.abs(Math.log(high / low));
}

const AT_ZERO: Side = { value: { low: 0, high: 0 }, slope: { low: 0, high: 0 } };
const NOT_FORCED: ReadonlyMap<ValueId, number> = new Map();
