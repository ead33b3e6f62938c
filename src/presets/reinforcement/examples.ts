import type { Document } from '../../engine';
import type { Preset } from '../preset';
import { actorCriticDocument } from './actorCritic';
import { dpgDocument } from './dpg';
import { evolutionDocument } from './evolution';
import { mdpDocument } from './mdp';
import { pendulumDocument } from './pendulum';
import { pointMassDocument } from './pointMass';
import { policyGradientDocument } from './policyGradient';
import { regulatorDocument } from './regulator';
import { svg0Document } from './svg0';
import { svg1Document } from './svg1';
import { svgInfinityDocument } from './svgInfinity';

/** An example of three steps, which can have up to `most`. */
const horizon = (make: (value: number) => Document, most: number): Pick<Preset, 'document' | 'slider'> =>
  steps(make, 1, 3, most);

const steps = (
  make: (value: number) => Document,
  least: number,
  value: number,
  most: number,
): Pick<Preset, 'document' | 'slider'> => ({
  document: make(value),
  slider: { label: 'Horizon', least, most, value, make },
});

/** Networks in worlds to look at. */
const WORLDS: readonly Preset[] = [
  {
    id: 'pendulum',
    group: 'Reinforcement learning',
    notice: 'A motor too weak to lift it learns to swing it up, by the path and by the score.',
    ...steps(pendulumDocument, 10, 25, 30),
  },
  {
    id: 'point-mass',
    group: 'Reinforcement learning',
    notice: 'Paths find the gate between two hills, by a gradient with a thousandth of the variance.',
    ...steps(pointMassDocument, 10, 20, 30),
  },
];

/** All on one problem, in the order of the lecture. */
export const REGULATORS: readonly Preset[] = [
  {
    id: 'mdp',
    group: 'Reinforcement learning',
    notice: 'The edges alone say that an action answers for the rewards after it.',
    ...horizon(mdpDocument, 20),
  },
  {
    id: 'policy-gradient',
    group: 'Reinforcement learning',
    notice: 'Reward to go, a constant and a learned baseline each take variance off.',
    ...horizon(policyGradientDocument, 20),
  },
  {
    id: 'actor-critic',
    group: 'Reinforcement learning',
    notice: 'A learned critic in place of the return: less variance, and a bias while it is wrong.',
    ...horizon(actorCriticDocument, 5),
  },
  {
    id: 'svg-0',
    group: 'Reinforcement learning',
    notice: 'The slope of the critic along the path has a twentieth of the variance of its value.',
    ...horizon(svg0Document, 5),
  },
  {
    id: 'svg-1',
    group: 'Reinforcement learning',
    notice: 'Noise is inferred from what happened, and one step of a learned model is differentiated.',
    ...horizon(svg1Document, 5),
  },
  {
    id: 'svg-inf',
    group: 'Reinforcement learning',
    notice: 'The whole rollout is differentiated, along states that really happened.',
    ...horizon(svgInfinityDocument, 5),
  },
  {
    id: 'dpg',
    group: 'Reinforcement learning',
    notice: 'As the policy narrows, its path settles and its score explodes.',
    ...horizon(dpgDocument, 5),
  },
  {
    id: 'evolution',
    group: 'Reinforcement learning',
    notice: 'The weights are drawn and not the actions, and one score answers for it all.',
    ...horizon(evolutionDocument, 10),
  },
  {
    id: 'regulator',
    group: 'Reinforcement learning',
    notice: 'Eight estimators of one gradient that is known exactly.',
    ...horizon(regulatorDocument, 20),
  },
];

export const REINFORCEMENT: readonly Preset[] = [...REGULATORS, ...WORLDS];
