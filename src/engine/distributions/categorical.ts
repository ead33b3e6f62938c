import type { Builder, Value } from '../ir/builder';
import { classCount, classLogProb, classProbabilities, drawClass, numericProbabilities } from './classes';
import type { Args, Distribution } from './contract';

/** Categorical(probs | logits): an index from 0 to k - 1. `logProb` rounds its index to the nearest whole number. */
export const categorical: Distribution = {
  name: 'Categorical',
  discrete: true,
  support: 'index',
  constraints: { probs: 'simplex', logits: 'logits' },
  vector: false,
  sample: (b, args, batch, noise) => drawClass(b, args, noise.uniform(batch)),
  pathwise: false,
  logProb: (b, args, x) => classLogProb(b, args, b.oneHot(x, classCount(args))),
  movesSupport: [],
  exact: {
    kind: 'enumerate',
    fixed: true,
    points: (args) => numericProbabilities(args).map((_, index) => [index]),
  },
  mean: (b, args) => moment(b, args, 1),
  variance: (b, args) => b.sub(moment(b, args, 2), b.square(moment(b, args, 1))),
  cdf: (args, x) =>
    numericProbabilities(args).reduce((sum, p, index) => (index <= x ? Math.min(1, sum + p) : sum), 0),
  latex: {
    symbol: '\\mathrm{Categorical}',
    density: 'p_x',
    sampler: 'x = \\min\\{j : u < p_0 + \\dots + p_j\\},\\ u \\sim \\mathcal{U}(0, 1)',
  },
};

/** E[index^power]. */
function moment(b: Builder, args: Args, power: number): Value {
  const count = classCount(args);
  const powers = b.constant(
    Array.from({ length: count }, (_, index) => index ** power),
    [count],
  );
  return b.sum(b.mul(classProbabilities(b, args), powers), [-1]);
}
