import type { Switch } from './analysis';

export const MOST_CUTS = 12;

/** Levels of one switch that are told apart. */
const MOST_LEVELS = MOST_CUTS + 4;

/** Whether a value between a and b may pass a level, beyond what rounding does to its ends. */
export function passes(a: number, b: number, level: number): boolean {
  return a < level - slack(a, level) && b > level + slack(b, level);
}

function slack(end: number, level: number): number {
  return Number.isFinite(end) ? 1e-14 * Math.max(Math.abs(end), Math.abs(level)) : 0;
}

/** The levels of a kind that a value between a and b may pass. */
export function levelsBetween(levels: Switch['levels'], a: number, b: number): number[] {
  switch (levels) {
    case 'zero':
      return passes(a, b, 0) ? [0] : [];
    case 'whole':
      return wholeBetween(Math.floor(a), Math.ceil(b)).filter((n) => passes(a, b, n));
    case 'own':
      return wholeBetween(a, b - 1).map((n) => n + 0.5);
  }
}

/** The whole numbers from low to high; of too many the first, more than may be certain. */
function wholeBetween(low: number, high: number): number[] {
  const from = Number.isFinite(low) ? low : 0;
  const count = Number.isFinite(high) && Number.isFinite(low) ? high - low + 1 : MOST_LEVELS;
  return Array.from({ length: Math.max(0, Math.min(MOST_LEVELS, Math.floor(count))) }, (_, i) => from + i);
}
