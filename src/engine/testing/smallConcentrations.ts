import { digamma, trigamma } from '../base/special/gamma';
import type { DistributionName } from '../document/distributions';
import type { Document } from '../document/types';

/** A cost of a draw that is smaller, or closer to 1, than floats are, with its mean and gradient in closed form. */
export interface SmallConcentration {
  readonly name: string;
  readonly document: Document;
  readonly cost: number;
  /** In every number of the parameter t. */
  readonly gradient: readonly number[];
}

function documentOf(
  value: number | readonly number[],
  distribution: DistributionName,
  args: Readonly<Record<string, string>>,
  cost: string,
): Document {
  return {
    scg: 1,
    title: '',
    about: '',
    seed: 1,
    nodes: [
      { name: 't', kind: 'parameter', value },
      { name: 'x', kind: 'stochastic', parents: ['t'], distribution, args },
      { name: 'f', kind: 'cost', parents: cost.includes('t') ? ['x', 't'] : ['x'], expression: cost },
    ],
    plans: [
      { name: 'score', nodes: { x: { estimator: 'score' } } },
      { name: 'path', nodes: { x: { estimator: 'pathwise' } } },
    ],
  };
}

const SHARE = { concentration1: 't', concentration0: 't' };

/** E x^2 of Beta(a, a) = (a + 1) / (2 (2 a + 1)). */
const shareSquared = (a: number): SmallConcentration => ({
  name: `Beta(${a}, ${a}), cost x^2`,
  document: documentOf(a, 'Beta', SHARE, 'x^2'),
  cost: (a + 1) / (2 * (2 * a + 1)),
  gradient: [-1 / (2 * (2 * a + 1) ** 2)],
});

/** E log x of Gamma(a, 1) = digamma(a). */
const gammaLog = (a: number): SmallConcentration => ({
  name: `Gamma(${a}, 1), cost log x`,
  document: documentOf(a, 'Gamma', { concentration: 't', rate: '1' }, 'log(x)'),
  cost: digamma(a),
  gradient: [trigamma(a)],
});

export const SMALL_CONCENTRATIONS: readonly SmallConcentration[] = [
  shareSquared(0.1),
  shareSquared(0.05),
  shareSquared(0.005),
  gammaLog(0.001),
  {
    // E log x (1 - x) = 2 (digamma(a) - digamma(2 a)).
    name: 'Beta(0.02, 0.02), cost log x (1 - x)',
    document: documentOf(0.02, 'Beta', SHARE, 'log(x) + log(1 - x)'),
    cost: 2 * (digamma(0.02) - digamma(0.04)),
    gradient: [2 * (trigamma(0.02) - 2 * trigamma(0.04))],
  },
  {
    // E exp(-x) = 2^-a.
    name: 'Gamma(0.005, 1), cost exp(-x)',
    document: documentOf(0.005, 'Gamma', { concentration: 't', rate: '1' }, 'exp(-x)'),
    cost: 2 ** -0.005,
    gradient: [-Math.LN2 * 2 ** -0.005],
  },
  {
    // E log x = log 2 - digamma(a).
    name: 'InverseGamma(0.01, 2), cost log x',
    document: documentOf(0.01, 'InverseGamma', { concentration: 't', rate: '2' }, 'log(x)'),
    cost: Math.LN2 - digamma(0.01),
    gradient: [-trigamma(0.01)],
  },
  {
    // E x0^2 = a0 (a0 + 1) / (A (A + 1)), with A the sum of three concentrations a.
    name: 'Dirichlet(0.005), cost x[0]^2',
    document: documentOf([0.005, 0.005, 0.005], 'Dirichlet', { concentration: 't' }, 'x[0]^2'),
    ...simplexSquare(0.005),
  },
  {
    // E log x0 = digamma(a0) - digamma(A).
    name: 'Dirichlet(0.01), cost log x[0]',
    document: documentOf([0.01, 0.01, 0.01], 'Dirichlet', { concentration: 't' }, 'log(x[0])'),
    cost: digamma(0.01) - digamma(0.03),
    gradient: [trigamma(0.01) - trigamma(0.03), -trigamma(0.03), -trigamma(0.03)],
  },
];

function simplexSquare(a: number): Pick<SmallConcentration, 'cost' | 'gradient'> {
  const sum = 3 * a;
  const cost = (a * (a + 1)) / (sum * (sum + 1));
  const ofSum = (-cost * (2 * sum + 1)) / (sum * (sum + 1));
  return { cost, gradient: [(2 * a + 1) / (sum * (sum + 1)) + ofSum, ofSum, ofSum] };
}
