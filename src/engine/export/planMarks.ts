import { perObject } from '../base/perObject';
import type { Plan } from '../document/types';

/** What of a plan changes how all formulas are written. */
export interface PlanMarks {
  readonly enumerates: boolean;
  readonly sticks: boolean;
}

/** Asked for once a term. */
export const marksOf = perObject((plan: Plan): PlanMarks => {
  const entries = Object.values(plan.nodes);
  return {
    enumerates: entries.some(({ estimator }) => estimator === 'enumerate'),
    sticks: entries.some((entry) => entry.estimator === 'pathwise' && entry.stickTheLanding === true),
  };
});
