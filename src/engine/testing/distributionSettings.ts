import type { NumericArgs } from '../distributions/contract';
import type { DistributionName } from '../document/distributions';

/** One choice of arguments, for the suite that runs over all distributions. */
export interface Setting {
  readonly name: DistributionName;
  readonly args: NumericArgs;
  /** For a continuous distribution: where quadrature is cut, from one end of the mass to the other. */
  readonly cuts?: readonly number[];
  /** Points outside the support, each one draw. */
  readonly outside: readonly (readonly number[])[];
}

const TAIL = [-40, -20, -10, -5, -2, 0, 2, 5, 10, 20, 40];
const RIGHT = [0, 0.1, 1, 3, 10, 25, 60, 120];
const GUMBEL = [-6, -4, -2, -1, 0, 1, 2, 4, 8, 16, 45];

const scaled = (steps: readonly number[], loc: number, scale: number) => steps.map((z) => loc + scale * z);
const logScaled = (loc: number, scale: number) =>
  [-12, -8, -4, -2, -1, 0, 1, 2, 4, 8, 12].map((z) => Math.exp(loc + scale * z));

export const SETTINGS: readonly Setting[] = [
  { name: 'Normal', args: { loc: [0], scale: [1] }, cuts: scaled(TAIL, 0, 1), outside: [] },
  { name: 'Normal', args: { loc: [-3.2], scale: [0.4] }, cuts: scaled(TAIL, -3.2, 0.4), outside: [] },
  { name: 'LogNormal', args: { loc: [0.3], scale: [0.5] }, cuts: logScaled(0.3, 0.5), outside: [[0], [-1]] },
  { name: 'LogNormal', args: { loc: [-1], scale: [0.2] }, cuts: logScaled(-1, 0.2), outside: [[0], [-2]] },
  { name: 'Laplace', args: { loc: [0], scale: [1] }, cuts: scaled(TAIL, 0, 1), outside: [] },
  { name: 'Laplace', args: { loc: [2.5], scale: [0.3] }, cuts: scaled(TAIL, 2.5, 0.3), outside: [] },
  { name: 'Exponential', args: { rate: [1] }, cuts: RIGHT, outside: [[-0.1]] },
  { name: 'Exponential', args: { rate: [4.5] }, cuts: scaled(RIGHT, 0, 1 / 4.5), outside: [[-2]] },
  {
    name: 'Gamma',
    args: { concentration: [0.4], rate: [2] },
    cuts: scaled(RIGHT, 0, 0.5),
    outside: [[-1], [0]],
  },
  { name: 'Gamma', args: { concentration: [1], rate: [1] }, cuts: RIGHT, outside: [[-1]] },
  {
    name: 'Gamma',
    args: { concentration: [6.5], rate: [0.5] },
    cuts: scaled(RIGHT, 0, 2),
    outside: [[-1], [0]],
  },
  { name: 'Gumbel', args: { loc: [0], scale: [1] }, cuts: scaled(GUMBEL, 0, 1), outside: [] },
  { name: 'Gumbel', args: { loc: [-1], scale: [2.2] }, cuts: scaled(GUMBEL, -1, 2.2), outside: [] },
  { name: 'Uniform', args: { low: [0], high: [1] }, cuts: [0, 1], outside: [[-0.1], [1.1]] },
  { name: 'Uniform', args: { low: [-2], high: [0.7] }, cuts: [-2, 0.7], outside: [[-2.1], [0.8]] },
  { name: 'Bernoulli', args: { probs: [0.3] }, outside: [[0.5], [2], [-1]] },
  { name: 'Bernoulli', args: { logits: [1.7] }, outside: [[0.5], [2], [-1]] },
  { name: 'Bernoulli', args: { logits: [-3] }, outside: [[0.5]] },
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

export function titleOf({ name, args }: Setting): string {
  const list = Object.entries(args).map(([arg, values]) => `${arg}=${values.join(' ')}`);
  return `${name}(${list.join(', ')})`;
}
