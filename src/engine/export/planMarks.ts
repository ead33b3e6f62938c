import type { Plan } from '../document/types';

/** What of a plan changes how all formulas are written. */
export interface PlanMarks {
  readonly enumerates: boolean;
  readonly sticks: boolean;
}

/** Plans are immutable, and asked for once a term. */
const known = new WeakMap<Plan, PlanMarks>();

export function marksOf(plan: Plan): PlanMarks {
  const before = known.get(plan);
  if (before) return before;
  const entries = Object.values(plan.nodes);
  const marks = {
    enumerates: entries.some(({ estimator }) => estimator === 'enumerate'),
    sticks: entries.some((entry) => entry.estimator === 'pathwise' && entry.stickTheLanding === true),
  };
  known.set(plan, marks);
  return marks;
}
