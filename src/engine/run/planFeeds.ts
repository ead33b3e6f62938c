import type { Model } from '../compile/model';
import type { CompiledPlan } from '../compile/plan';
import { type Finding, FindingError } from '../diagnostics/types';
import type { Plan } from '../document/types';
import { planMoments } from '../exact/plan';
import type { Feeds } from '../ir/program';

/**
 * The numbers that a plan's program reads: those of the document, and the best constant baselines where the plan asks
 * for them. Throws a FindingError where these cannot be worked out exactly.
 */
export function planFeeds(
  model: Model,
  plan: Plan,
  { optima }: Pick<CompiledPlan, 'optima'>,
  feeds: Feeds,
): Feeds {
  if (optima.length === 0) return feeds;
  const moments = planMoments(model, plan, feeds);
  if (!moments) throw new FindingError([noOptimum(plan)]);
  return new Map([...feeds, ...moments.optima]);
}

function noOptimum(plan: Plan): Finding {
  const nodes = Object.entries(plan.nodes).flatMap(([name, entry]) =>
    entry.estimator === 'score' && typeof entry.baseline === 'object' && entry.baseline.kind === 'optimal'
      ? [name]
      : [],
  );
  return {
    code: 'refused-baseline',
    facts: {
      baseline: 'optimal',
      why: 'the best constant follows from exact moments, and this plan has none on this graph',
      mend: 'take the moving average, or make the graph small enough for an exact answer',
    },
    plan: plan.name,
    nodes,
    field: 'baseline',
  };
}
