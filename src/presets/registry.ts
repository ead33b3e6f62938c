import { bayes, bayesLocal } from './bayes';
import { bothTerms } from './bothTerms';
import { coin } from './coin';
import { drawDocument } from './draw';
import { gan, ganMinimax } from './gan';
import { implicitPath } from './implicitPath';
import { manyDimensions } from './manyDimensions';
import { neuralNetwork } from './neuralNetwork';
import { nvil } from './nvil';
import type { Preset, PresetSlider } from './preset';
import { REINFORCEMENT } from './reinforcement/examples';
import { roughFunction } from './roughFunction';
import { simpleGraph1 } from './simpleGraph1';
import { simpleGraph1Abstract } from './simpleGraph1Abstract';
import { simpleGraph2 } from './simpleGraph2';
import { simpleGraph2Abstract } from './simpleGraph2Abstract';
import { simpleGraph3 } from './simpleGraph3';
import { simpleGraph3Abstract } from './simpleGraph3Abstract';
import { simpleGraph4 } from './simpleGraph4';
import { simpleGraph4Abstract } from './simpleGraph4Abstract';
import { simpleGraph5 } from './simpleGraph5';
import { simpleGraph5Abstract } from './simpleGraph5Abstract';
import { smoothFunction } from './smoothFunction';
import { stepFunction } from './stepFunction';
import { vae, vaeKl } from './vae';
import { weakDerivative } from './weakDerivative';

export type { Preset } from './preset';

const stepsSlider = (value: number, attention: boolean): PresetSlider => ({
  label: 'Steps',
  least: 2,
  most: 8,
  value,
  make: (steps) => drawDocument(steps, attention),
});

/** Every example, in the order of the lecture; those of a group stand together. */
export const PRESETS: readonly Preset[] = [
  {
    id: 'smooth',
    group: 'Score function or pathwise',
    notice: 'On a smooth cost pathwise has less than a seventh of the variance.',
    document: smoothFunction,
  },
  {
    id: 'step',
    group: 'Score function or pathwise',
    notice: 'Pathwise drops a jump of the cost without a word, and is biased.',
    document: stepFunction,
  },
  {
    id: 'rough',
    group: 'Score function or pathwise',
    notice: 'The rougher the cost, the more pathwise varies; past k = 1.0638 score is better.',
    document: roughFunction,
  },
  {
    id: 'dimensions',
    group: 'Score function or pathwise',
    notice: 'With more dimensions score varies more and pathwise less.',
    document: manyDimensions,
  },
  {
    id: 'both-terms',
    group: 'The general estimator',
    notice: 'A parameter in the distribution and in the cost gives one term for each.',
    document: bothTerms,
  },
  {
    id: 'coin',
    group: 'Other estimators',
    notice: 'Six ways to differentiate through one coin, two of them without any noise at all.',
    document: coin,
  },
  {
    id: 'weak-derivative',
    group: 'Other estimators',
    notice: 'The difference of two draws has a tenth of the variance of the path on a wave.',
    document: weakDerivative,
  },
  {
    id: 'implicit-path',
    group: 'Other estimators',
    notice: 'A Gamma draw is made by rejection and has a path derivative all the same.',
    document: implicitPath,
  },
  {
    id: 'simple-1-abstract',
    group: 'Five simple graphs, no formulas',
    notice: 'A square before the circle: the score comes back by the chain rule.',
    document: simpleGraph1Abstract,
  },
  {
    id: 'simple-2-abstract',
    group: 'Five simple graphs, no formulas',
    notice: 'A square after the circle: nothing below the circle is differentiated.',
    document: simpleGraph2Abstract,
  },
  {
    id: 'simple-3-abstract',
    group: 'Five simple graphs, no formulas',
    notice: 'Two circles in a row, and only the first has a score to give.',
    document: simpleGraph3Abstract,
  },
  {
    id: 'simple-4-abstract',
    group: 'Five simple graphs, no formulas',
    notice: 'The cost depends on the parameter in two ways, and each gives a term.',
    document: simpleGraph4Abstract,
  },
  {
    id: 'simple-5-abstract',
    group: 'Five simple graphs, no formulas',
    notice: 'Each circle is credited with the costs downstream of it, and with no others.',
    document: simpleGraph5Abstract,
  },
  {
    id: 'simple-1',
    group: 'Five simple graphs',
    notice: 'Heavy tails: rare large draws carry most of the gradient.',
    document: simpleGraph1,
  },
  {
    id: 'simple-2',
    group: 'Five simple graphs',
    notice: 'A constant baseline nearly halves the variance and leaves the mean alone.',
    document: simpleGraph2,
  },
  {
    id: 'simple-3',
    group: 'Five simple graphs',
    notice: 'A coin has no differentiable path, but the Normal draw above it has.',
    document: simpleGraph3,
  },
  {
    id: 'simple-4',
    group: 'Five simple graphs',
    notice: 'Both plans share the term through the square and differ in the other.',
    document: simpleGraph4,
  },
  {
    id: 'simple-5',
    group: 'Five simple graphs',
    notice: 'Four unbiased plans whose variances run from 80 to 822.',
    document: simpleGraph5,
  },
  ...REINFORCEMENT,
  {
    id: 'neural-network',
    group: 'Networks',
    notice: 'Without circles the estimator is back-propagation, and only the row of data varies.',
    document: neuralNetwork,
  },
  {
    id: 'nvil',
    group: 'Networks',
    notice: 'No path leads through sixteen coins, and without a baseline their score is hopeless.',
    document: nvil,
  },
  {
    id: 'vae',
    group: 'Networks',
    notice: 'The graph of NVIL with Normal causes, so that a path leads through.',
    document: vae,
  },
  {
    id: 'vae-kl',
    group: 'Networks',
    notice: 'A divergence in closed form is not downstream of the draw.',
    document: vaeKl,
  },
  {
    id: 'draw',
    group: 'Networks',
    notice: 'A picture drawn in steps: one long path through every draw.',
    document: drawDocument(4, false),
    slider: stepsSlider(4, false),
  },
  {
    id: 'draw-attention',
    group: 'Networks',
    notice: 'The same through a small window that the network moves by itself.',
    document: drawDocument(3, true),
    slider: stepsSlider(3, true),
  },
  {
    id: 'gan',
    group: 'Networks',
    notice: 'Two costs that train two networks: an actor climbs the slope of its critic.',
    document: gan,
  },
  {
    id: 'gan-minimax',
    group: 'Networks',
    notice: 'With the first cost of the game the slope vanishes where the critic is sure.',
    document: ganMinimax,
  },
  {
    id: 'bayes',
    group: 'Networks',
    notice: 'The weights themselves are drawn, and spread out where nothing was seen.',
    document: bayes,
  },
  {
    id: 'bayes-local',
    group: 'Networks',
    notice: 'Sums are drawn in place of weights: the same law with less variance.',
    document: bayesLocal,
  },
];

/** The preset that a link calls `id`. */
export function findPreset(id: string): Preset | undefined {
  return PRESETS.find((preset) => preset.id === id);
}
