import type { Document } from '../../engine';
import { criticScores } from './actorCritic';
import { criticDocument } from './critic';
import { everyAction } from './rollout';

/** The slope of a learned Q along the path of the action. */
export function svg0Document(horizon: number): Document {
  return criticDocument(horizon, {
    title: 'SVG(0)',
    about: String.raw`Heess et al. (2015): the graph of actor and critic, with the path through $a_t=\mu_\theta(s_t)+\sigma\eta_t$ in place of its
score, so that $\theta$ climbs the slope $\partial Q_\phi/\partial a_t$. It varies far less, and asks more of the critic: its slope must be right,
which no value of $Q$ alone vouches for. $\kappa$ sets a factor of it wrong.`,
    plans: [
      { name: 'SVG(0)', nodes: everyAction(horizon, { estimator: 'pathwise' }) },
      ...criticScores(horizon).slice(0, 1),
    ],
    deterministic: false,
  });
}
