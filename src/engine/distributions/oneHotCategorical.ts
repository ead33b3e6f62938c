import { classCount, classLogProb, classProbabilities, drawClass, numericProbabilities } from './classes';
import type { Distribution } from './contract';

/** OneHotCategorical(probs | logits): a vector of zeros with a single one, along a last axis of length k. */
export const oneHotCategorical: Distribution = {
  name: 'OneHotCategorical',
  discrete: true,
  support: 'oneHot',
  constraints: { probs: 'simplex', logits: 'logits' },
  vector: true,
  sample: (b, args, batch, noise) => b.oneHot(drawClass(b, args, noise.uniform(batch)), classCount(args)),
  pathwise: false,
  logProb: (b, args, x) => classLogProb(b, args, b.eq(x, 1)),
  movesSupport: [],
  exact: {
    kind: 'enumerate',
    fixed: true,
    points: (args) => {
      const probabilities = numericProbabilities(args);
      return probabilities.map((_, index) => probabilities.map((_, j) => (j === index ? 1 : 0)));
    },
  },
  mean: classProbabilities,
  variance: (b, args) => {
    const p = classProbabilities(b, args);
    return b.mul(p, b.sub(1, p));
  },
  cdf: undefined,
  latex: {
    symbol: '\\mathrm{OneHotCategorical}',
    density: '\\textstyle\\prod_j p_j^{x_j}',
    sampler: 'x = e_{\\min\\{j : u < p_0 + \\dots + p_j\\}},\\ u \\sim \\mathcal{U}(0, 1)',
  },
};
