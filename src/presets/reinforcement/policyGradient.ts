import type { Document, Plan } from '../../engine';
import {
  drawnAction,
  everyAction,
  expectedCostsToGo,
  type Layout,
  placedAt,
  rollout,
  theta,
} from './rollout';

const LAYOUT: Layout = {
  stride: 2,
  at: { theta: [0, -2], s: [0, 1], a: [1, -1], c: [2, 0] },
  fans: { theta: 0.5 },
};

/** Rollouts of the regulator under a Gaussian policy. */
export const regulatorGraph = (
  horizon: number,
  title: string,
  about: string,
  plans: readonly Plan[],
): Document => ({
  scg: 1,
  title,
  about,
  seed: 1,
  nodes: placedAt(LAYOUT, horizon, [theta, ...rollout(horizon, drawnAction)]),
  plans,
  training: { rows: 256, optimizer: { kind: 'adam', rate: 0.001 }, steps: 2000 },
});

/** The whole return, and three ways to take variance off it. */
export const scoredPlans = (horizon: number): readonly Plan[] => {
  const baselines = expectedCostsToGo(horizon);
  const plain = everyAction(horizon, { estimator: 'score' });
  return [
    { name: 'Whole return', nodes: plain, credit: 'all' },
    { name: 'Reward to go', nodes: plain },
    {
      name: 'Constant baseline',
      nodes: everyAction(horizon, (t) => ({ estimator: 'score', baseline: baselines[t] ?? 0 })),
    },
    {
      name: 'State-dependent baseline',
      nodes: everyAction(horizon, (t) => ({
        estimator: 'score',
        baseline: { kind: 'value', hidden: [16], of: [`s${t}`] },
      })),
    },
  ];
};

/** The policy gradient on the regulator. */
export function policyGradientDocument(horizon: number): Document {
  return regulatorGraph(
    horizon,
    'Policy gradient',
    String.raw`Sutton, McAllester, Singh and Mansour (1999): the surrogate is
$\sum_t\log\pi_\theta(a_t\mid s_t)\,\hat Q_t$. The world is a regulator, $s_{t+1}=s_t+a_t+\frac12 w$ at cost $s_t^2+a_t^2$, whose gradient
is known exactly. Rewards to go, a constant and a baseline that sees $s_t$ each take variance off and leave the mean.`,
    scoredPlans(horizon),
  );
}
