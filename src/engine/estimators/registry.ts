import type { EstimatorName, NodePlan, NodePlanOf } from '../document/types';
import type { Value } from '../ir/builder';
import { concrete } from './concrete';
import type { Estimator, Site, TermSite } from './contract';
import { enumerate } from './enumerate';
import { measureValued } from './measureValued';
import { pathwise } from './pathwise';
import { score } from './score';
import { straightThrough } from './straightThrough';
import { straightThroughGumbel } from './straightThroughGumbel';

type Registry = { readonly [N in EstimatorName]: Estimator<NodePlanOf<N>> };

const ESTIMATORS: Registry = {
  score,
  pathwise,
  measureValued,
  enumerate,
  concrete,
  straightThrough,
  straightThroughGumbel,
};

/** The value of a node as the rest of the graph sees it. */
export function valueAt(site: Site, plan: NodePlan): Value {
  return estimatorOf(plan).value(site, plan);
}

/** The surrogate terms of a node under its entry in the plan. */
export function surrogateTermsOf(site: TermSite, plan: NodePlan): readonly Value[] {
  return estimatorOf(plan).terms(site, plan);
}

/** The table pairs every plan with the estimator of its name; TypeScript cannot follow the pairing. */
function estimatorOf(plan: NodePlan): Estimator {
  return ESTIMATORS[plan.estimator] as Estimator;
}
