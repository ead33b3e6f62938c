import type { Document, Node } from '../../engine';
import { cost, everyAction, normalNode, placedAt, square, stepsOf } from './rollout';

/**
 * A pendulum of 1 kg at 1 m, driven by a motor: the angle from upright in rad, positive to the right, and its velocity in rad/s. One
 * step drifts for half of it, kicks, and drifts again (leapfrog), with the torque held.
 */
export const PENDULUM = { seconds: 0.16, gravity: 9.81, torque: 5 } as const;

/** Rollouts in which a network swings a pendulum up. */
export function pendulumDocument(steps: number): Document {
  const score = { estimator: 'score' } as const;
  return {
    scg: 1,
    title: 'Pendulum swing-up',
    about: ABOUT,
    seed: 1,
    nodes: placedAt(
      { stride: 1, at: { s: [0, 1], a: [0, 0], c: [0, 2] }, middle: { theta: [0, -1, -0.2] } },
      steps,
      [
        { name: 'theta', kind: 'parameter', value: { network: [3, 32, 1] } },
        normalNode('s0', [], 'stack(pi, 0)'),
        ...stepsOf(steps).flatMap((t): Node[] => {
          const [s, a, next] = [`s${t}`, `a${t}`, `s${t + 1}`];
          return [
            normalNode(a, ['theta', s], `mlp(theta, stack(cos(${s}[0]), sin(${s}[0]), ${s}[1]/5))[0]`, '0.3'),
            square(next, [s, a], step(s, a)),
            cost(`c${t + 1}`, [next], `1-cos(${next}[0])+0.01*${next}[1]^2`),
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
    // Where rollouts part, a path's gradient is now and then a thousand times as long: the square must soon forget.
    training: { rows: 256, optimizer: { kind: 'adam', rate: 0.01, squareDecay: 0.99 }, steps: 5000 },
    pictures: [
      {
        kind: 'pendulum',
        title: 'Swing-up',
        angles: [...stepsOf(steps), steps].map((t) => `s${t}`),
        torques: stepsOf(steps).map((t) => `a${t}`),
        seconds: PENDULUM.seconds,
      },
    ],
  };
}

function step(s: string, a: string): string {
  const { seconds: h, gravity, torque } = PENDULUM;
  const kick = `${torque}*tanh(${a})+${gravity}*sin(${s}[0]+${h / 2}*${s}[1])`;
  return `${s}+stack(${h}*${s}[1], 0)+stack(${(h * h) / 2}, ${h})*(${kick})`;
}

const ABOUT = String.raw`The motor has 5 N m and the arm held level needs 9.81, so that it must swing. $s_{t+1}$ is a step of the world, 0.16 s of it, in
$s_t$ = (angle from upright, its velocity). The path through it is SVG($\infty$) with the true model; a score needs no model, and without a
baseline learns nothing here.`;
