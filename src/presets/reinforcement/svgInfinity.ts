import type { Document, Node } from '../../engine';
import { MODEL, modelStep, modelTraining } from './model';
import { cost, drawnAction, everyAction, normalNode, placedAt, square, stepsOf, theta } from './rollout';

/** The path through every step of a learned model, along what happened. */
export function svgInfinityDocument(horizon: number): Document {
  return {
    scg: 1,
    title: 'SVG(∞)',
    about: String.raw`Heess et al. (2015): all noise is inferred, $s_{t+1}=f_\psi(s_t,a_t)+\delta_t$ with $\delta_t=z_{t+1}-f_\psi(s_t,a_t)$ of what the world
answered, and the whole graph is differentiated. The states are the true ones; the model gives slopes alone. With the right model it is the
path through the world. With $\kappa$ at 0.8 it is biased, and the score is not.`,
    seed: 1,
    nodes: placedAt(
      {
        stride: 3.8,
        at: {
          s: [0, 0],
          a: [1.1, 1.2],
          z: [-1.3, 1.2],
          c: [0.6, -1.4],
          M: [2.4, -1.4],
          r: [0.4, 2.3],
        },
        middle: {
          theta: [0, 3.1, 0.2],
          m: [0.2, -3, -0.3],
          psi: [-1.4, -3.2, -0.3],
          kappa: [1.8, -3, -0.3],
        },
      },
      horizon,
      [
        theta,
        ...MODEL,
        normalNode('s0', [], '1'),
        ...stepsOf(horizon).flatMap((t): Node[] => {
          const [s, a, z] = [`s${t}`, `a${t}`, `z${t + 1}`];
          return [
            drawnAction(t),
            cost(`c${t}`, [s, a], `${s}^2+${a}^2`, ['theta']),
            cost(`r${t}`, [t === 0 ? s : `z${t}`, a], `${t === 0 ? s : `z${t}`}^2+${a}^2`, []),
            normalNode(z, [s, a], `stop(${s}+${a})`),
            square(`s${t + 1}`, ['m', s, a, z], `${modelStep(s, a)}+stop(${z}-(${modelStep(s, a)}))`),
            cost(`M${t}`, ['m', s, a, z], `(${z}-(${modelStep(`stop(${s})`, `stop(${a})`)}))^2`, ['psi']),
          ];
        }),
        cost(`c${horizon}`, [`s${horizon}`], `s${horizon}^2`, ['theta']),
        cost(`r${horizon}`, [`z${horizon}`], `z${horizon}^2`, []),
      ],
    ),
    plans: [
      { name: 'SVG(∞)', nodes: everyAction(horizon, { estimator: 'pathwise' }) },
      { name: 'Policy gradient', nodes: everyAction(horizon, { estimator: 'score' }) },
    ],
    training: modelTraining(['psi']),
  };
}
