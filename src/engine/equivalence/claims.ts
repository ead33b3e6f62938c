import type { Document } from '../document/types';
import { compare } from './compare';
import type { Comparison, Pair, Step } from './contract';

/** One document of a claim: the preset that holds it, its plan, and what has to be stated of it. */
export interface ClaimSide {
  readonly preset: string;
  /** Where the preset's slider stands; missing: it has none. */
  readonly value?: number;
  readonly plan: string;
  readonly steps: readonly Step[];
}

/** A pair of nodes, and what they are in the language of the right side: state, action, reward. */
export interface NamedPair extends Pair {
  readonly as: string;
}

/** That two presets are the same estimator, with what has to be stated for it, and who is who. */
export interface Claim {
  readonly id: string;
  readonly title: string;
  readonly sentence: string;
  readonly left: ClaimSide;
  readonly right: ClaimSide;
  readonly correspondence: readonly NamedPair[];
  /**
   * Squares that stand in the same terms on both sides, which put them in: no part of what is proved, but of how it is
   * told.
   */
  readonly reading: readonly NamedPair[];
}

/** A claim as it is offered, in sizes where its presets are unrolled. */
export interface ClaimRow {
  readonly id: string;
  readonly title: string;
  /** What to notice, in one sentence of plain text. */
  readonly notice: string;
  readonly sizes?: {
    readonly label: string;
    readonly least: number;
    readonly most: number;
    readonly value: number;
  };
  /** The claim in a size; those without sizes ignore it. */
  readonly make: (size: number) => Claim;
}

/** Compares two documents as a claim says; it is proved where they are equivalent. Throws where one lacks its plan. */
export function prove(
  { left, right, correspondence }: Claim,
  documents: { readonly left: Document; readonly right: Document },
): Comparison {
  return compare(planned(documents.left, left), planned(documents.right, right), {
    steps: { left: left.steps, right: right.steps },
    wanted: correspondence,
  });
}

function planned(document: Document, { plan }: ClaimSide) {
  const found = document.plans.find(({ name }) => name === plan);
  if (!found) throw new Error(`${document.title} has no plan ${plan}`);
  return { document, plan: found };
}

const ONE_STEP = named(
  ['x', 's0', 'state'],
  ['phi', 'theta', 'policy'],
  ['h', 'a0', 'action'],
  ['R', 'c0', 'first reward'],
  ['L', 'c1', 'last reward'],
);
const ONE_STEP_READING = named(['x_tilde', 's1', 'next state']);

const NVIL: Claim = {
  id: 'nvil-policy-gradient',
  title: 'NVIL = policy gradient',
  sentence:
    'NVIL is a policy gradient of one step: the digit is the state, its causes are the action, R is the first reward and L the last, once the decoder is known. Its baseline is one that depends on the state; that NVIL also divides by a running deviation has no counterpart there.',
  left: {
    preset: 'nvil',
    plan: 'Input-dependent baseline',
    steps: [fix('theta'), { kind: 'hold', parameter: 'phi', in: 'R' }],
  },
  right: {
    preset: 'policy-gradient',
    value: 1,
    plan: 'State-dependent baseline',
    steps: [give('s0'), drop('epsilon_s1')],
  },
  correspondence: ONE_STEP,
  reading: ONE_STEP_READING,
};

const VAE: Claim = {
  id: 'vae-svg-inf',
  title: 'VAE = SVG(∞)',
  sentence: 'A variational autoencoder is SVG(∞) of one step: its decoder is the known, deterministic world.',
  left: { preset: 'vae', plan: 'Pathwise', steps: [fix('theta')] },
  right: svgInfinity(1),
  correspondence: ONE_STEP,
  reading: ONE_STEP_READING,
};

/** DRAW and SVG(∞) of equally many steps. */
export function drawClaim(steps: number, attention: boolean): Claim {
  const times = timesOf(steps);
  return {
    id: attention ? 'draw-attention-svg-inf' : 'draw-svg-inf',
    title: attention ? 'DRAW with attention = SVG(∞)' : 'DRAW = SVG(∞)',
    sentence:
      'DRAW is SVG(∞): the digit is the state, every z is an action, every K its reward and L the last; decoder and canvas are the known, deterministic world.',
    left: {
      preset: attention ? 'draw-attention' : 'draw',
      value: steps,
      plan: 'Pathwise',
      steps: [
        ...['d0', 'theta', 'w', ...(attention ? ['a'] : [])].map(fix),
        { kind: 'merge', nodes: ['phi', 'q'], as: 'phi' },
      ],
    },
    right: svgInfinity(steps),
    correspondence: [
      ...named(['x', 's0', 'state'], ['phi', 'theta', 'policy']),
      ...times.flatMap((t) => named([`z${t + 1}`, `a${t}`, 'action'], [`K${t + 1}`, `c${t}`, 'reward'])),
      ...named(['L', `c${steps}`, 'last reward']),
    ],
    reading: [
      ...times.slice(1).flatMap((t) => named([`e${t + 1}`, `s${t}`, 'state'])),
      ...named([`c${steps}`, `s${steps}`, 'last state']),
    ],
  };
}

const GAN: Claim = {
  id: 'gan-svg-0',
  title: 'GAN = SVG(0)',
  sentence:
    'Adversarial nets are SVG(0) of one step (Pfau and Vinyals, 2016): the generator is the policy and the discriminator the critic, who judges the action that was done; the coin and the real point are given.',
  left: {
    preset: 'gan',
    plan: 'Sampled switch',
    steps: [give('y'), { kind: 'merge', nodes: ['x', 'y'], as: 'x' }],
  },
  right: {
    preset: 'svg-0',
    value: 1,
    plan: 'SVG(0)',
    steps: [
      give('s0'),
      fix('kappa'),
      drop('epsilon_s1'),
      { kind: 'share', nodes: ['epsilon_a0', 'epsilon_b0'], as: 'epsilon_a0' },
    ],
  },
  correspondence: named(
    ['x', 's0', 'state'],
    ['theta', 'theta', 'policy'],
    ['z', 'a0', 'noise of the action'],
    ['phi', 'phi', 'critic'],
    ['L_G', 'Q0', 'cost of the actor'],
    ['L_D', 'L0', 'cost of the critic'],
  ),
  reading: [],
};

/** The equivalences of the lecture. */
export const CLAIM_ROWS: readonly ClaimRow[] = [
  alone(NVIL, 'The causes of a digit are an action, and the two parts of the bound its rewards.'),
  alone(VAE, 'A decoder is a world that is known: one step through it, differentiated.'),
  unrolled('Every stroke is an action, and the canvas the state of a known world.', (steps) =>
    drawClaim(steps, false),
  ),
  unrolled('The window is put into what looks through it, and no term of the loss is another.', (steps) =>
    drawClaim(steps, true),
  ),
  alone(GAN, 'A generator is a policy that climbs the slope of its critic.'),
];

function alone(claim: Claim, notice: string): ClaimRow {
  return { id: claim.id, title: claim.title, notice, make: () => claim };
}

/** As many steps as both presets have. */
function unrolled(notice: string, make: (steps: number) => Claim): ClaimRow {
  const sizes = { label: 'Steps', least: 2, most: 5, value: 3 };
  const { id, title } = make(sizes.value);
  return { id, title, notice, sizes, make };
}

/** The model is known, so that no cost is left that trains it, and it is not noisy. */
function svgInfinity(steps: number): ClaimSide {
  const times = timesOf(steps);
  return {
    preset: 'svg-inf',
    value: steps,
    plan: 'SVG(∞)',
    steps: [give('s0'), fix('psi'), fix('kappa'), ...times.map((t) => drop(`epsilon_z${t + 1}`))],
  };
}

function timesOf(steps: number): number[] {
  return Array.from({ length: steps }, (_, t) => t);
}

function fix(node: string): Step {
  return { kind: 'fix', node };
}

function give(node: string): Step {
  return { kind: 'give', node };
}

function drop(node: string): Step {
  return { kind: 'drop', node };
}

function named(...list: readonly (readonly [left: string, right: string, as: string])[]): NamedPair[] {
  return list.map(([left, right, as]) => ({ left, right, as }));
}
