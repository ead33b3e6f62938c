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

/** That two presets are the same estimator, with what has to be stated for it, and who is who. */
export interface Claim {
  readonly id: string;
  readonly sentence: string;
  readonly left: ClaimSide;
  readonly right: ClaimSide;
  readonly correspondence: readonly Pair[];
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

const NVIL: Claim = {
  id: 'nvil-policy-gradient',
  sentence:
    'NVIL is a policy gradient of one step: the digit is the state, its causes are the action, R is the first reward and L the last, once the decoder is known.',
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
  correspondence: pairs(['x', 's0'], ['phi', 'theta'], ['h', 'a0'], ['R', 'c0'], ['L', 'c1']),
};

const VAE: Claim = {
  id: 'vae-svg-inf',
  sentence: 'A variational autoencoder is SVG(∞) of one step: its decoder is the known, deterministic world.',
  left: { preset: 'vae', plan: 'Pathwise', steps: [fix('theta')] },
  right: svgInfinity(1),
  correspondence: pairs(['x', 's0'], ['phi', 'theta'], ['h', 'a0'], ['R', 'c0'], ['L', 'c1']),
};

/** DRAW and SVG(∞) of equally many steps. */
export function drawClaim(steps: number, attention: boolean): Claim {
  const times = timesOf(steps);
  return {
    id: attention ? 'draw-attention-svg-inf' : 'draw-svg-inf',
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
      ...pairs(['x', 's0'], ['phi', 'theta'], ['L', `c${steps}`]),
      ...times.flatMap((t) => pairs([`z${t + 1}`, `a${t}`], [`K${t + 1}`, `c${t}`])),
    ],
  };
}

const GAN: Claim = {
  id: 'gan-svg-0',
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
  correspondence: pairs(
    ['x', 's0'],
    ['theta', 'theta'],
    ['z', 'a0'],
    ['phi', 'phi'],
    ['L_G', 'Q0'],
    ['L_D', 'L0'],
  ),
};

/** The equivalences of the lecture. */
export const CLAIMS: readonly Claim[] = [NVIL, VAE, drawClaim(3, false), drawClaim(3, true), GAN];

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

function pairs(...list: readonly (readonly [left: string, right: string])[]): Pair[] {
  return list.map(([left, right]) => ({ left, right }));
}
