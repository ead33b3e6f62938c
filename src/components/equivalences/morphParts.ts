import type { Side } from '../../engine';
import type { Point } from '../drawing/units';

/**
 * A morph has three parts, one after the other: what the left graph puts in goes into what holds it; what is left goes to
 * the places of its partners, and takes their names; the right graph takes out what it had put in.
 */
const CONTRACTED = 0.35;
const RENAMED = 0.65;

export const STOPS = [CONTRACTED, RENAMED, 1];

/** The later half of contracting: what stays spreads over the field. Unfolding begins with the reverse. */
const HALF = 0.5;

export interface MorphParts {
  readonly contract: number;
  readonly spread: Readonly<Record<Side, number>>;
  readonly rename: number;
  readonly unfold: number;
}

/** How far the parts are at time t, each from 0 to 1 and eased. */
export function partsAt(t: number): MorphParts {
  const [contract, unfold] = [t / CONTRACTED, (t - RENAMED) / (1 - RENAMED)];
  return {
    contract: eased(contract),
    spread: { left: eased((contract - HALF) / HALF), right: 1 - eased(unfold / HALF) },
    rename: eased((t - CONTRACTED) / (RENAMED - CONTRACTED)),
    unfold: eased(unfold),
  };
}

function eased(share: number): number {
  const x = Math.min(1, Math.max(0, share));
  return x * x * (3 - 2 * x);
}

/** Exactly `a` at 0 and exactly `b` at 1. */
export function mixed(a: number, b: number, share: number): number {
  return a * (1 - share) + b * share;
}

/** A point on its way from one to another. */
export function pointBetween(a: Point, b: Point, share: number): Point {
  return { x: mixed(a.x, b.x, share), y: mixed(a.y, b.y, share) };
}
