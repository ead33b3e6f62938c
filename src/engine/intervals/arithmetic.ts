/**
 * Interval arithmetic on float64 (Moore, Kearfott and Cloud, "Introduction to Interval Analysis", 2009). Ends are rounded
 * outwards by a few units in the last place, points stay points. What is not known is the whole line, so that no end is NaN.
 * Results are written into the first argument: boxes are evaluated by the ten thousand.
 */
export interface Interval {
  low: number;
  high: number;
}

export function interval(low: number, high: number): Interval {
  return { low, high };
}

/** Of the last place that an operation of the standard library may be wrong by. */
const ROUNDING = 4e-16;

export function setWhole(out: Interval): void {
  out.low = Number.NEGATIVE_INFINITY;
  out.high = Number.POSITIVE_INFINITY;
}

/** Sets an interval from computed ends, rounded outwards. */
export function setEnds(out: Interval, low: number, high: number): void {
  if (low === high) {
    out.low = low;
    out.high = high;
    return;
  }
  if (Number.isNaN(low) || Number.isNaN(high)) {
    setWhole(out);
    return;
  }
  out.low = Number.isFinite(low) ? low - ROUNDING * Math.abs(low) : low;
  out.high = Number.isFinite(high) ? high + ROUNDING * Math.abs(high) : high;
}

/** 0 times anything is 0: an infinite end stands for numbers as large as one likes. */
function times(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}

export function setProduct(out: Interval, aLow: number, aHigh: number, bLow: number, bHigh: number): void {
  const p = times(aLow, bLow);
  const q = times(aLow, bHigh);
  const r = times(aHigh, bLow);
  const s = times(aHigh, bHigh);
  setEnds(out, Math.min(p, q, r, s), Math.max(p, q, r, s));
}

export function setQuotient(out: Interval, aLow: number, aHigh: number, bLow: number, bHigh: number): void {
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

export function setSquare(out: Interval, low: number, high: number): void {
  const [p, q] = [low * low, high * high];
  setEnds(out, low <= 0 && high >= 0 ? 0 : Math.min(p, q), Math.max(p, q));
}
