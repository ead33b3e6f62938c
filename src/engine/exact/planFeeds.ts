import { feedsOf } from '../compile/feeds';
import { compilePlan } from '../compile/plan';
import { type Finding, FindingError } from '../diagnostics/types';
import type { Plan } from '../document/types';
import type { Feeds } from '../ir/program';
import type { Model } from '../model/model';
import { momentsWords } from './noTruthWords';
import { tryPlanMoments } from './plan';

/** For how long the best constants of a plan may be worked out. */
export interface Allowance {
  readonly seconds: number;
  /** In milliseconds, of the clock or of the processor. */
  readonly now: () => number;
}

/** Nothing runs before the best constants are there. */
const PATIENCE: Allowance = { seconds: 10, now: () => performance.now() };

/**
 * The numbers that a plan's program reads: those of the document, and the best constant baselines where the plan asks
 * for them. Throws a FindingError where these cannot be worked out exactly, or take longer than they may.
 */
export function planFeeds(
  model: Model,
  plan: Plan,
  feeds = feedsOf(model.document),
  { seconds, now } = PATIENCE,
): Feeds {
  if (compilePlan(model, plan).optima.length === 0) return feeds;
  const until = now() + 1000 * seconds;
  const moments = tryPlanMoments(model, plan, feeds, { expired: () => now() > until });
  if (typeof moments === 'string') {
    const why =
      moments === 'time'
        ? `working out the best constant takes more than ${seconds} s`
        : `the best constant follows from exact moments, and there are none: ${momentsWords(moments)}`;
    throw new FindingError([noOptimum(plan, why)]);
  }
  return new Map([...feeds, ...moments.optima]);
}

function noOptimum(plan: Plan, why: string): Finding {
  const nodes = Object.entries(plan.nodes).flatMap(([name, entry]) =>
    entry.estimator === 'score' && typeof entry.baseline === 'object' && entry.baseline.kind === 'optimal'
      ? [name]
      : [],
  );
  return {
    code: 'refused-baseline',
    facts: {
      baseline: 'optimal',
      why,
      mend: 'take the moving average, or make the graph small enough for an exact answer',
    },
    plan: plan.name,
    nodes,
    field: 'baseline',
  };
}
