import type { Model } from '../compile/model';
import { compilePlan } from '../compile/plan';
import type { Plan } from '../document/types';
import { prepareReference, type ReferenceRunner } from '../executors/reference/reference';
import type { Feeds } from '../ir/program';
import { type Moments, merge, standardError, variance } from '../statistics/moments';
import { planFeeds } from './planFeeds';

/** Estimates of every plan that stands for choice, and time for the chosen one. */
const TRIAL = 2000;
const MILLISECONDS = 2500;
const CHUNK = 4000;
const MOST = 2_000_000;
/** Another stream than the visitor's run, which is judged by it. */
const SEED_OFFSET = 0x9e3779b9;

export interface LongRun {
  readonly plan: string;
  readonly estimates: number;
  readonly cost: Moments;
  /** By parameter, row-major over its coordinates. */
  readonly gradients: readonly { readonly parameter: string; readonly moments: readonly Moments[] }[];
}

/**
 * A long run of the steadiest of `plans` (variance times time), for a graph without exact answer.
 * The caller leaves out plans that are known to be biased. Undefined without a plan, or where the cost is not finite.
 */
export function longRun(
  model: Model,
  plans: readonly Plan[],
  feeds: Feeds,
  seed: number,
): LongRun | undefined {
  const other = (seed + SEED_OFFSET) >>> 0;
  const trials = plans.map((plan) => {
    const compiled = compilePlan(model, plan);
    const own = planFeeds(model, plan, compiled, feeds);
    const runner = prepareReference(compiled.program);
    const started = performance.now();
    const batch = runner.runNow({ seed: other, first: 0, count: TRIAL, feeds: own, raw: 0 });
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
  const best = finite.reduce<(typeof trials)[number] | undefined>(
    (least, trial) => (least && least.price <= trial.price ? least : trial),
    undefined,
  );
  if (!best) return undefined;
  const moments = goOn(best.runner, best.batch.moments, other, best.own);
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

function goOn(
  runner: ReferenceRunner,
  begun: readonly (readonly Moments[])[],
  seed: number,
  feeds: Feeds,
): readonly (readonly Moments[])[] {
  let moments = begun;
  const started = performance.now();
  for (let first = TRIAL; first < MOST && performance.now() - started < MILLISECONDS; first += CHUNK) {
    const batch = runner.runNow({ seed, first, count: CHUNK, feeds, raw: 0 });
    moments = moments.map((own, i) => own.map((m, j) => merge(m, batch.moments[i]?.[j] ?? m)));
  }
  return moments;
}

export function meansOf(moments: readonly Moments[]): Float64Array {
  return Float64Array.from(moments, ({ mean }) => mean);
}

export function errorsOf(moments: readonly Moments[]): Float64Array {
  return Float64Array.from(moments, standardError);
}
