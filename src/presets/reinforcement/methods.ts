import type { Document, RegulatorEstimator } from '../../engine';
import { actorCriticDocument } from './actorCritic';
import { dpgDocument } from './dpg';
import { evolutionDocument } from './evolution';
import { policyGradientDocument } from './policyGradient';
import { regulatorDocument } from './regulator';
import { svg0Document } from './svg0';
import { svg1Document } from './svg1';
import { svgInfinityDocument } from './svgInfinity';

/** What is differentiated; methods of a family share a hue. */
export type Family = 'score' | 'weak' | 'critic' | 'model' | 'parameters';

export interface Method {
  readonly id: string;
  readonly name: string;
  /** What an estimate is made of, in a few words. */
  readonly words: string;
  readonly family: Family;
  /** Whose exact mean it has. */
  readonly mean: RegulatorEstimator;
  /** Whether its variance is exact as well, and not measured alone. */
  readonly isExact: boolean;
  /** What it goes by that may be wrong. */
  readonly trusts: readonly ('model' | 'critic')[];
  /** Rollouts of one estimate. */
  readonly rollouts: number;
  /** Estimates that are made before its mean is judged. */
  readonly estimates: number;
  /** Its example, and which plan of it this is. */
  readonly make: (horizon: number) => Document;
  /** Where the deviation of the actions stands in it, from the gain. */
  readonly noiseAt: readonly [number, number];
  readonly plan: string;
  /** The gain in it. */
  readonly parameter: string;
}

const MANY = 2 ** 20;
/** A learned baseline goes from estimate to estimate, on no shader. */
const FEW = 2 ** 14;
export const METHODS: readonly Method[] = [
  {
    id: 'whole',
    name: 'Whole return',
    words: 'score of every action, times all costs',
    family: 'score',
    mean: 'whole return',
    isExact: true,
    trusts: [],
    rollouts: 1,
    estimates: MANY,
    make: policyGradientDocument,
    noiseAt: [0, -0.6],
    plan: 'Whole return',
    parameter: 'theta',
  },
  {
    id: 'to-go',
    name: 'Reward to go',
    words: 'score, times the costs that follow',
    family: 'score',
    mean: 'reward to go',
    isExact: true,
    trusts: [],
    rollouts: 1,
    estimates: MANY,
    make: policyGradientDocument,
    noiseAt: [0, -0.6],
    plan: 'Reward to go',
    parameter: 'theta',
  },
  {
    id: 'constant',
    name: 'Constant baseline',
    words: 'less what is expected at each step',
    family: 'score',
    mean: 'constant baseline',
    isExact: true,
    trusts: [],
    rollouts: 1,
    estimates: MANY,
    make: policyGradientDocument,
    noiseAt: [0, -0.6],
    plan: 'Constant baseline',
    parameter: 'theta',
  },
  {
    id: 'learned',
    name: 'Learned baseline',
    words: 'less what a network expects',
    family: 'score',
    mean: 'reward to go',
    isExact: false,
    trusts: [],
    rollouts: 1,
    estimates: FEW,
    make: policyGradientDocument,
    noiseAt: [0, -0.6],
    plan: 'State-dependent baseline',
    parameter: 'theta',
  },
  {
    id: 'measure-valued',
    name: 'Measure-valued',
    words: 'two rollouts for every action',
    family: 'weak',
    mean: 'reward to go',
    isExact: false,
    trusts: [],
    rollouts: 1,
    estimates: MANY,
    make: regulatorDocument,
    noiseAt: [0, -0.6],
    plan: 'Measure-valued',
    parameter: 'theta',
  },
  {
    id: 'actor-critic',
    name: 'Actor-critic',
    words: 'score, times Q of the action',
    family: 'critic',
    mean: 'critic score',
    isExact: true,
    trusts: ['critic'],
    rollouts: 1,
    estimates: MANY,
    make: actorCriticDocument,
    noiseAt: [-0.6, -0.3],
    plan: 'Actor-critic',
    parameter: 'theta',
  },
  {
    id: 'svg-0',
    name: 'SVG(0)',
    words: 'slope of Q along the drawn action',
    family: 'critic',
    mean: 'critic path',
    isExact: true,
    trusts: ['critic'],
    rollouts: 1,
    estimates: MANY,
    make: svg0Document,
    noiseAt: [-0.6, -0.3],
    plan: 'SVG(0)',
    parameter: 'theta',
  },
  {
    id: 'dpg',
    name: 'DPG',
    words: 'slope of Q at the mean action',
    family: 'critic',
    mean: 'deterministic critic',
    isExact: true,
    trusts: ['critic'],
    rollouts: 1,
    estimates: MANY,
    make: dpgDocument,
    noiseAt: [0, -0.9],
    plan: 'Deterministic in the limit',
    parameter: 'theta',
  },
  {
    id: 'svg-1',
    name: 'SVG(1)',
    words: 'one step through the model, into V',
    family: 'model',
    mean: 'one step',
    isExact: true,
    trusts: ['model', 'critic'],
    rollouts: 1,
    estimates: MANY,
    make: svg1Document,
    noiseAt: [-1.5, -0.9],
    plan: 'SVG(1)',
    parameter: 'theta',
  },
  {
    id: 'svg-inf',
    name: 'SVG(∞)',
    words: 'all steps through the model',
    family: 'model',
    mean: 'path',
    isExact: true,
    trusts: ['model'],
    rollouts: 1,
    estimates: MANY,
    make: svgInfinityDocument,
    noiseAt: [-0.6, -0.3],
    plan: 'SVG(∞)',
    parameter: 'theta',
  },
  {
    id: 'evolution',
    name: 'Evolution',
    words: 'score of a gain that is drawn',
    family: 'parameters',
    mean: 'evolution',
    isExact: true,
    trusts: [],
    rollouts: 1,
    estimates: MANY,
    make: evolutionDocument,
    noiseAt: [0.6, -0.9],
    plan: 'Plain',
    parameter: 'theta',
  },
  {
    id: 'mirrored',
    name: 'Mirrored evolution',
    words: 'two rollouts of opposite noise',
    family: 'parameters',
    mean: 'evolution',
    isExact: false,
    trusts: [],
    rollouts: 2,
    estimates: MANY / 2,
    make: evolutionDocument,
    noiseAt: [0.6, -0.9],
    plan: 'Mirrored',
    parameter: 'theta',
  },
];
