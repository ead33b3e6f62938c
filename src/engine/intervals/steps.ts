import { binomialQuantile } from '../base/special/binomial';
import { poissonQuantile } from '../base/special/poisson';
import { argsOf, type Instruction, type ValueId } from '../ir/operations';
import {
  result,
  setDifference,
  setEnds,
  setProduct,
  setQuotient,
  setSquare,
  setSum,
  setTruth,
  setWhole,
} from './arithmetic';
import { powerRule } from './power';
import { isUnary, UNARY_RULES, type UnaryRule } from './unary';

/** Where the steps of an enclosure read and write; see Enclosure. */
export interface Tables {
  readonly instructions: readonly Instruction[];
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** By side of the box, then by instruction. */
  readonly slopeLow: readonly Float64Array[];
  readonly slopeHigh: readonly Float64Array[];
  /** Whether an instruction depends on a side of the box. */
  varies(id: ValueId): boolean;
  /** Whether an instruction may stay at a single number while its arguments move. */
  sticks(id: ValueId): boolean;
  /** Told of an operation `id` that changes with x at this pace. */
  keepPace(of: Pick<UnaryRule, 'pace' | 'straightBeyond'>, x: ValueId, id: ValueId): void;
  markSingular(): void;
}

/** What encloses an instruction that has arguments, and its derivatives, once theirs are. */
export function stepOf(tables: Tables, instruction: Instruction, id: ValueId): () => void {
  const { op } = instruction;
  const [x = -1, y = -1, z = -1] = argsOf(instruction);
  const { low, high } = tables;
  if (isUnary(op)) return unary(tables, UNARY_RULES[op], id, x);
  switch (op) {
    case 'pow':
      return power(tables, id, x, y);
    case 'poissonQuantile':
      return quantile(tables, id, x, (u, end) => poissonQuantile(u, end[y] as number));
    case 'binomialQuantile':
      return quantile(tables, id, x, (u, end) => binomialQuantile(u, end[y] as number, end[z] as number));
    case 'min':
    case 'max':
      return extreme(tables, op, id, x, y);
    case 'lt':
    case 'le':
    case 'eq':
      return comparison(tables, op, id, x, y);
    case 'where':
      return choice(tables, id, x, y, z);
    case 'sub': {
      const parts = partsOfGreatest(tables.instructions, y);
      const others = parts.filter((part) => part !== x);
      if (others.length === 0 || others.length === parts.length) return rational(tables, op, id, x, y);
      return belowGreatest(tables, id, x, others);
    }
    case 'add':
    case 'mul':
    case 'div':
      return rational(tables, op, id, x, y);
    default: {
      // Nothing is said of it: the derivative of a Gamma draw in its concentration.
      const out = result(true);
      setWhole(out);
      return () => {
        low[id] = out.low;
        high[id] = out.high;
        setSlopes(tables, id, out.low, out.high);
      };
    }
  }
}

/** The same derivative along all sides. */
function setSlopes(tables: Tables, id: ValueId, from: number, to: number): void {
  if (!tables.varies(id)) return;
  for (const slopes of tables.slopeLow) slopes[id] = from;
  for (const slopes of tables.slopeHigh) slopes[id] = to;
}

function unary(tables: Tables, rule: UnaryRule, id: ValueId, x: ValueId): () => void {
  const { low, high, slopeLow, slopeHigh } = tables;
  const out = result(true);
  const slope = result(true);
  const varies = tables.varies(id);
  return () => {
    const [a, b] = [low[x] as number, high[x] as number];
    rule.range(out, a, b);
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
    if (rule.pace !== 0) tables.keepPace(rule, x, id);
  };
}

const QUOTIENT = { pace: 'relative' } as const;

/** x ^ y with a known y as one of its own rules, else as exp(y log x). */
function power(tables: Tables, id: ValueId, x: ValueId, y: ValueId): () => void {
  const { low, high } = tables;
  const out = result(true);
  let known: { readonly power: number; readonly step: () => void } | undefined;
  return () => {
    const exponent = low[y] as number;
    if (!tables.varies(y) && exponent === high[y]) {
      if (known?.power !== exponent)
        known = { power: exponent, step: unary(tables, powerRule(exponent), id, x) };
      known.step();
      return;
    }
    const [a, b] = [low[x] as number, high[x] as number];
    if (a <= 0) tables.markSingular();
    if (a > 0) {
      const ends = [a ** exponent, a ** (high[y] as number), b ** exponent, b ** (high[y] as number)];
      setEnds(out, Math.min(...ends), Math.max(...ends));
    } else setWhole(out);
    low[id] = out.low;
    high[id] = out.high;
    // Rare enough to say nothing of its derivative.
    setSlopes(tables, id, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  };
}

/** Counts, at least 0, that rise with the level u and with what else they are asked with; a negative u stands for 1 + u. */
function quantile(
  tables: Tables,
  id: ValueId,
  u: ValueId,
  at: (u: number, end: Float64Array) => number,
): () => void {
  const { low, high } = tables;
  const out = result(true);
  return () => {
    const [a, b] = [low[u] as number, high[u] as number];
    if (a < 0 && b >= 0) setWhole(out);
    else setEnds(out, at(a, low), at(b, high));
    out.low = Math.max(0, out.low);
    low[id] = out.low;
    high[id] = out.high;
    const decided = out.low === out.high;
    setSlopes(tables, id, decided ? 0 : Number.NEGATIVE_INFINITY, decided ? 0 : Number.POSITIVE_INFINITY);
  };
}

/** Its ends are rounded outwards, exact as they are: a value may stay at one, and what switches there is not decided. */
function extreme(tables: Tables, op: 'min' | 'max', id: ValueId, x: ValueId, y: ValueId): () => void {
  const { low, high, slopeLow, slopeHigh } = tables;
  const out = result(true);
  const pick = op === 'min' ? Math.min : Math.max;
  const isFirst = (a: ValueId, b: ValueId): boolean =>
    op === 'min' ? (high[a] as number) <= (low[b] as number) : (low[a] as number) >= (high[b] as number);
  const varies = tables.varies(id);
  return () => {
    setEnds(out, pick(low[x] as number, low[y] as number), pick(high[x] as number, high[y] as number));
    low[id] = out.low;
    high[id] = out.high;
    if (!varies) return;
    const [one, other] = isFirst(x, y) ? [x, x] : isFirst(y, x) ? [y, y] : [x, y];
    for (let k = 0; k < slopeLow.length; k++)
      setHull(slopeLow[k] as Float64Array, slopeHigh[k] as Float64Array, id, one, other);
  };
}

/** Writes what holds both x and y. */
function setHull(from: Float64Array, to: Float64Array, id: ValueId, x: ValueId, y: ValueId): void {
  from[id] = Math.min(from[x] as number, from[y] as number);
  to[id] = Math.max(to[x] as number, to[y] as number);
}

function comparison(tables: Tables, op: 'lt' | 'le' | 'eq', id: ValueId, x: ValueId, y: ValueId): () => void {
  const { low, high } = tables;
  const out = result(true);
  return () => {
    setTruth(out, op, low[x] as number, high[x] as number, low[y] as number, high[y] as number, x === y);
    low[id] = out.low;
    high[id] = out.high;
    const decided = out.low === out.high;
    setSlopes(tables, id, decided ? 0 : Number.NEGATIVE_INFINITY, decided ? 0 : Number.POSITIVE_INFINITY);
  };
}

/** Rounded outwards as an extreme is. */
function choice(tables: Tables, id: ValueId, x: ValueId, y: ValueId, z: ValueId): () => void {
  const { low, high, slopeLow, slopeHigh } = tables;
  // A number that moves wherever its arguments do is 0 at single places, where nothing is chosen.
  const jumps = tables.sticks(x);
  const out = result(true);
  const varies = tables.varies(id);
  return () => {
    const [a, b] = [low[x] as number, high[x] as number];
    const holds = a > 0 || b < 0 || y === z;
    const fails = a === 0 && b === 0;
    const [one, other] = [!holds && fails ? z : y, holds ? y : z];
    setHull(low, high, id, one, other);
    setEnds(out, low[id] as number, high[id] as number);
    low[id] = out.low;
    high[id] = out.high;
    if (!varies) return;
    if (jumps && !holds && !fails) setSlopes(tables, id, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
    else
      for (let k = 0; k < slopeLow.length; k++)
        setHull(slopeLow[k] as Float64Array, slopeHigh[k] as Float64Array, id, one, other);
  };
}

/** What a maximum is the greatest of: itself alone where it is none. */
function partsOfGreatest(instructions: readonly Instruction[], id: ValueId): ValueId[] {
  const parts = new Set<ValueId>();
  const open = [id];
  for (let own = open.pop(); own !== undefined; own = open.pop()) {
    const instruction = instructions[own];
    if (instruction?.op === 'max' && parts.size + open.length < MOST_PARTS) open.push(...instruction.args);
    else parts.add(own);
  }
  return [...parts];
}
const MOST_PARTS = 64;

/**
 * x less the greatest of x and `others`, which a softmax and the logarithm of a sum of exponentials begin with: 0 or less, however far x
 * goes.
 */
function belowGreatest(tables: Tables, id: ValueId, x: ValueId, others: readonly ValueId[]): () => void {
  const { low, high, slopeLow, slopeHigh } = tables;
  const out = result(true);
  const varies = tables.varies(id);
  return () => {
    let [least, most, isGreatest] = [0, 0, true];
    for (const other of others) {
      setDifference(out, low[x] as number, high[x] as number, low[other] as number, high[other] as number);
      least = Math.min(least, out.low);
      most = Math.min(most, out.high);
      isGreatest &&= (low[x] as number) >= (high[other] as number);
    }
    low[id] = least;
    high[id] = most;
    if (!varies) return;
    for (let k = 0; k < slopeLow.length; k++) {
      const [from, to] = [slopeLow[k] as Float64Array, slopeHigh[k] as Float64Array];
      [least, most] = [0, 0];
      if (!isGreatest)
        for (const other of others) {
          setDifference(out, from[x] as number, to[x] as number, from[other] as number, to[other] as number);
          least = Math.min(least, out.low);
          most = Math.max(most, out.high);
        }
      from[id] = least;
      to[id] = most;
    }
  };
}

function rational(
  tables: Tables,
  op: 'add' | 'sub' | 'mul' | 'div',
  id: ValueId,
  x: ValueId,
  y: ValueId,
): () => void {
  const { low, high, slopeLow, slopeHigh } = tables;
  const out = result(true);
  const part = result(true);
  const varies = tables.varies(id);
  /** Leaves in `out` the values, or the derivatives along one side. */
  let values: () => void;
  let slopes: (from: Float64Array, to: Float64Array) => void;
  switch (op) {
    case 'add':
      slopes = (from, to) =>
        setSum(out, from[x] as number, to[x] as number, from[y] as number, to[y] as number);
      values = () => slopes(low, high);
      break;
    case 'sub':
      slopes = (from, to) =>
        x === y
          ? setEnds(out, 0, 0)
          : setDifference(out, from[x] as number, to[x] as number, from[y] as number, to[y] as number);
      values = () => slopes(low, high);
      break;
    case 'mul':
      values = () =>
        x === y
          ? setSquare(out, low[x] as number, high[x] as number)
          : setProduct(out, low[x] as number, high[x] as number, low[y] as number, high[y] as number);
      slopes = (from, to) => {
        setProduct(part, low[x] as number, high[x] as number, from[y] as number, to[y] as number);
        if (x === y) {
          setEnds(out, 2 * part.low, 2 * part.high);
          return;
        }
        setProduct(out, low[y] as number, high[y] as number, from[x] as number, to[x] as number);
        setSum(out, out.low, out.high, part.low, part.high);
      };
      break;
    case 'div':
      values = () =>
        setQuotient(out, low[x] as number, high[x] as number, low[y] as number, high[y] as number);
      // (dx - (x / y) dy) / y
      slopes = (from, to) => {
        setProduct(part, low[id] as number, high[id] as number, from[y] as number, to[y] as number);
        setDifference(out, from[x] as number, to[x] as number, part.low, part.high);
        setQuotient(out, out.low, out.high, low[y] as number, high[y] as number);
      };
  }
  return () => {
    values();
    low[id] = out.low;
    high[id] = out.high;
    if (!varies) return;
    for (let k = 0; k < slopeLow.length; k++) {
      const [from, to] = [slopeLow[k] as Float64Array, slopeHigh[k] as Float64Array];
      slopes(from, to);
      from[id] = out.low;
      to[id] = out.high;
    }
    if (op === 'div') tables.keepPace(QUOTIENT, y, id);
  };
}
