/** Numbers step by step: of each time, those of all rollouts in a row. */
export type Series = readonly Float32Array[];

/** Number `i` at a time between steps, counted in steps: along the cubic through them whose slopes are theirs (Catmull and Rom 1974). */
export function inTime(series: Series, i: number, time: number): number {
  const last = series.length - 1;
  const k = Math.max(0, Math.min(last - 1, Math.floor(time)));
  const t = Math.max(0, Math.min(1, time - k));
  const at = (step: number) => series[Math.max(0, Math.min(last, step))]?.[i] ?? Number.NaN;
  const [before, from, to, after] = [at(k - 1), at(k), at(k + 1), at(k + 2)];
  const [rise, fall] = [slope(before, from, to, k > 0), slope(from, to, after, k + 1 < last)];
  const [t2, t3] = [t * t, t * t * t];
  return from * (2 * t3 - 3 * t2 + 1) + to * (3 * t2 - 2 * t3) + rise * (t3 - 2 * t2 + t) + fall * (t3 - t2);
}

/** At the middle of three, or towards the end that there is. */
function slope(before: number, middle: number, after: number, isInside: boolean): number {
  return isInside ? (after - before) / 2 : after === middle ? middle - before : after - middle;
}
