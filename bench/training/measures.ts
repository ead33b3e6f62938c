import { DATA_SETS } from '../../src/engine/data/registry';
import type { Band, PlanResult } from './page';

/**
 * Nats that a held-out digit costs in the best model without causes: every pixel by itself, as often on as it is in the
 * train split, kept off 0 and 1 as the presets keep theirs.
 */
export function constantPixelNats(): number {
  const { width } = DATA_SETS.digits;
  const { train, heldOut } = DATA_SETS.digits.rows(1);
  const rows = train.rows.length / width;
  const ink = new Float64Array(width);
  train.rows.forEach((pixel, i) => {
    ink[i % width] = (ink[i % width] ?? 0) + pixel / rows;
  });
  const total = heldOut.rows.reduce((sum, pixel, i) => {
    const p = 0.001 + 0.998 * (ink[i % width] ?? 0);
    return sum - Math.log(pixel === 1 ? p : 1 - p);
  }, 0);
  return total / (heldOut.rows.length / width);
}

/** Share of the generated points that a mode needs to count as covered. */
const COVERED = 0.02;
/** Three standard deviations of a mode of `ring`. */
const NEAR = 0.45;

/** Of the eight modes of `ring` those covered, and the share of the points near any. */
export function ringCoverage(places: readonly number[]): { readonly modes: number; readonly near: number } {
  const count = places.length / 2;
  const byMode = Array.from({ length: 8 }, (_, mode) => {
    const [x, y] = [2 * Math.cos((mode * Math.PI) / 4), 2 * Math.sin((mode * Math.PI) / 4)];
    let near = 0;
    for (let i = 0; i < count; i++)
      if (Math.hypot((places[2 * i] ?? 0) - x, (places[2 * i + 1] ?? 0) - y) <= NEAR) near++;
    return near / count;
  });
  return {
    modes: byMode.filter((share) => share >= COVERED).length,
    near: byMode.reduce((sum, share) => sum + share, 0),
  };
}

const GAP = { from: -0.3, to: 0.5 };

/** Mean width from the 5th to the 95th percentile in the gap of `wave`, over that at places between points. */
export function gapOverData({ x, quantiles, data }: Band): number {
  const xs = data.filter((_, i) => i % 2 === 0);
  const [least, most] = [Math.min(...xs), Math.max(...xs)];
  const widths = x.map((_, i) => (quantiles[4]?.[i] ?? Number.NaN) - (quantiles[0]?.[i] ?? Number.NaN));
  const inGap = widths.filter((_, i) => within(x[i], GAP.from, GAP.to));
  const onData = widths.filter((_, i) => within(x[i], least, GAP.from) || within(x[i], GAP.to, most));
  return mean(inGap) / mean(onData);
}

function within(x: number | undefined, from: number, to: number): boolean {
  return x !== undefined && x >= from && x <= to;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The last number of a curve that was worked out. */
export function last(curve: readonly (number | null)[]): number {
  return curve.findLast((value) => value !== null) ?? Number.NaN;
}

/** Total variance of the gradient of `phi` in one estimate, before the first step and at the end. */
export function phiVariance({ variance, startVariance }: PlanResult): {
  readonly start: number;
  readonly end: number;
} {
  return { start: startVariance.phi ?? Number.NaN, end: last(variance.phi ?? []) };
}
