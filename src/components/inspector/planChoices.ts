import { type Baseline, type NodePlan, PATHWISE, type StochasticNode } from '../../engine';
import { formatInput } from '../ui/numbers';

/** Why `node` has no pathwise estimator; undefined where it has one. */
export function noPathwise(node: StochasticNode): string | undefined {
  const distribution = node.distribution ?? 'Normal';
  return PATHWISE.has(distribution) ? undefined : `${distribution} has no differentiable path`;
}

/** What stands on the button of a plan's cell: `score`, `score, b = 2`, `score, average`, `pathwise`. */
export function choiceWords(plan: NodePlan): string {
  if (plan.estimator === 'pathwise') return 'pathwise';
  const { baseline } = plan;
  if (baseline === undefined || baseline === 'none' || baseline === 0) return 'score';
  return typeof baseline === 'number' ? `score \u2212 ${formatInput(baseline)}` : 'score \u2212 avg';
}

export type BaselineKind = 'none' | 'number' | 'average';

export function baselineKind(baseline: Baseline | undefined): BaselineKind {
  if (baseline === undefined || baseline === 'none') return 'none';
  return typeof baseline === 'number' ? 'number' : 'average';
}

export const DEFAULT_DECAY = 0.9;

/** The baseline of another kind, with a sensible beginning. */
export function baselineOfKind(kind: BaselineKind): Baseline {
  switch (kind) {
    case 'none':
      return 'none';
    case 'number':
      return 0;
    case 'average':
      return { kind: 'average', decay: DEFAULT_DECAY };
  }
}
