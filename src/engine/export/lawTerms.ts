import type { Analysis } from '../analysis/contract';
import { nodeOf } from '../analysis/graph';
import type { DistributionName } from '../document/distributions';
import { names } from '../expression/names';
import { treesOf } from '../model/trees';
import type { NodeLatex } from './latexNames';
import { density, logDensity } from './latexSymbols';

/** One summand of how a circle's law is differentiated: `sum`, then the derivative of `of`, then `times` the costs. */
export interface LawTerm {
  readonly sum: string;
  readonly of: string;
  readonly times: (costs: string) => string;
}

/**
 * What a circle adds to the estimator: for the score function \log p(x\mid\theta) f; enumerated
 * \sum_x p(x\mid\theta) f; for weak derivatives \mu_x c [f]_{x^-}^{x^+} for every argument that `reached` parents are
 * in.
 */
export function lawTerms(
  { rewritten }: Analysis,
  name: string,
  latex: NodeLatex,
  reached: (parent: string) => boolean,
): LawTerm[] {
  const { estimator, source } = nodeOf(rewritten, name);
  if (estimator === 'enumerate')
    return [{ sum: `\\sum_{${latex(name)}}`, of: density(rewritten, name, latex), times: (costs) => costs }];
  if (estimator !== 'measureValued' || source.kind !== 'stochastic')
    return [{ sum: '', of: logDensity(rewritten, name, latex), times: (costs) => costs }];
  const weak = WEAK[source.distribution ?? 'Normal'] ?? {};
  const trees = treesOf(source);
  const isReached = (arg: string): boolean => {
    const tree = trees.get(arg);
    // Without formulas the location is the sum of the parents.
    return tree ? [...names(tree)].some(reached) : arg === 'loc';
  };
  const x = latex(name);
  return Object.entries(weak).flatMap(([arg, { symbol, factor, from, to }]): LawTerm[] =>
    isReached(arg)
      ? [
          {
            sum: '',
            of: `${symbol}_{${x}}`,
            times: (costs) => `${factor(x)}\\left[${costs}\\right]_{${from(x)}}^{${to(x)}}`,
          },
        ]
      : [],
  );
}

interface WeakLatex {
  readonly symbol: string;
  readonly factor: (x: string) => string;
  /** What the node is at the lower and the upper end of the difference. */
  readonly from: (x: string) => string;
  readonly to: (x: string) => string;
}

const one = () => '';
const minus = (x: string) => `${x}=${x}^-`;
const plus = (x: string) => `${x}=${x}^+`;
const probability: WeakLatex = { symbol: 'p', factor: one, from: (x) => `${x}=0`, to: (x) => `${x}=1` };
const classes: WeakLatex = { symbol: '\\mathbf{p}', factor: one, from: (x) => x, to: (x) => `${x}=k` };

const WEAK: { readonly [N in DistributionName]?: Readonly<Record<string, WeakLatex>> } = {
  Normal: {
    loc: { symbol: '\\mu', factor: (x) => `\\tfrac{1}{\\sigma_{${x}}\\sqrt{2\\pi}}`, from: minus, to: plus },
    scale: { symbol: '\\sigma', factor: (x) => `\\tfrac{1}{\\sigma_{${x}}}`, from: minus, to: plus },
  },
  Exponential: {
    rate: { symbol: '\\lambda', factor: (x) => `\\tfrac{1}{\\lambda_{${x}}}`, from: minus, to: plus },
  },
  Gamma: {
    rate: {
      symbol: '\\beta',
      factor: (x) => `\\tfrac{\\alpha_{${x}}}{\\beta_{${x}}}`,
      from: minus,
      to: plus,
    },
  },
  Poisson: { rate: { symbol: '\\lambda', factor: one, from: (x) => x, to: (x) => `${x}+1` } },
  Bernoulli: { probs: probability, logits: probability },
  Categorical: { probs: classes, logits: classes },
  OneHotCategorical: { probs: classes, logits: classes },
};
