import type { Document } from '../../engine';
import type { Preset } from '../preset';
import { actorCriticDocument } from './actorCritic';
import { dpgDocument } from './dpg';
import { evolutionDocument } from './evolution';
import { mdpDocument } from './mdp';
import { policyGradientDocument } from './policyGradient';
import { regulatorDocument } from './regulator';
import { svg0Document } from './svg0';
import { svg1Document } from './svg1';
import { svgInfinityDocument } from './svgInfinity';

/** An example of three steps, which can have up to `most`. */
const horizon = (make: (value: number) => Document, most: number): Pick<Preset, 'document' | 'slider'> => ({
  document: make(3),
  slider: { label: 'Horizon', least: 1, most, value: 3, make },
});

/** All on one problem, in the order of the lecture. */
export const REINFORCEMENT: readonly Preset[] = [
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
