import type { Document } from '../document/types';
import { compare } from './compare';
import type { Comparison, Pair, Step } from './contract';

/** One document of a claim: the preset that holds it, its plan (missing: the first), and what has to be done to it. */
export interface ClaimSide {
  readonly preset: string;
  readonly plan?: string;
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

/** A preset in which a policy acts: names of its nodes, in order of time. */
export interface Episode extends ClaimSide {
  readonly state: string;
  readonly policy: string;
  readonly actions: readonly string[];
  readonly rewards: readonly string[];
}

/** A preset in which a critic judges a policy: `judged` trains the policy through the critic, `loss` trains the critic. */
export interface ActorCritic extends ClaimSide {
  readonly state: string;
  readonly policy: string;
  readonly action: string;
  readonly critic: string;
  readonly judged: string;
  readonly loss: string;
}

/** Compares the two documents as the claim says; it is proved where they are equivalent. Throws where a plan is missing. */
export function prove(
  { left, right, correspondence }: Claim,
  documents: { left: Document; right: Document },
): Comparison {
  return compare(planned(documents.left, left), planned(documents.right, right), {
    steps: { left: left.steps, right: right.steps },
    wanted: correspondence,
  });
}

function planned(document: Document, { plan }: ClaimSide) {
  const found = document.plans.find(({ name }) => plan === undefined || name === plan);
  if (!found) throw new Error(`${document.title} has no plan ${plan ?? ''}`);
  return { document, plan: found };
}

/** NVIL = policy gradient of one step: the digit is the state, the causes are the action, the bound is the reward. */
export function nvilClaim(episode: Episode): Claim {
  return {
    id: 'nvil-policy-gradient',
    sentence:
      'NVIL is the policy gradient of one step: x is the state, h the action, and L + R the reward, once the decoder is known.',
    left: {
      preset: 'nvil',
      steps: [known('theta'), { kind: 'hold', parameter: 'phi', in: 'R' }, merged(['L', 'R'], 'L')],
    },
    right: sideOf(episode),
    correspondence: paired(episode, 'x', 'phi', ['h'], ['L']),
  };
}

/** VAE = SVG(inf) of one step with known deterministic dynamics. */
export function vaeClaim(episode: Episode): Claim {
  return {
    id: 'vae-svg-inf',
    sentence:
      'A variational autoencoder is SVG(∞) of one step: the decoder is the known reward of the action h.',
    left: { preset: 'vae', plan: 'Pathwise', steps: [known('theta'), merged(['L', 'R'], 'L')] },
    right: sideOf(episode),
    correspondence: paired(episode, 'x', 'phi', ['h'], ['L']),
  };
}

/** DRAW = SVG(inf) with known deterministic dynamics, one step of drawing a step of the episode. */
export function drawClaim(episode: Episode, attention: boolean): Claim {
  const last = episode.actions.length;
  const times = episode.actions.map((_, i) => i + 1);
  return {
    id: attention ? 'draw-attention-svg-inf' : 'draw-svg-inf',
    sentence:
      'DRAW is SVG(∞): z is the action, the decoder and its canvas are known deterministic dynamics, and the last reward is that of the picture.',
    left: {
      preset: attention ? 'draw-attention' : 'draw',
      plan: 'Pathwise',
      steps: [
        ...['d0', 'theta', 'w', ...(attention ? ['a'] : [])].map(known),
        merged(['phi', 'q'], 'phi'),
        merged([`K${last}`, 'L'], `K${last}`),
      ],
    },
    right: sideOf(episode),
    correspondence: paired(
      episode,
      'x',
      'phi',
      times.map((t) => `z${t}`),
      times.map((t) => `K${t}`),
    ),
  };
}

/** GAN = SVG(0): the generator is a blind actor, the discriminator its critic (Pfau and Vinyals 2016). */
export function ganClaim(critic: ActorCritic): Claim {
  const { state, policy, action, critic: phi, judged, loss } = critic;
  return {
    id: 'gan-svg-0',
    sentence:
      'Adversarial nets are SVG(0): the generator is the policy, the discriminator the critic, and the coin and the real point are the given state.',
    left: { preset: 'gan', steps: [{ kind: 'give', node: 'y' }, merged(['x', 'y'], 'x')] },
    right: sideOf(critic),
    correspondence: [
      { left: 'x', right: state },
      { left: 'theta', right: policy },
      { left: 'z', right: action },
      { left: 'phi', right: phi },
      { left: 'L_G', right: judged },
      { left: 'L_D', right: loss },
    ],
  };
}

function known(node: string): Step {
  return { kind: 'fix', node };
}

function merged(nodes: readonly string[], as: string): Step {
  return { kind: 'merge', nodes, as };
}

function sideOf({ preset, plan, steps }: ClaimSide): ClaimSide {
  return { preset, steps, ...(plan === undefined ? {} : { plan }) };
}

function paired(
  episode: Episode,
  state: string,
  policy: string,
  actions: readonly string[],
  rewards: readonly string[],
): Pair[] {
  const inTime = (own: readonly string[], others: readonly string[]): Pair[] =>
    own.flatMap((left, t) => {
      const right = others[t];
      return right === undefined ? [] : [{ left, right }];
    });
  return [
    { left: state, right: episode.state },
    { left: policy, right: episode.policy },
    ...inTime(actions, episode.actions),
    ...inTime(rewards, episode.rewards),
  ];
}
