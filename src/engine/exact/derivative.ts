import type { Bounded } from './bounded';

/**
 * How many times a step is as long as the next. No simple fraction: at halved steps, a wave of 16 turns in one step
 * would look flat in five.
 */
const RATIO = 2 * Math.sin(0.4 * Math.PI);
/** The most steps. */
const MOST_LEVELS = 40;
/** Relative error that is small enough to stop. */
const ENOUGH = 1e-8;
/**
 * After so many levels without a better result, the best is taken if it is as good as f is exact, or has this relative
 * error.
 */
const PATIENCE = 3;
const FAIR = 1e-7;
/** Relative error below which a result counts; so does one whose error is mostly that of f. */
const GOOD = 1e-6;
/** The most orders of Richardson's extrapolation: beyond, only rounding grows. */
const MOST_ORDERS = 6;

/**
 * The derivative of f at x with its error: central differences at ever shorter steps, extrapolated (Ridders, "Accurate
 * Computation of F'(x) and F'(x)F''(x)", Adv. Eng. Software 4(2), 1982), until the errors of the step and of f are
 * least together. The second differences must follow their own extrapolation, so that a step far longer than the scale
 * on which f changes is not believed. Outside its domain f is undefined, and steps stay inside. Undefined where no
 * step gives an answer.
 * @param largest the largest step, as a share of |x| or of 1, whichever is greater
 */
export function derivative(
  f: (x: number) => Bounded | undefined,
  x: number,
  largest = SHORT_STEP,
): Bounded | undefined {
  const middle = f(x);
  if (!middle) return undefined;
  let h = largest * Math.max(Math.abs(x), 1);
  let best: Entry | undefined;
  let own: Entry | undefined;
  let since = 0;
  let slopes: Entry[] = [];
  let bends: Entry[] = [];
  for (let level = 0; level < MOST_LEVELS; level++, h /= RATIO) {
    // x + h - x is h to the last bit.
    const step = x + h - x;
    if (step === 0 || x - step === x) break;
    const above = f(x + step);
    const below = above && f(x - step);
    if (!above || !below) {
      slopes = [];
      bends = [];
      continue;
    }
    const noise = above.error + below.error + 2e-16 * (Math.abs(above.value) + Math.abs(below.value));
    slopes = nextRow(slopes, entry((above.value - below.value) / (2 * step), noise / (2 * step)));
    const bent = (above.value - 2 * middle.value + below.value) / (step * step);
    bends = nextRow(bends, entry(bent, (noise + 2 * middle.error) / (step * step)));
    if (slopes.length < 2) continue;
    const last = own;
    own = leastOf(slopes);
    const bend = leastOf(bends);
    const followed =
      own &&
      bend &&
      bend.error * step <= SHARE * (Math.abs(bend.value) * step + Math.abs(own.value)) + 8 * own.error;
    const settled = own && (own.error <= GOOD * Math.abs(own.value) || own.error <= 8 * own.noise);
    // The least of many differences may be small by chance, so it is at least what the last level differs by.
    const error =
      own && bend && last
        ? Math.max(own.error, 2 * Math.abs(own.value - last.value)) + ROUNDED * Math.abs(x * bend.value)
        : Number.POSITIVE_INFINITY;
    if (own && followed && settled && error < (best?.error ?? Number.POSITIVE_INFINITY)) {
      best = { ...own, error };
      since = 0;
    } else since++;
    if (!best) continue;
    // Shorter steps would have more noise than that.
    const hopeless = (slopes[0] as Entry).noise > best.error;
    // An error that neither falls nor is noise may be that of a wave too fast to be seen at such steps.
    const explained = best.error <= 8 * best.noise || best.error <= FAIR * Math.abs(best.value);
    if (hopeless || (since >= PATIENCE && explained) || best.error <= ENOUGH * Math.abs(best.value)) break;
  }
  return best && { value: best.value, error: best.error };
}

/**
 * The largest step, as a share of |x| or of 1: short where f is exact almost to its last bits, longer where it is not.
 * No round numbers: a wave whose period divides the step would look flat.
 */
export const SHORT_STEP = 0.0193;
export const LONG_STEP = 0.2371;
export const LONGEST_STEP = 0.8617;

/** The relative rounding error of x, as it enters what is computed from x. */
export const ROUNDED = 4e-16;

/** The largest error of the second difference, as a share of itself and of the slope. */
const SHARE = 0.05;

/** A number of the extrapolation table; `noise`: what the errors of f come to in it, part of `error`. */
interface Entry extends Bounded {
  readonly noise: number;
}

function entry(value: number, noise: number): Entry {
  return { value, error: noise, noise };
}

/** The next row of the extrapolation table, the least extrapolated entry first. */
function nextRow(last: readonly Entry[], own: Entry): Entry[] {
  const row = [own];
  for (let j = 1; j <= Math.min(last.length, MOST_ORDERS); j++) {
    const factor = RATIO ** (2 * j);
    const finer = row[j - 1] as Entry;
    const coarser = last[j - 1] as Entry;
    const value = finer.value + (finer.value - coarser.value) / (factor - 1);
    const difference = Math.max(Math.abs(value - finer.value), Math.abs(value - coarser.value));
    const noise = (factor * finer.noise + coarser.noise) / (factor - 1);
    row.push({ value, error: difference + noise, noise });
  }
  return row;
}

/** The extrapolated entry with the least error. */
function leastOf(row: readonly Entry[]): Entry | undefined {
  let best: Entry | undefined;
  for (const own of row.slice(1))
    if (Number.isFinite(own.value) && !(best && best.error <= own.error)) best = own;
  return best;
}
