import { type Moments, merge, NO_MOMENTS, variance } from '../../../src/engine/statistics/moments';
import type { Effort, Timing, Tuning } from '../measurement';
import type { Trial, Variant } from './competitor';
import type { Task } from './task';

/**
 * Standard errors that a mean or a variance may lie from its exact value. A correct one lies further off with a chance
 * of 6.3e-5, so one of the 24 moments of the four tasks does with 0.15%, and one of all competitors' in about 1% of
 * runs.
 */
const tolerance = 4;

/**
 * The quickest batch size of a variant on `task`. Sizes are tried upwards until one is clearly slower than a smaller
 * one; those that fail (too large for the device) are passed over.
 * @throws where none runs.
 */
export async function tune(variant: Variant, task: Task, { tuningSeconds }: Effort): Promise<Tuning> {
  let best: Tuning | undefined;
  let failure: unknown;
  for (const batch of variant.batches) {
    try {
      const estimatesPerSecond = await tryOut(variant, task, batch, tuningSeconds);
      if (best && estimatesPerSecond < 0.7 * best.estimatesPerSecond) break;
      if (!best || estimatesPerSecond > best.estimatesPerSecond) best = { batch, estimatesPerSecond };
    } catch (error) {
      failure ??= error;
    }
  }
  if (!best) throw failure ?? new Error('nothing to try');
  return best;
}

/**
 * Gradient estimates per second of a variant on `task`.
 * @throws where its moments disagree with the exact ones.
 */
export async function measure(variant: Variant, task: Task, batch: number, effort: Effort): Promise<Timing> {
  const trial = await variant.prepare(task, batch);
  try {
    const checked = await collect(trial, effort.checkedEstimates);
    const worstDeviation = worst(checked, task);
    if (!(worstDeviation <= tolerance)) throw new Error(disagreement(checked, task));
    const rates: number[] = [];
    for (let i = 0; i < effort.repeats; i++) rates.push(await rate(trial, effort.secondsPerRepeat));
    rates.sort((a, b) => a - b);
    return {
      batch,
      estimatesPerSecond: rates[rates.length >> 1] ?? Number.NaN,
      slowest: rates[0] ?? Number.NaN,
      fastest: rates[rates.length - 1] ?? Number.NaN,
      worstDeviation,
      checkedEstimates: checked[0]?.count ?? 0,
    };
  } finally {
    trial.dispose();
  }
}

async function tryOut(variant: Variant, task: Task, batch: number, seconds: number): Promise<number> {
  const trial = await variant.prepare(task, batch);
  try {
    // The first round compiles.
    await trial.round();
    return await rate(trial, seconds);
  } finally {
    trial.dispose();
  }
}

/** Estimates per second over at least `seconds` and two rounds. */
async function rate(trial: Trial, seconds: number): Promise<number> {
  const start = performance.now();
  let rounds = 0;
  const done = await collectWhile(trial, () => rounds++ < 2 || performance.now() - start < seconds * 1000);
  return (1000 * (done[0]?.count ?? 0)) / (performance.now() - start);
}

async function collect(trial: Trial, estimates: number): Promise<readonly Moments[]> {
  let asked = 0;
  const perRound = (await trial.round())[0]?.count ?? 1;
  return collectWhile(trial, () => {
    const more = asked < estimates;
    asked += perRound;
    return more;
  });
}

/** Starts rounds while `more` says so, keeps as many under way as the trial allows, and merges what they bring. */
async function collectWhile(trial: Trial, more: () => boolean): Promise<readonly Moments[]> {
  let total: readonly Moments[] | undefined;
  const underWay: Promise<readonly Moments[]>[] = [];
  const settle = async () => {
    const brought = await underWay.shift();
    if (brought) total = total ? brought.map((m, i) => merge(total?.[i] ?? NO_MOMENTS, m)) : brought;
  };
  while (more()) {
    underWay.push(trial.round());
    if (underWay.length >= trial.inFlight) await settle();
  }
  while (underWay.length > 0) await settle();
  return total ?? [];
}

/** Deviations of mean and variance from the exact ones in standard errors: (fourth - variance^2) / n for a variance. */
function deviations(moments: readonly Moments[], task: Task) {
  return task.parameters.map(({ exact }, i) => {
    const m = moments[i] ?? NO_MOMENTS;
    return {
      mean: Math.abs(m.mean - exact.mean) / Math.sqrt(exact.variance / m.count),
      variance:
        Math.abs(variance(m) - exact.variance) / Math.sqrt((exact.fourth - exact.variance ** 2) / m.count),
    };
  });
}

/** NaN where any moment is. */
function worst(moments: readonly Moments[], task: Task): number {
  return Math.max(...deviations(moments, task).flatMap((deviation) => [deviation.mean, deviation.variance]));
}

function disagreement(moments: readonly Moments[], task: Task): string {
  const found = deviations(moments, task);
  const lines = task.parameters.map(({ name, exact }, i) => {
    const m = moments[i] ?? NO_MOMENTS;
    const off = found[i];
    return (
      `${name}: mean ${m.mean} for ${exact.mean} (${off?.mean.toFixed(1)} standard errors off), ` +
      `variance ${variance(m)} for ${exact.variance} (${off?.variance.toFixed(1)})`
    );
  });
  return `wrong moments over ${moments[0]?.count ?? 0} estimates: ${lines.join('; ')}`;
}
