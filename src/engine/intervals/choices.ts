import type { ComparisonOp } from '../ir/elementwise';
import type { ValueId } from '../ir/operations';
import { result, setEnds, setTruth } from './arithmetic';
import { type EnclosureStep, type EnclosureTables, setSlopes } from './tables';

/** Steps of an enclosure that choose between their arguments, or compare them. */

/**
 * Its ends are rounded outwards, exact as they are: a value may stay at one, and what switches there is not decided.
 */
export function extremeStep(
  tables: EnclosureTables,
  op: 'min' | 'max',
  id: ValueId,
  x: ValueId,
  y: ValueId,
): EnclosureStep {
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

export function comparisonStep(
  tables: EnclosureTables,
  op: ComparisonOp,
  id: ValueId,
  x: ValueId,
  y: ValueId,
): EnclosureStep {
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
export function choiceStep(
  tables: EnclosureTables,
  id: ValueId,
  x: ValueId,
  y: ValueId,
  z: ValueId,
): EnclosureStep {
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

/** Writes what holds both x and y. */
function setHull(from: Float64Array, to: Float64Array, id: ValueId, x: ValueId, y: ValueId): void {
  from[id] = Math.min(from[x] as number, from[y] as number);
  to[id] = Math.max(to[x] as number, to[y] as number);
}
