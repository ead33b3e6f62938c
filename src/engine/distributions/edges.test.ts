import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gradient } from '../autodiff/gradient';
import type { DistributionName } from '../document/distributions';
import { Builder } from '../ir/builder';
import { feedArgs } from '../testing/distributionArgs';
import { DistributionProbe } from '../testing/distributionProbe';
import { evaluate } from '../testing/evaluate';
import type { NumericArgs } from './contract';
import { DISTRIBUTIONS } from './registry';

/** A number, or the text of an infinite one, which JSON lacks. */
type Written = number | string;

interface Edge {
  readonly name: DistributionName;
  readonly args: Readonly<Record<string, readonly Written[]>>;
  readonly x: readonly number[];
  readonly log: Written;
}

/** Written by testing/distribution_edges.py. */
const EDGES: readonly Edge[] = JSON.parse(
  readFileSync(join(import.meta.dirname, '../testing/distributionEdges.json'), 'utf8'),
);

const numeric = (args: Edge['args']): NumericArgs =>
  Object.fromEntries(Object.entries(args).map(([arg, values]) => [arg, values.map(Number)]));

test('log densities at the edges of supports and arguments are those of SciPy', () => {
  for (const { name, args, x, log } of EDGES) {
    const own = numeric(args);
    const [got = Number.NaN] = new DistributionProbe({ name, args: own, outside: [] }).logProb(own, [x]);
    const label = `${name} ${JSON.stringify(args)} at ${x}`;
    const wanted = Number(log);
    if (Number.isFinite(wanted))
      expect(Math.abs(got - wanted) / (1 + Math.abs(wanted)), label).toBeLessThan(1e-13);
    else expect(got, label).toBe(wanted);
  }
});

test('every distribution has an edge', () => {
  expect(new Set(EDGES.map(({ name }) => name))).toEqual(new Set(Object.keys(DISTRIBUTIONS)));
});

test('nothing is NaN in the gradient there, where the value is finite', () => {
  for (const { name, args, x } of EDGES.filter(({ log }) => Number.isFinite(log))) {
    const slopes = new DistributionProbe({ name, args: numeric(args), outside: [] }).scores([x]);
    for (const { arg, values } of slopes)
      expect(values.some(Number.isNaN), `${arg} of ${name} ${JSON.stringify(args)} at ${x}`).toBe(false);
  }
});

/** Of the log density at x, in closed form. */
const SLOPES: readonly [DistributionName, NumericArgs, number[], string, number[]][] = [
  ['Exponential', { rate: [2] }, [0], 'rate', [0.5]],
  ['Gamma', { concentration: [1], rate: [2] }, [0], 'rate', [0.5]],
  ['Weibull', { scale: [2], concentration: [1] }, [0], 'scale', [-0.5]],
  ['HalfNormal', { scale: [2] }, [0], 'scale', [-0.5]],
  ['Beta', { concentration1: [1], concentration0: [4] }, [0], 'concentration0', [0.25]],
  ['Beta', { concentration1: [4], concentration0: [1] }, [1], 'concentration1', [0.25]],
  ['Beta', { concentration1: [1], concentration0: [1] }, [0.5], 'concentration1', [1 - Math.LN2]],
  ['Poisson', { rate: [0] }, [0], 'rate', [-1]],
  ['Binomial', { total_count: [3], probs: [0] }, [0], 'probs', [-3]],
  ['Binomial', { total_count: [3], probs: [1] }, [3], 'probs', [3]],
  ['Bernoulli', { probs: [1] }, [1], 'probs', [1]],
  ['Bernoulli', { probs: [0] }, [0], 'probs', [-1]],
  ['Rademacher', { probs: [0] }, [-1], 'probs', [-1]],
  ['Geometric', { probs: [1] }, [0], 'probs', [1]],
  ['Categorical', { probs: [1, 0] }, [0], 'probs', [0, -1]],
  ['Categorical', { logits: [0, 0, Number.NEGATIVE_INFINITY] }, [0], 'logits', [0.5, -0.5, 0]],
  ['OneHotCategorical', { logits: [0, 0, Number.NEGATIVE_INFINITY] }, [1, 0, 0], 'logits', [0.5, -0.5, 0]],
  // 1 in place of a logarithm of 0: the share 1/4 has log(1/4) - digamma(1) + digamma(3), and digamma(3) - digamma(1) =
  // 3/2.
  [
    'Dirichlet',
    { concentration: [1, 1, 1] },
    [0, 0.25, 0.75],
    'concentration',
    [Number.NaN, 1.5 - Math.log(4), 1.5 + Math.log(0.75)],
  ],
];

test.each(SLOPES)('slope of %s %j at %j in %s', (name, args, x, arg, wanted) => {
  const slopes = new DistributionProbe({ name, args, outside: [] })
    .scores([x])
    .filter((slope) => slope.arg === arg);
  wanted.forEach((slope, position) => {
    if (Number.isNaN(slope)) return;
    expect(slopes.find((own) => own.position === position)?.values[0]).toBeCloseTo(slope, 12);
  });
});

describe('the slope in the value', () => {
  test.each([
    ['Gamma', { concentration: [1], rate: [2] }, 0, -2],
    ['Weibull', { scale: [2], concentration: [1] }, 0, -0.5],
    ['Beta', { concentration1: [1], concentration0: [3] }, 0, -2],
    ['Gamma', { concentration: [3], rate: [2] }, -1, 0],
    ['LogNormal', { loc: [0], scale: [1] }, -1, 0],
    ['InverseGamma', { concentration: [3], rate: [2] }, 0, 0],
  ] as const)('of %s %j at %f', (name, args, x, wanted) => {
    const b = new Builder();
    const { args: given, feeds } = feedArgs(b, DISTRIBUTIONS[name], args, 1);
    const at = b.feed('x', [1]);
    const [slope] = gradient(b, b.sum(DISTRIBUTIONS[name].logProb(b, given, at)), [at]);
    expect(slope && evaluate(b, slope, { ...feeds, x: [x] })[0]).toBeCloseTo(wanted, 12);
  });
});
