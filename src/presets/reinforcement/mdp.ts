import type { Document, Node } from '../../engine';
import { everyAction, placedAt, stepsOf } from './rollout';

/** A Markov decision process with nothing but its edges. */
export function mdpDocument(horizon: number): Document {
  const score = everyAction(horizon, { estimator: 'score' });
  return {
    scg: 1,
    title: 'Markov decision process',
    about: String.raw`A policy and its world as a graph (Schulman et al., 2015, figure 2): $\theta$ is a parent of every action. No formula
is needed to see that $a_t$ is upstream of $r_t$ and what follows, and of nothing before: past rewards drop out of its score,
which is reward to go. Hover an action; crediting all of them costs variance and changes no mean.`,
    seed: 1,
    nodes: placedAt(
      { stride: 2, at: { theta: [0, -2], s: [0, 1], a: [1, -1], r: [2, 0] }, fans: { theta: 0.5 } },
      horizon,
      [
        { name: 'theta', kind: 'parameter', value: -0.5 },
        { name: 's0', kind: 'stochastic', parents: [] },
        ...stepsOf(horizon).flatMap((t): Node[] => [
          { name: `a${t}`, kind: 'stochastic', parents: ['theta', `s${t}`] },
          { name: `r${t}`, kind: 'cost', parents: [`s${t}`, `a${t}`] },
          ...(t + 1 < horizon
            ? ([{ name: `s${t + 1}`, kind: 'stochastic', parents: [`s${t}`, `a${t}`] }] as const)
            : []),
        ]),
      ],
    ),
    plans: [
      { name: 'Reward to go', nodes: score },
      { name: 'Whole return', nodes: score, credit: 'all' },
      { name: 'Pathwise', nodes: {} },
    ],
  };
}
