import type { Document } from '../../engine';
import { regulatorGraph, scoredPlans } from './policyGradient';
import { everyAction } from './rollout';

/** Every estimator that fits the same graph. */
export function regulatorDocument(horizon: number): Document {
  return regulatorGraph(
    horizon,
    'One graph, eight estimators',
    String.raw`A linear-quadratic regulator: the best gain $\theta$ is 0.589 for three steps and 0.618, one over the golden ratio, in the
long run. All plans have the same mean. The path is SVG($\infty$) with the true model (Heess et al., 2015) and varies least by far; scores
vary more with every step. Move $T$ and train them side by side.`,
    [
      ...scoredPlans(horizon),
      {
        name: 'Leave one out',
        nodes: everyAction(horizon, { estimator: 'score', baseline: { kind: 'leaveOneOut' } }),
        samples: 4,
      },
      {
        name: 'Mirrored',
        nodes: everyAction(horizon, { estimator: 'score' }),
        samples: 4,
        antithetic: true,
      },
      { name: 'Measure-valued', nodes: everyAction(horizon, { estimator: 'measureValued' }) },
      { name: 'Pathwise', nodes: {} },
    ],
  );
}
