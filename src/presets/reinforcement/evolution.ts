import type { Document } from '../../engine';
import { placedAt, rollout, square, theta } from './rollout';

/** The policy's parameter is drawn, and nothing below it is differentiated. */
export function evolutionDocument(horizon: number): Document {
  const k = { estimator: 'score' } as const;
  return {
    scg: 1,
    title: 'Evolution strategies',
    about: String.raw`Salimans et al. (2017): one circle above the whole rollout, $\tilde\theta=\theta+\sigma\epsilon$, and its score, so that the variance does
not ask how many actions there are. The objective is the cost through a window of width $\sigma$. Mirrored pairs share all their noise but its
sign. Dividing by the running deviation scales the gradient (biased). Ranks in place of costs (biased) descend the chance to cost more than
another draw, not the mean: rare disasters count no more than other bad rollouts, and over three steps they settle near a gain of 0.55,
not at the best, 0.598.`,
    seed: 1,
    nodes: placedAt(
      {
        stride: 2,
        at: { theta: [0, -2], sigma: [0, -3], k: [1, -2], s: [1, 1], a: [2, -1], c: [3, 0] },
        fans: { theta: 0.5, sigma: 0.5, k: 0.5 },
      },
      horizon,
      [
        theta,
        { name: 'sigma', kind: 'input', value: 0.1 },
        {
          name: 'k',
          kind: 'stochastic',
          parents: ['theta', 'sigma'],
          distribution: 'Normal',
          args: { loc: 'theta', scale: 'sigma' },
          label: '\\tilde\\theta',
        },
        ...rollout(horizon, (t) => square(`a${t}`, ['k', `s${t}`], `-k*s${t}`)),
      ],
    ),
    plans: [
      { name: 'Plain', nodes: { k }, samples: 16 },
      { name: 'Mirrored', nodes: { k }, samples: 16, antithetic: true },
      {
        name: 'Leave one out',
        nodes: { k: { ...k, baseline: { kind: 'leaveOneOut' } } },
        samples: 16,
      },
      {
        name: 'Normalised',
        nodes: { k: { ...k, baseline: { kind: 'average', decay: 0.9, normalize: true } } },
        samples: 16,
      },
      {
        name: 'Ranks',
        nodes: { k: { ...k, baseline: { kind: 'ranks' } } },
        samples: 16,
        antithetic: true,
      },
      { name: 'Pathwise', nodes: {}, samples: 16 },
    ],
    training: { optimizer: { kind: 'adam', rate: 0.001 }, steps: 2000 },
  };
}
