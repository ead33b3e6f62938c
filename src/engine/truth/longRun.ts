import { type CompiledPlan, compilePlan } from '../compile/plan';
import type { Plan } from '../document/types';
import { planFeeds } from '../exact/planFeeds';
import type { Batch } from '../executors/contract';
import { prepareReference, type ReferenceRunner } from '../executors/reference/reference';
import { estimateWork, isSoonDrawn } from '../executors/reference/work';
import type { Feeds } from '../ir/program';
import { sizeOf } from '../ir/shape';
import type { Model } from '../model/model';
import { type Moments, merge, standardError, variance } from '../statistics/moments';
import { isHeavy, Tail } from '../statistics/paretoTail';

/** Estimates of every plan that stands for choice, and time for the chosen one. */
const TRIAL = 2000;
const MILLISECONDS = 2500;
const CHUNK = 4000;
/** Operations that a chunk may take. */
const CHUNK_OPERATIONS = 2 ** 28;
const MOST = 2_000_000;
/**
 * Coordinates of one output whose tails are looked at, and numbers of single estimates that are held for that at a
 * time.
 */
const TAILS = 64;
const HELD = 2 ** 20;
/** Another stream than the visitor's run, which is judged by it. */
const SEED_OFFSET = 0x9e3779b9;

export interface LongRun {
  readonly plan: string;
  readonly estimates: number;
  readonly cost: Moments;
  /** By parameter, row-major over its coordinates. */
  readonly gradients: readonly { readonly parameter: string; readonly moments: readonly Moments[] }[];
}

/** The first estimates of one plan. */
interface Trial {
  readonly plan: Plan;
  readonly compiled: CompiledPlan;
  readonly runner: ReferenceRunner;
  readonly own: Feeds;
  readonly batch: Batch;
  /** Variance times time. */
  readonly price: number;
}

/**
 * A long run of the steadiest of `plans` (variance times time), for a graph without exact answer. The caller leaves out
 * plans that are known to be biased. Undefined without a plan, where the cost is not finite, and where cost or gradient
 * have so heavy a tail that their standard errors mean little: a mean may not even exist.
 */
export function longRun(
  model: Model,
  plans: readonly Plan[],
  feeds: Feeds,
  seed: number,
): LongRun | undefined {
  const other = (seed + SEED_OFFSET) >>> 0;
  const all = plans.map((plan) => ({ plan, compiled: compilePlan(model, plan) }));
  const short = all.filter(({ compiled }) => isSoonDrawn(compiled.program));
  const trials = short.map(({ plan, compiled }): Trial => {
    const own = planFeeds(model, plan, feeds);
    const runner = prepareReference(compiled.program);
    const started = performance.now();
    const batch = runner.runNow({
      seed: other,
      first: 0,
      count: TRIAL,
      feeds: own,
      raw: held(compiled, TRIAL),
    });
    const spread = batch.moments
      .slice(1)
      .flat()
      .reduce((sum, m) => sum + variance(m), 0);
    return { plan, compiled, runner, own, batch, price: spread * (performance.now() - started) };
  });
  // Where the cost itself is not finite there is no objective, whatever its derivative is.
  const finite = trials.filter(
    ({ price, batch }) => Number.isFinite(price) && Number.isFinite(batch.moments[0]?.[0]?.mean),
  );
  const best = finite.reduce<Trial | undefined>(
    (least, trial) => (least && least.price <= trial.price ? least : trial),
    undefined,
  );
  if (!best) return undefined;
  const moments = goOn(best, other);
  if (!moments) return undefined;
  return {
    plan: best.plan.name,
    estimates: moments[0]?.[0]?.count ?? 0,
    cost: moments[0]?.[0] as Moments,
    gradients: best.compiled.parameters.map(({ name }, i) => ({
      parameter: name,
      moments: moments[i + 1] ?? [],
    })),
  };
}

/** Undefined where a tail is too heavy. */
function goOn(
  { compiled, runner, batch: begun, own: feeds }: Trial,
  seed: number,
): readonly (readonly Moments[])[] | undefined {
  let moments = begun.moments;
  const tails = moments.map(({ length }) =>
    Array.from({ length: Math.min(length, TAILS) }, () => new Tail()),
  );
  const hear = ({ raw }: Batch) => {
    tails.forEach((own, i) => {
      own.forEach((tail, j) => {
        tail.add(raw[i] ?? new Float64Array(), j, moments[i]?.length ?? 1);
      });
    });
  };
  hear(begun);
  const started = performance.now();
  const count = Math.max(1, Math.min(CHUNK, Math.floor(CHUNK_OPERATIONS / estimateWork(compiled.program))));
  for (let first = TRIAL; first < MOST && performance.now() - started < MILLISECONDS; first += count) {
    const batch = runner.runNow({ seed, first, count, feeds, raw: held(compiled, count) });
    moments = moments.map((own, i) => own.map((m, j) => merge(m, batch.moments[i]?.[j] ?? m)));
    hear(batch);
  }
  return tails.flat().some((tail) => isHeavy(tail.fit())) ? undefined : moments;
}

/** Of `count` estimates, so many that their numbers do not fill the memory. */
function held({ parameters }: CompiledPlan, count: number): number {
  const coordinates = parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 1);
  return Math.min(count, Math.floor(HELD / coordinates));
}

export function meansOf(moments: readonly Moments[]): Float64Array {
  return Float64Array.from(moments, ({ mean }) => mean);
}

export function errorsOf(moments: readonly Moments[]): Float64Array {
  return Float64Array.from(moments, standardError);
}
