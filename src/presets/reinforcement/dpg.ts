import type { Document } from '../../engine';
import { criticDocument } from './critic';
import { everyAction } from './rollout';

/** The deterministic policy gradient as the limit of stochastic ones. */
export function dpgDocument(horizon: number): Document {
  return criticDocument(horizon, {
    title: 'Deterministic policy gradient',
    about: String.raw`Silver et al. (2014): exploring with $a_t^\beta$, learn $Q_\phi$ off policy and follow
$\nabla_\theta\mu_\theta(s_t)\,\nabla_aQ_\phi(s_t,a)$ at $a=\mu_\theta(s_t)$. Here $a_t$ is $\sigma_u$ wide: move it towards 0. The path settles on that gradient
(theorem 2), while the variance of the score grows as $1/\sigma_u^2$.`,
    plans: [
      { name: 'Deterministic in the limit', nodes: everyAction(horizon, { estimator: 'pathwise' }) },
      { name: 'Stochastic policy gradient', nodes: everyAction(horizon, { estimator: 'score' }) },
      {
        name: 'Score, state-dependent baseline',
        nodes: everyAction(horizon, (t) => ({
          estimator: 'score',
          baseline: { kind: 'value', hidden: [16], of: [`s${t}`] },
        })),
      },
    ],
    deterministic: true,
  });
}
