import type { Document, Node } from '../../engine';
import { MODEL, modelStep, modelTraining } from './model';
import {
  cost,
  drawnAction,
  everyAction,
  normalNode,
  placedAt,
  square,
  startingCritics,
  stepsOf,
  theta,
} from './rollout';

/** One step through a learned model into a learned value, for every transition that happened. */
export function svg1Document(horizon: number): Document {
  const value = (t: number, s: string) => `phi[${t - 1}][0]*${s}^2+phi[${t - 1}][1]`;
  return {
    scg: 1,
    title: 'SVG(1)',
    about: String.raw`Heess et al. (2015): the noise $\delta_t=s_{t+1}-f_\psi(s_t,a_t)$ is inferred from what happened, so that
$\hat s_{t+1}=f_\psi(s_t,a_t)+\delta_t$ is the true next state with the slope of the model, and $J_t=c_t+V_\phi(\hat s_{t+1})$. The model's error enters
by its slope in $a$ alone: set $\kappa$ to 0.8.`,
    seed: 1,
    nodes: placedAt(
      {
        stride: 3.8,
        at: {
          s: [0, 0],
          a: [1.2, -1],
          c: [2.4, -1],
          y: [-1.9, 1.4],
          M: [3.1, 1.4],
          J: [1.9, -2.3],
          L: [-0.6, -2.3],
        },
        end: [1.2, -1],
        middle: {
          theta: [0, -3.6, -0.3],
          phi: [-1, -3.6, -0.1],
          m: [0, 2.1, 0.2],
          psi: [-1.6, 2.1, 0.2],
          kappa: [1.6, 2.1, 0.2],
        },
      },
      horizon,
      [
        theta,
        ...MODEL,
        { name: 'phi', kind: 'parameter', value: startingCritics(horizon).V },
        normalNode('s0', [], '1'),
        ...stepsOf(horizon).flatMap((t): Node[] => {
          const [s, a, next, y] = [`s${t}`, `a${t}`, `s${t + 1}`, `y${t + 1}`];
          return [
            drawnAction(t),
            normalNode(next, [s, a], `stop(${s}+${a})`),
            {
              ...square(y, ['m', s, a, next], `${modelStep(s, a)}+stop(${next}-(${modelStep(s, a)}))`),
              label: `\\hat s_{${t + 1}}`,
            },
            cost(`c${t}`, [s, a], `${s}^2+${a}^2`, []),
            cost(`J${t}`, [s, a, y, 'phi'], `${s}^2+${a}^2+${value(t + 1, y)}`, ['theta']),
            cost(`M${t}`, ['m', s, a, next], `(${next}-(${modelStep(s, a)}))^2`, ['psi']),
          ];
        }),
        cost(`c${horizon}`, [`s${horizon}`], `s${horizon}^2`, []),
        ...stepsOf(horizon).map((i) => {
          const [t, last] = [i + 1, i + 1 === horizon];
          const target = last ? `s${t}^2` : `s${t}^2+a${t}^2+${value(t + 1, `s${t + 1}`)}`;
          const parents = ['phi', `s${t}`, ...(last ? [] : [`a${t}`, `s${t + 1}`])];
          return cost(`L${t}`, parents, `(stop(${target})-(${value(t, `s${t}`)}))^2`, ['phi']);
        }),
      ],
    ),
    plans: [
      { name: 'SVG(1)', nodes: everyAction(horizon, { estimator: 'pathwise' }) },
      {
        name: 'Mirrored pair',
        nodes: everyAction(horizon, { estimator: 'pathwise' }),
        samples: 2,
        antithetic: true,
      },
    ],
    training: modelTraining(['psi', 'phi']),
  };
}
