/**
 * Interval arithmetic on float64 (Moore, Kearfott and Cloud, "Introduction to Interval Analysis", 2009). Points stay
 * points. What is not known is the whole line, so that no end is NaN. Results are written into the first argument:
 * boxes are evaluated by the ten thousand.
 */
export interface Interval {
  low: number;
  high: number;
}

/** What an operation writes into. */
export interface Result extends Interval {
  /**
   * Whether ends are rounded outwards, by a few units in the last place; else to the nearest number, so that 1 - 1 is
   * 0.
   */
  readonly outwards: boolean;
}

export function result(outwards: boolean): Result {
  return { low: 0, high: 0, outwards };
}

/** Of the last place that an operation of the standard library may be wrong by. */
const ROUNDING = 4e-16;

export function setWhole(out: Interval): void {
  out.low = Number.NEGATIVE_INFINITY;
  out.high = Number.POSITIVE_INFINITY;
}

/** Sets an interval from computed ends. */
export function setEnds(out: Result, low: number, high: number): void {
  if (Number.isNaN(low) || Number.isNaN(high)) {
    setWhole(out);
    return;
  }
  const isExact = low === high || !out.outwards;
  out.low = isExact || !Number.isFinite(low) ? low : low - ROUNDING * Math.abs(low);
  out.high = isExact || !Number.isFinite(high) ? high : high + ROUNDING * Math.abs(high);
}

/** 0 times anything is 0: an infinite end stands for numbers as large as one likes. */
function times(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}

export function setProduct(out: Result, aLow: number, aHigh: number, bLow: number, bHigh: number): void {
  const p = times(aLow, bLow);
  const q = times(aLow, bHigh);
  const r = times(aHigh, bLow);
  const s = times(aHigh, bHigh);
  setEnds(out, Math.min(p, q, r, s), Math.max(p, q, r, s));
}

export function setQuotient(out: Result, aLow: number, aHigh: number, bLow: number, bHigh: number): void {
  if (bLow === bHigh) {
    const [p, q] = [aLow / bLow, aHigh / bLow];
    if (Number.isNaN(p) || Number.isNaN(q)) setWhole(out);
    else setEnds(out, Math.min(p, q), Math.max(p, q));
  } else if (bLow >= 0)
    setProduct(out, aLow, aHigh, 1 / bHigh, bLow === 0 ? Number.POSITIVE_INFINITY : 1 / bLow);
  else if (bHigh <= 0)
    setProduct(out, aLow, aHigh, bHigh === 0 ? Number.NEGATIVE_INFINITY : 1 / bHigh, 1 / bLow);
  else if (aLow === 0 && aHigh === 0) setEnds(out, 0, 0);
  else setWhole(out);
}

export function setSquare(out: Result, low: number, high: number): void {
  const [p, q] = [low * low, high * high];
  setEnds(out, low <= 0 && high >= 0 ? 0 : Math.min(p, q), Math.max(p, q));
}

export function setSum(out: Result, aLow: number, aHigh: number, bLow: number, bHigh: number): void {
  setEnds(out, aLow + bLow, aHigh + bHigh);
}

export function setDifference(out: Result, aLow: number, aHigh: number, bLow: number, bHigh: number): void {
  setEnds(out, aLow - bHigh, aHigh - bLow);
}

/** Sets a comparison: [0, 0], [1, 1] or [0, 1]. `same`: both are one value. */
export function setTruth(
  out: Result,
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
