import { binomialQuantile } from '../base/special/binomial';
import { poissonQuantile } from '../base/special/poisson';
import { argsOf, type Instruction, type ValueId } from '../ir/operations';
import type { Feeds } from '../ir/program';
import { elementOf } from '../ir/scalarize';
import { type Interval, interval, setEnds, setProduct, setQuotient, setSquare, setWhole } from './arithmetic';
import { isUnary, powerRule, UNARY_RULES, type UnaryRule } from './unary';

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
 * variables: by interval arithmetic, so that nothing inside the box escapes. `state` instructions are the variables.
 */
export class Enclosure {
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** By side, then by instruction. */
  readonly slopeLow: readonly Float64Array[];
  readonly slopeHigh: readonly Float64Array[];
  /** By side: how many e-folds or radians an operation may go through per unit of the coordinate; see UnaryRule. */
  readonly pace: Float64Array;
  /** By side: how long it is in its coordinate. */
  readonly widths: Float64Array;
  /** Whether a logarithm, a root, a quotient or a power may be singular in the box. */
  isSingular = false;
  /** Whether an instruction depends on a side of the box. */
  readonly #varies: Uint8Array;
  /** Whether an instruction is constant but where something jumps. */
  readonly #isStep: Uint8Array;
  readonly #steps: readonly (() => void)[];
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
    this.#isStep = new Uint8Array(count);
    sides.forEach((id, side) => {
      this.#sideOf.set(id, side);
    });
    this.#steps = instructions.map((instruction, id) => {
      const varies = this.#sideOf.has(id) || argsOf(instruction).some((arg) => this.#varies[arg]);
      this.#varies[id] = varies ? 1 : 0;
      const steps = !varies || argsOf(instruction).every((arg) => this.#isStep[arg]);
      this.#isStep[id] = !this.#sideOf.has(id) && (JUMPS.has(instruction.op) || steps) ? 1 : 0;
      return this.#stepOf(instruction, id);
    });
  }

  varies(id: ValueId): boolean {
    return this.#varies[id] === 1;
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
      (this.#steps[id] as () => void)();
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

  #stepOf(instruction: Instruction, id: ValueId): () => void {
    const { low, high } = this;
    const { op } = instruction;
    if (op === 'constant') {
      const value = instruction.values[0] ?? Number.NaN;
      return () => {
        low[id] = value;
        high[id] = value;
      };
    }
    if (op === 'feed') {
      const { name, element } = elementOf(instruction.name);
      return () => {
        const value = this.#feeds.get(name)?.[element] ?? Number.NaN;
        low[id] = value;
        high[id] = value;
      };
    }
    if (op === 'state') return () => this.#variable(id);
    if (isUnary(op)) return this.#unary(UNARY_RULES[op], id, argsOf(instruction)[0] as ValueId);
    return this.#other(instruction, id);
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

  #unary(rule: UnaryRule, id: ValueId, x: ValueId): () => void {
    const { low, high, slopeLow, slopeHigh } = this;
    const out = interval(0, 0);
    const slope = interval(0, 0);
    const varies = this.#varies[id] === 1;
    return () => {
      const [a, b] = [low[x] as number, high[x] as number];
      if (Number.isNaN(a)) setWhole(out);
      else rule.range(out, a, b);
      low[id] = out.low;
      high[id] = out.high;
      if (!varies) return;
      rule.slope(slope, a, b);
      for (let k = 0; k < slopeLow.length; k++) {
        const [from, to] = [slopeLow[k] as Float64Array, slopeHigh[k] as Float64Array];
        setProduct(out, slope.low, slope.high, from[x] as number, to[x] as number);
        from[id] = out.low;
        to[id] = out.high;
      }
      if (rule.pace !== 0) this.#keepPace(rule.pace, x, id);
    };
  }

  /** How fast an operation changes with its argument, where what it makes of it is not the same number all over. */
  #keepPace(pace: UnaryRule['pace'], x: ValueId, id: ValueId): void {
    const { low, high, slopeLow, slopeHigh } = this;
    if (pace === 'relative' && (low[x] as number) <= 0 && (high[x] as number) >= 0) this.isSingular = true;
    const [p, q] = [low[id] as number, high[id] as number];
    const size = Math.max(Math.abs(p), Math.abs(q));
    if (size < NOTHING || (Number.isFinite(size) && q - p <= FLAT * size)) return;
    const least = pace === 'relative' ? 1 / Math.max(0, low[x] as number, -(high[x] as number)) : pace;
    const [from, to] = [low[x] as number, high[x] as number];
    const all = pace === 'relative' ? foldsOf(from, to) : pace * (to - from);
    for (let k = 0; k < slopeLow.length; k++) {
      const slope = Math.max(Math.abs(slopeLow[k]?.[x] as number), Math.abs(slopeHigh[k]?.[x] as number));
      const rate = least * slope;
      // From one end of the argument's range to the other is all that it can go.
      const own = Math.min(rate, all / (this.widths[k] as number));
      // What is not bounded is left to the rule's own estimate of its error.
      if (own < Number.POSITIVE_INFINITY && own > (this.pace[k] as number)) this.pace[k] = own;
    }
  }

  #other(instruction: Instruction, id: ValueId): () => void {
    const { low, high, slopeLow, slopeHigh } = this;
    const args = argsOf(instruction);
    const [x = -1, y = -1, z = -1] = args;
    const out = interval(0, 0);
    const part = interval(0, 0);
    const keep = () => {
      low[id] = out.low;
      high[id] = out.high;
    };
    /** Derivatives, side by side: `make` leaves one in `out`. */
    const slopes = (make: (from: Float64Array, to: Float64Array) => void) => {
      if (!this.#varies[id]) return;
      for (let k = 0; k < slopeLow.length; k++) {
        const [from, to] = [slopeLow[k] as Float64Array, slopeHigh[k] as Float64Array];
        make(from, to);
        from[id] = out.low;
        to[id] = out.high;
      }
    };
    const [l, h] = [(i: ValueId) => low[i] as number, (i: ValueId) => high[i] as number];
    const sum = (a: number, b: number, c: number, d: number) => {
      if (Number.isNaN(a + c) || Number.isNaN(b + d)) setWhole(out);
      else setEnds(out, a + c, b + d);
    };
    switch (instruction.op) {
      case 'add':
        return () => {
          sum(l(x), h(x), l(y), h(y));
          keep();
          slopes((from, to) => sum(from[x] as number, to[x] as number, from[y] as number, to[y] as number));
        };
      case 'sub':
        return () => {
          if (x === y) setEnds(out, 0, 0);
          else sum(l(x), h(x), -h(y), -l(y));
          keep();
          slopes((from, to) =>
            sum(from[x] as number, to[x] as number, -(to[y] as number), -(from[y] as number)),
          );
        };
      case 'mul':
        return () => {
          if (x === y) setSquare(out, l(x), h(x));
          else setProduct(out, l(x), h(x), l(y), h(y));
          keep();
          slopes((from, to) => {
            setProduct(part, l(x), h(x), from[y] as number, to[y] as number);
            if (x === y) {
              setEnds(out, 2 * part.low, 2 * part.high);
              return;
            }
            setProduct(out, l(y), h(y), from[x] as number, to[x] as number);
            sum(out.low, out.high, part.low, part.high);
          });
        };
      case 'div':
        return () => {
          setQuotient(out, l(x), h(x), l(y), h(y));
          keep();
          slopes((from, to) => {
            // (dx - (x / y) dy) / y
            setProduct(part, l(id), h(id), from[y] as number, to[y] as number);
            sum(from[x] as number, to[x] as number, -part.high, -part.low);
            setQuotient(out, out.low, out.high, l(y), h(y));
          });
          if (this.#varies[id]) this.#keepPace('relative', y, id);
        };
      case 'pow':
        return this.#power(instruction, id);
      case 'min':
      case 'max': {
        const pick = instruction.op === 'min' ? Math.min : Math.max;
        const first = (a: ValueId, b: ValueId) => (instruction.op === 'min' ? h(a) <= l(b) : l(a) >= h(b));
        return () => {
          setEnds(out, pick(l(x), l(y)), pick(h(x), h(y)));
          keep();
          slopes((from, to) => {
            const [one, other] = [first(x, y), first(y, x)];
            if (one) setEnds(out, from[x] as number, to[x] as number);
            else if (other) setEnds(out, from[y] as number, to[y] as number);
            else
              setEnds(
                out,
                Math.min(from[x] as number, from[y] as number),
                Math.max(to[x] as number, to[y] as number),
              );
          });
        };
      }
      case 'lt':
      case 'le':
      case 'eq': {
        const { op } = instruction;
        return () => {
          setTruth(out, op, l(x), h(x), l(y), h(y), x === y);
          keep();
          const decided = out.low === out.high;
          slopes(() => (decided ? setEnds(out, 0, 0) : setWhole(out)));
        };
      }
      case 'where': {
        // A number that is no truth value is 0 at places, not in regions of its own.
        const isTruth = this.#isStep[x] === 1;
        return () => {
          const [a, b] = [l(x), h(x)];
          const holds = a > 0 || b < 0;
          const fails = a === 0 && b === 0;
          if (holds || y === z) setEnds(out, l(y), h(y));
          else if (fails) setEnds(out, l(z), h(z));
          else setEnds(out, Math.min(l(y), l(z)), Math.max(h(y), h(z)));
          keep();
          slopes((from, to) => {
            if (holds || y === z) setEnds(out, from[y] as number, to[y] as number);
            else if (fails) setEnds(out, from[z] as number, to[z] as number);
            else if (isTruth) setWhole(out);
            else
              setEnds(
                out,
                Math.min(from[y] as number, from[z] as number),
                Math.max(to[y] as number, to[z] as number),
              );
          });
        };
      }
      case 'poissonQuantile':
        return this.#quantile(
          id,
          () => setEnds(out, poissonQuantile(l(x), l(y)), poissonQuantile(h(x), h(y))),
          out,
        );
      case 'binomialQuantile':
        return this.#quantile(
          id,
          () => setEnds(out, binomialQuantile(l(x), l(y), l(z)), binomialQuantile(h(x), h(y), h(z))),
          out,
        );
      default:
        // Positive, and no more is said: the derivative of a Gamma draw in its concentration.
        return () => {
          setWhole(out);
          keep();
          slopes(() => setWhole(out));
        };
    }
  }

  #quantile(id: ValueId, range: () => void, out: Interval): () => void {
    const { low, high, slopeLow, slopeHigh } = this;
    return () => {
      range();
      low[id] = out.low;
      high[id] = out.high;
      if (!this.#varies[id]) return;
      const decided = out.low === out.high;
      for (const slopes of slopeLow) slopes[id] = decided ? 0 : Number.NEGATIVE_INFINITY;
      for (const slopes of slopeHigh) slopes[id] = decided ? 0 : Number.POSITIVE_INFINITY;
    };
  }

  /** x ^ y with a known y as one of its own rules, else as exp(y log x). */
  #power(instruction: Instruction, id: ValueId): () => void {
    const { low, high, slopeLow, slopeHigh } = this;
    const [x = -1, y = -1] = argsOf(instruction);
    let known: { readonly power: number; readonly step: () => void } | undefined;
    const out = interval(0, 0);
    return () => {
      const power = low[y] as number;
      if (!this.#varies[y] && power === high[y]) {
        if (known?.power !== power) known = { power, step: this.#unary(powerRule(power), id, x) };
        known.step();
        return;
      }
      const [a, b] = [low[x] as number, high[x] as number];
      if (a <= 0) this.isSingular = true;
      if (a > 0) {
        const ends = [a ** power, a ** (high[y] as number), b ** power, b ** (high[y] as number)];
        setEnds(out, Math.min(...ends), Math.max(...ends));
      } else setWhole(out);
      low[id] = out.low;
      high[id] = out.high;
      // Rare enough to say nothing of its derivative.
      for (const slopes of slopeLow) slopes[id] = Number.NEGATIVE_INFINITY;
      for (const slopes of slopeHigh) slopes[id] = Number.POSITIVE_INFINITY;
    };
  }
}

/** e-folds between the ends of an interval on one side of 0. */
function foldsOf(low: number, high: number): number {
  if (low <= 0 && high >= 0) return Number.POSITIVE_INFINITY;
  return Math.abs(Math.log(high / low));
}

/** Operations whose values are steps. */
const JUMPS: ReadonlySet<string> = new Set([
  'lt',
  'le',
  'eq',
  'floor',
  'sign',
  'poissonQuantile',
  'binomialQuantile',
]);

const AT_ZERO: Side = { value: interval(0, 0), slope: interval(0, 0) };
const NOT_FORCED: ReadonlyMap<ValueId, number> = new Map();

/** [0, 0], [1, 1] or [0, 1]. */
function setTruth(
  out: Interval,
  op: 'lt' | 'le' | 'eq',
  aLow: number,
  aHigh: number,
  bLow: number,
  bHigh: number,
  same: boolean,
): void {
  const never = op === 'lt' ? aLow >= bHigh : op === 'le' ? aLow > bHigh : aLow > bHigh || bLow > aHigh;
  const always =
    op === 'lt'
      ? aHigh < bLow
      : op === 'le'
        ? aHigh <= bLow
        : aLow === aHigh && bLow === bHigh && aLow === bLow;
  if (same) setEnds(out, op === 'lt' ? 0 : 1, op === 'lt' ? 0 : 1);
  else if (never) setEnds(out, 0, 0);
  else if (always) setEnds(out, 1, 1);
  else {
    out.low = 0;
    out.high = 1;
  }
}
