import { feedsOf } from '../../../src/engine/compile/feeds';
import { compilePlan } from '../../../src/engine/compile/plan';
import { parseDocument } from '../../../src/engine/document/parse';
import { planFeeds } from '../../../src/engine/exact/planFeeds';
import { exactTruth } from '../../../src/engine/exact/truth';
import { ExecutorError, type Runner } from '../../../src/engine/executors/contract';
import { createFusedExecutor } from '../../../src/engine/executors/fused/fusedExecutor';
import { prepareReference } from '../../../src/engine/executors/reference/reference';
import type { Feeds } from '../../../src/engine/ir/program';
import { modelOf } from '../../../src/engine/model/model';
import { type Moments, merge, NO_MOMENTS, variance } from '../../../src/engine/statistics/moments';
import graph from '../graphs/estimators.json';
import type { EstimatorRow } from '../measurement';

/** Repeats of one timing, each of so many seconds; the median counts. */
const REPEATS = 3;
const SECONDS = 0.5;
/** Estimates of one request, by executor. */
const SIZES = { fused: 2 ** 20, reference: 2 ** 15 } as const;

/** Every plan of the graph: how fast it is made on both executors, and how much it varies. */
export async function measureEstimators(): Promise<EstimatorRow[]> {
  const { document } = parseDocument(graph);
  if (!document) throw new Error('the graph is not valid');
  const model = modelOf(document);
  const feeds = feedsOf(document);
  const executor = await createFusedExecutor();
  if (executor instanceof ExecutorError) throw executor;
  const { truth } = exactTruth(model, document.plans, feeds);
  const rows: EstimatorRow[] = [];
  for (const plan of document.plans) {
    const compiled = compilePlan(model, plan);
    const own = planFeeds(model, plan, feeds);
    const fused = await timed(await executor.prepare(compiled.program), own, SIZES.fused);
    const reference = await timed(prepareReference(compiled.program), own, SIZES.reference);
    const exact = truth?.plans.find((candidate) => candidate.plan === plan.name);
    rows.push({
      plan: plan.name,
      fused: fused.rate,
      reference: reference.rate,
      mean: exact?.gradients[0]?.mean[0] ?? fused.moments.mean,
      variance: exact?.gradients[0]?.variance[0] ?? variance(fused.moments),
      isExact: exact !== undefined,
      biased: exact?.verdict === 'biased',
    });
  }
  return rows;
}

/** Estimates per second, and the moments of the first gradient. */
async function timed(
  runner: Runner,
  feeds: Feeds,
  size: number,
): Promise<{ rate: number; moments: Moments }> {
  let first = 0;
  let moments = NO_MOMENTS;
  const request = async () => {
    const batch = await runner.run({ seed: 1, first, count: size, feeds, raw: 0 });
    first += batch.count;
    moments = merge(moments, batch.moments[1]?.[0] ?? NO_MOMENTS);
    return batch.count;
  };
  await request();
  const rates: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const start = performance.now();
    let made = 0;
    while (made === 0 || performance.now() - start < 1000 * SECONDS) made += await request();
    rates.push((1000 * made) / (performance.now() - start));
  }
  runner.dispose();
  return { rate: rates.sort((a, b) => a - b)[REPEATS >> 1] ?? Number.NaN, moments };
}
