import type { Document, Node, Plan, Training } from '../../engine';
import { cost, type Layout, normalNode, placedAt, square, startingCritics, stepsOf, theta } from './rollout';

interface Actor {
  readonly title: string;
  readonly about: string;
  readonly plans: readonly Plan[];
  /** The mean of the actions as a node, or not. */
  readonly deterministic: boolean;
}

const TRAINING: Training = {
  rows: 256,
  steps: 2000,
  groups: [
    { parameters: ['theta'], optimizer: { kind: 'adam', rate: 0.001 } },
    { parameters: ['phi'], optimizer: { kind: 'adam', rate: 0.02 } },
  ],
};

const DRAWS: Layout = {
  stride: 3.2,
  at: { s: [0, 0], a: [0.9, 1.3], b: [1.9, 1.3], c: [2.9, 1.3], Q: [1.4, -1.4], L: [2.6, -1.4] },
  end: [1.2, 1.3],
  middle: {
    theta: [0, 2.1, 0.2],
    w: [0, -2.2, -0.2],
    phi: [-1.6, -2.4, -0.2],
    kappa: [1.6, -2.2, -0.2],
  },
};

const MEANS: Layout = {
  stride: 4,
  at: {
    s: [0, 0],
    mu: [1.4, 1.4],
    a: [2, -0.7],
    b: [2.5, 1.4],
    c: [3.5, 1.4],
    Q: [2, -1.9],
    L: [3.2, -1.9],
  },
  end: [1.2, 1.4],
  middle: {
    theta: [-0.2, 2.7, 0.1],
    sigma: [-1.2, 2.1, 0.1],
    w: [0, -2.7, -0.2],
    phi: [-1.6, -2.9, -0.2],
    kappa: [1.6, -2.7, -0.2],
  },
};

/**
 * A critic Q_phi in place of what is to come. Rollouts are made by the policy as it is, beta, without gradient: b is done and met by the next
 * state, c is what that costs, and a is the action that the critic is asked about. `kappa` holds how far off the critic's factor of s a is at first.
 */
export function criticDocument(horizon: number, actor: Actor): Document {
  const { title, about, plans, deterministic } = actor;
  return {
    scg: 1,
    title,
    about,
    seed: 1,
    nodes: placedAt(deterministic ? MEANS : DRAWS, horizon, [
      theta,
      ...(deterministic ? [{ name: 'sigma', kind: 'input', value: 0.1, label: '\\sigma_u' } as const] : []),
      { name: 'phi', kind: 'parameter', value: startingCritics(horizon).Q },
      { name: 'kappa', kind: 'input', value: 1 },
      { ...square('w', ['phi', 'kappa'], 'phi*stack(1, kappa, 1, 1)'), label: '\\phi_\\kappa' },
      normalNode('s0', [], '1'),
      ...stepsOf(horizon).flatMap((t) => [
        ...(deterministic ? deterministicActions(t) : drawnActions(t)),
        cost(`Q${t}`, ['w', `s${t}`, `a${t}`], critic(t, `a${t}`), ['theta']),
        normalNode(`s${t + 1}`, [`s${t}`, `b${t}`], `s${t}+b${t}`),
        cost(`c${t}`, [`s${t}`, `b${t}`], `s${t}^2+b${t}^2`, []),
        criticCost(t, horizon, deterministic ? 'mu' : 'a'),
      ]),
      cost(`c${horizon}`, [`s${horizon}`], `s${horizon}^2`, []),
    ]),
    plans,
    training: TRAINING,
  };
}

const done = (t: number) => ({ label: `a_{${t}}^\\beta` });

function drawnActions(t: number): Node[] {
  return [
    normalNode(`a${t}`, ['theta', `s${t}`], `-theta*s${t}`),
    { ...normalNode(`b${t}`, ['theta', `s${t}`], `-stop(theta)*s${t}`), ...done(t) },
  ];
}

function deterministicActions(t: number): Node[] {
  return [
    square(`mu${t}`, ['theta', `s${t}`], `-theta*s${t}`),
    normalNode(`a${t}`, [`mu${t}`, 'sigma'], `mu${t}`, 'sigma'),
    { ...normalNode(`b${t}`, [`mu${t}`], `stop(mu${t})`), ...done(t) },
  ];
}

const critic = (t: number, action: string): string =>
  `sum(w[${t}]*stack(s${t}^2, s${t}*${action}, ${action}^2, 1))`;

/** Temporal differences: Q_t(s, b) against the cost and what the critic says of the next state. */
function criticCost(t: number, horizon: number, next: string): Node {
  const after = t + 1;
  const last = after === horizon;
  const rest = last ? `s${after}^2` : critic(after, `${next}${after}`);
  return cost(
    `L${t}`,
    ['w', `s${t}`, `b${t}`, `s${after}`, ...(last ? [] : [`${next}${after}`])],
    `(stop(s${t}^2+b${t}^2+${rest})-${critic(t, `b${t}`)})^2`,
    ['phi'],
  );
}
