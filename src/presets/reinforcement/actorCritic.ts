import type { Document, Plan } from '../../engine';
import { criticDocument } from './critic';
import { everyAction } from './rollout';

/** The score of the action times what the critic says, plain and less a baseline. */
export const criticScores = (horizon: number): readonly Plan[] => [
  { name: 'Actor-critic', nodes: everyAction(horizon, { estimator: 'score' }) },
  {
    name: 'Advantage',
    nodes: everyAction(horizon, (t) => ({
      estimator: 'score',
      baseline: { kind: 'value', hidden: [16], of: [`s${t}`] },
    })),
  },
];

/** A learned Q in place of the return. */
export function actorCriticDocument(horizon: number): Document {
  return criticDocument(horizon, {
    title: 'Actor-critic',
    about: String.raw`Sutton et al. (1999), theorem 2: a learned $Q_\phi(s_t,a_t)$ in place of the return. The next state comes of
$a_t^\beta$, drawn from the same policy, so that $a_t$ answers for $Q_t$ alone. $L_t$ trains the critic by temporal differences. Set $\kappa$ to 1.2, and a
wrong critic biases the gradient until it has learned better.`,
    plans: criticScores(horizon),
    deterministic: false,
  });
}
