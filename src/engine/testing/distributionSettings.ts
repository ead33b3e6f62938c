import type { NumericArgs } from '../distributions/contract';
import type { DistributionName } from '../document/distributions';

/** One choice of arguments, for the suite that runs over all distributions. */
export interface DistributionSetting {
  readonly name: DistributionName;
  readonly args: NumericArgs;
  /** For a continuous distribution: where quadrature is cut, from one end of the mass to the other. */
  readonly cuts?: readonly number[];
  /** For a vector of independent coordinates on the line: such cuts for each. */
  readonly boxes?: readonly (readonly number[])[];
  /** Moments of the orders below this exist; missing: all. */
  readonly moments?: number;
  /** Points outside the support, each one draw. */
  readonly outside: readonly (readonly number[])[];
}

const TAIL = [-40, -20, -10, -5, -2, 0, 2, 5, 10, 20, 40];
const RIGHT = [0, 0.1, 1, 3, 10, 25, 60, 120];
const GUMBEL = [-6, -4, -2, -1, 0, 1, 2, 4, 8, 16, 45];

const WIDE = [0, 1, 3, 10, 100, 1e4, 1e6, 1e8, 1e11, 1e14];
const HEAVY = [
  ...WIDE.slice(1)
    .map((x) => -x)
    .reverse(),
  ...WIDE,
];
const LOGISTIC = [-700, -100, -40, -15, -5, 0, 5, 15, 40, 100, 700];
const BOX = [-9, -3, 0, 3, 9];
const UNIT = [0, 0.05, 0.5, 0.95, 1];

const scaled = (steps: readonly number[], loc: number, scale: number) => steps.map((z) => loc + scale * z);
const logScaled = (loc: number, scale: number) =>
  [-12, -8, -4, -2, -1, 0, 1, 2, 4, 8, 12].map((z) => Math.exp(loc + scale * z));

export const SETTINGS: readonly DistributionSetting[] = [
  { name: 'Normal', args: { loc: [0], scale: [1] }, cuts: scaled(TAIL, 0, 1), outside: [] },
  { name: 'Normal', args: { loc: [-3.2], scale: [0.4] }, cuts: scaled(TAIL, -3.2, 0.4), outside: [] },
  { name: 'LogNormal', args: { loc: [0.3], scale: [0.5] }, cuts: logScaled(0.3, 0.5), outside: [[0], [-1]] },
  { name: 'LogNormal', args: { loc: [-1], scale: [0.2] }, cuts: logScaled(-1, 0.2), outside: [[0], [-2]] },
  { name: 'Laplace', args: { loc: [0], scale: [1] }, cuts: scaled(TAIL, 0, 1), outside: [] },
  { name: 'Laplace', args: { loc: [2.5], scale: [0.3] }, cuts: scaled(TAIL, 2.5, 0.3), outside: [] },
  { name: 'Cauchy', args: { loc: [0], scale: [1] }, cuts: HEAVY, moments: 1, outside: [] },
  {
    name: 'Cauchy',
    args: { loc: [2.5], scale: [0.3] },
    cuts: scaled(HEAVY, 2.5, 0.3),
    moments: 1,
    outside: [],
  },
  { name: 'Exponential', args: { rate: [1] }, cuts: RIGHT, outside: [[-0.1]] },
  { name: 'Exponential', args: { rate: [4.5] }, cuts: scaled(RIGHT, 0, 1 / 4.5), outside: [[-2]] },
  {
    name: 'Gamma',
    args: { concentration: [0.4], rate: [2] },
    cuts: scaled(RIGHT, 0, 0.5),
    outside: [[-1]],
  },
  { name: 'Gamma', args: { concentration: [1], rate: [1] }, cuts: RIGHT, outside: [[-1]] },
  {
    name: 'Gamma',
    args: { concentration: [6.5], rate: [0.5] },
    cuts: scaled(RIGHT, 0, 2),
    outside: [[-1], [0]],
  },
  {
    name: 'InverseGamma',
    args: { concentration: [0.8], rate: [2] },
    cuts: [0, 0.02, 0.1, 1, ...WIDE.slice(3), 1e18],
    moments: 0.8,
    outside: [[-1], [0]],
  },
  {
    name: 'InverseGamma',
    args: { concentration: [6.5], rate: [3] },
    cuts: [0, 0.02, 0.1, 0.5, 1, 2, 10, 100, 1e4, 1e6],
    moments: 6.5,
    outside: [[-1], [0]],
  },
  {
    name: 'Beta',
    args: { concentration1: [0.6], concentration0: [2.5] },
    cuts: UNIT,
    outside: [[-0.1], [1], [1.1]],
  },
  {
    name: 'Beta',
    args: { concentration1: [7], concentration0: [1.4] },
    cuts: UNIT,
    outside: [[-0.1], [0], [1], [1.1]],
  },
  {
    name: 'Dirichlet',
    args: { concentration: [1.7, 0.8] },
    outside: [
      [0.5, 0.6],
      [-0.1, 1.1],
      [0, 1],
    ],
  },
  { name: 'Dirichlet', args: { concentration: [2.5, 0.9, 4] }, outside: [[0.2, 0.2, 0.2]] },
  { name: 'StudentT', args: { df: [1.5], loc: [0], scale: [1] }, cuts: HEAVY, moments: 1.5, outside: [] },
  {
    name: 'StudentT',
    args: { df: [7], loc: [-1], scale: [0.6] },
    cuts: scaled(HEAVY, -1, 0.6),
    moments: 7,
    outside: [],
  },
  { name: 'Logistic', args: { loc: [0], scale: [1] }, cuts: LOGISTIC, outside: [] },
  { name: 'Logistic', args: { loc: [2], scale: [0.4] }, cuts: scaled(LOGISTIC, 2, 0.4), outside: [] },
  {
    name: 'Weibull',
    args: { scale: [1.5], concentration: [0.9] },
    cuts: scaled(RIGHT, 0, 1.5),
    outside: [[-1]],
  },
  {
    name: 'Weibull',
    args: { scale: [0.7], concentration: [3] },
    cuts: [0, 0.1, 0.3, 0.7, 1, 1.5, 2, 3],
    outside: [[-1]],
  },
  { name: 'HalfNormal', args: { scale: [1] }, cuts: TAIL.slice(5), outside: [[-0.1]] },
  { name: 'HalfNormal', args: { scale: [2.5] }, cuts: scaled(TAIL.slice(5), 0, 2.5), outside: [[-2]] },
  {
    name: 'MultivariateNormal',
    args: { loc: [0.5, -1], scale_tril: [1, 0, 0.8, 0.6] },
    boxes: [scaled(BOX, 0.5, 1), scaled(BOX, -1, 1)],
    outside: [],
  },
  {
    name: 'MultivariateNormal',
    args: { loc: [-2, 3], scale_tril: [2, 0, -1.2, 1.6] },
    boxes: [scaled(BOX, -2, 2), scaled(BOX, 3, 2)],
    outside: [],
  },
  { name: 'Gumbel', args: { loc: [0], scale: [1] }, cuts: scaled(GUMBEL, 0, 1), outside: [] },
  { name: 'Gumbel', args: { loc: [-1], scale: [2.2] }, cuts: scaled(GUMBEL, -1, 2.2), outside: [] },
  { name: 'Uniform', args: { low: [0], high: [1] }, cuts: [0, 1], outside: [[-0.1], [1.1]] },
  { name: 'Uniform', args: { low: [-2], high: [0.7] }, cuts: [-2, 0.7], outside: [[-2.1], [0.8]] },
  { name: 'Bernoulli', args: { probs: [0.3] }, outside: [[0.5], [2], [-1]] },
  { name: 'Bernoulli', args: { logits: [1.7] }, outside: [[0.5], [2], [-1]] },
  { name: 'Bernoulli', args: { logits: [-3] }, outside: [[0.5]] },
  { name: 'Rademacher', args: { probs: [0.3] }, outside: [[0], [2], [0.5]] },
  { name: 'Rademacher', args: { probs: [0.75] }, outside: [[0]] },
  { name: 'Binomial', args: { total_count: [5], probs: [0.3] }, outside: [[-1], [0.5], [6]] },
  { name: 'Binomial', args: { total_count: [40], probs: [0.85] }, outside: [[-1], [41]] },
  { name: 'Categorical', args: { probs: [0.2, 0.45, 0.35] }, outside: [[-1], [3]] },
  { name: 'Categorical', args: { probs: [0.1, 0.05, 0.25, 0.2, 0.4] }, outside: [[5]] },
  { name: 'Categorical', args: { logits: [1, -0.5, 0, 0.3] }, outside: [[-1], [4]] },
  {
    name: 'OneHotCategorical',
    args: { probs: [0.2, 0.45, 0.35] },
    outside: [
      [0, 0, 0],
      [1, 1, 0],
    ],
  },
  {
    name: 'OneHotCategorical',
    args: { logits: [2, 0, -1, 0.5] },
    outside: [
      [0, 0, 0, 0],
      [0, 1, 0, 1],
    ],
  },
  { name: 'Poisson', args: { rate: [0.6] }, outside: [[-1], [0.5]] },
  { name: 'Poisson', args: { rate: [8] }, outside: [[-2], [1.5]] },
  { name: 'Poisson', args: { rate: [130] }, outside: [[-1]] },
  { name: 'Geometric', args: { probs: [0.35] }, outside: [[-1], [0.5]] },
  { name: 'Geometric', args: { probs: [0.8] }, outside: [[-1]] },
];

export function titleOf({ name, args }: DistributionSetting): string {
  const list = Object.entries(args).map(([arg, values]) => `${arg}=${values.join(' ')}`);
  return `${name}(${list.join(', ')})`;
}
