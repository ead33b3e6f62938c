import type { Instruction, ValueId } from '../ir/operations';
import {
  type Result,
  result,
  setDifference,
  setEnds,
  setProduct,
  setQuotient,
  setSquare,
  setSum,
} from './arithmetic';
import type { EnclosureStep, EnclosureTables } from './tables';

/** Steps of an enclosure that add, subtract, multiply and divide. */

/** Leaves in a result the derivatives along one side, given those of all instructions. */
type Slopes = (from: Float64Array, to: Float64Array) => void;

/** `values` and `slopes` leave what they find in `out`. */
function rational(
  tables: EnclosureTables,
  id: ValueId,
  out: Result,
  values: () => void,
  slopes: Slopes,
): EnclosureStep {
  const { low, high, slopeLow, slopeHigh } = tables;
  const varies = tables.varies(id);
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
  };
}

export function sumStep(tables: EnclosureTables, id: ValueId, x: ValueId, y: ValueId): EnclosureStep {
  const { low, high } = tables;
  const out = result(true);
  const slopes: Slopes = (from, to) =>
    setSum(out, from[x] as number, to[x] as number, from[y] as number, to[y] as number);
  return rational(tables, id, out, () => slopes(low, high), slopes);
}

export function differenceStep(tables: EnclosureTables, id: ValueId, x: ValueId, y: ValueId): EnclosureStep {
  const parts = partsOfGreatest(tables.instructions, y);
  const others = parts.filter((part) => part !== x);
  if (others.length > 0 && others.length < parts.length) return belowGreatest(tables, id, x, others);
  const { low, high } = tables;
  const out = result(true);
  const slopes: Slopes = (from, to) =>
    x === y
      ? setEnds(out, 0, 0)
      : setDifference(out, from[x] as number, to[x] as number, from[y] as number, to[y] as number);
  return rational(tables, id, out, () => slopes(low, high), slopes);
}

export function productStep(tables: EnclosureTables, id: ValueId, x: ValueId, y: ValueId): EnclosureStep {
  const { low, high } = tables;
  const out = result(true);
  const part = result(true);
  const values = () =>
    x === y
      ? setSquare(out, low[x] as number, high[x] as number)
      : setProduct(out, low[x] as number, high[x] as number, low[y] as number, high[y] as number);
  const slopes: Slopes = (from, to) => {
    setProduct(part, low[x] as number, high[x] as number, from[y] as number, to[y] as number);
    if (x === y) {
      setEnds(out, 2 * part.low, 2 * part.high);
      return;
    }
    setProduct(out, low[y] as number, high[y] as number, from[x] as number, to[x] as number);
    setSum(out, out.low, out.high, part.low, part.high);
  };
  return rational(tables, id, out, values, slopes);
}

const QUOTIENT = { pace: 'relative' } as const;

export function quotientStep(tables: EnclosureTables, id: ValueId, x: ValueId, y: ValueId): EnclosureStep {
  const { low, high } = tables;
  const out = result(true);
  const part = result(true);
  const values = () =>
    setQuotient(out, low[x] as number, high[x] as number, low[y] as number, high[y] as number);
  // (dx - (x / y) dy) / y
  const slopes: Slopes = (from, to) => {
    setProduct(part, low[id] as number, high[id] as number, from[y] as number, to[y] as number);
    setDifference(out, from[x] as number, to[x] as number, part.low, part.high);
    setQuotient(out, out.low, out.high, low[y] as number, high[y] as number);
  };
  const step = rational(tables, id, out, values, slopes);
  if (!tables.varies(id)) return step;
  return () => {
    step();
    tables.keepPace(QUOTIENT, y, id);
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

/** Of longer maxima the rest counts as one part. */
const MOST_PARTS = 64;

/**
 * x less the greatest of x and `others`, which a softmax and the logarithm of a sum of exponentials begin with: 0 or
 * less, however far x goes.
 */
function belowGreatest(
  tables: EnclosureTables,
  id: ValueId,
  x: ValueId,
  others: readonly ValueId[],
): EnclosureStep {
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
