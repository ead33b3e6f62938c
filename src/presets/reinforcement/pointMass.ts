import type { Document, Node } from '../../engine';
import { cost, everyAction, normalNode, placedAt, stepsOf } from './rollout';

/** Rollouts in which a network drives a point mass through a gate in a wall. */
export function pointMassDocument(steps: number): Document {
  const score = { estimator: 'score' } as const;
  return {
    scg: 1,
    title: 'Point mass in the plane',
    about: ABOUT,
    seed: 1,
    nodes: placedAt(
      {
        stride: 1,
        at: { s: [0, 1], a: [0, 0], c: [0, 2] },
        middle: { theta: [0, -1, -0.2], g: [0, 3, 0.2] },
      },
      steps,
      [
        { name: 'theta', kind: 'parameter', value: { network: [4, 32, 2] } },
        { name: 'g', kind: 'input', value: [2, -1] },
        normalNode('s0', [], 'stack(-2, 0, 0, 0)', 'stack(0.3, 1, 0.3, 0.3)'),
        ...stepsOf(steps).flatMap((t): Node[] => {
          const [s, a, next] = [`s${t}`, `a${t}`, `s${t + 1}`];
          return [
            normalNode(a, ['theta', s], `mlp(theta, ${s})`, '0.3'),
            normalNode(next, [s, a], step(s, a), '0.03'),
            cost(`c${t + 1}`, [next, 'g'], toll(next)),
          ];
        }),
      ],
    ),
    plans: [
      { name: 'Pathwise', nodes: {} },
      {
        name: 'State-dependent baseline',
        nodes: everyAction(steps, (t) => ({
          ...score,
          baseline: { kind: 'value', hidden: [16], of: [`s${t}`] },
        })),
      },
      { name: 'Reward to go', nodes: everyAction(steps, score) },
    ],
    training: { rows: 256, optimizer: { kind: 'adam', rate: 0.01, squareDecay: 0.99 }, steps: 3000 },
    pictures: [
      {
        kind: 'paths',
        title: 'Paths',
        points: [...stepsOf(steps), steps].map((t) => `s${t}`),
        goal: 'g',
        set: 's1',
        heat: 'c1',
      },
    ],
  };
}

/** The force speeds the mass up against its friction. */
const step = (s: string, a: string) =>
  `concat(slice(${s}, 0, 2)+0.2*slice(${s}, 2, 4), 0.8*slice(${s}, 2, 4)+0.4*tanh(${a}))`;

/** The square of the distance to the goal, and two hills that leave a gate between them. */
function toll(s: string): string {
  const hill = (y: string) => `3*exp(-3*${s}[0]^2-3*(${s}[1]${y})^2)`;
  return `sum((slice(${s}, 0, 2)-g)^2)/8+${hill('-1')}+${hill('+1')}`;
}

const ABOUT = String.raw`$s_t$ = (place, velocity), and $s_{t+1}$ is a step of the world: the force $\tanh a_t$ against friction, and a little wind. What is
paid is the way to the goal $g$, and a toll on two hills. The path's gradient has less than a thousandth of the score's variance, and finds the
gate within seconds; so does the score with a baseline. Move $g$, and train on.`;
