import type { EstimatorName, NodePlan } from '../document/types';
import type { Value } from '../ir/builder';
import type { Estimator, TermSite } from './contract';
import { pathwise } from './pathwise';
import { score } from './score';

type Registry = { readonly [N in EstimatorName]: Estimator<Extract<NodePlan, { estimator: N }>> };

export const ESTIMATORS: Registry = { score, pathwise };

/** The surrogate terms of a node under its entry in the plan. */
export function termsOf(site: TermSite, plan: NodePlan): readonly Value[] {
  switch (plan.estimator) {
    case 'score':
      return ESTIMATORS.score.terms(site, plan);
    case 'pathwise':
      return ESTIMATORS.pathwise.terms(site, plan);
  }
}
