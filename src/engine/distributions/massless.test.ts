import { expect, test } from 'vitest';
import { gradient } from '../autodiff/gradient';
import type { DistributionName } from '../document/distributions';
import { Builder, type Value } from '../ir/builder';
import { evaluate } from '../testing/evaluate';
import { kl } from './divergence';
import { entropy } from './entropy';

/** The slopes in theta = 0.4 of entropy and divergence, where a class has no mass whatever theta is. */
function slopes(name: DistributionName, args: (b: Builder, theta: Value) => Record<string, Value>) {
  const b = new Builder();
  const theta = b.feed('theta', []);
  const own = args(b, theta);
  const uniform = {
    probs: b.constant(name === 'Bernoulli' ? 0.5 : [0.25, 0.25, 0.5], name === 'Bernoulli' ? [] : [3]),
  };
  return [entropy(b, name, own), kl(b, { name, args: own }, { name, args: uniform })].map((value) => {
    const [slope] = value ? gradient(b, value, [theta]) : [];
    return slope && evaluate(b, slope, { theta: [0.4] })[0];
  });
}

const p = 1 / (1 + Math.exp(-0.4));
/**
 * d/d theta of -p log p - (1 - p) log(1 - p) for p = sigmoid(theta) is -p (1 - p) theta; against equal masses the
 * divergence has its opposite.
 */
const wanted = -p * (1 - p) * 0.4;
const masked = (b: Builder, theta: Value, last: Value) => b.stack([theta, b.constant(0), last]);

test.each<[string, DistributionName, (b: Builder, theta: Value) => Record<string, Value>]>([
  [
    'logits of -Infinity',
    'Categorical',
    (b, t) => ({ logits: masked(b, t, b.constant(Number.NEGATIVE_INFINITY)) }),
  ],
  [
    'logits that are logarithms of 0',
    'OneHotCategorical',
    (b, t) => ({ logits: masked(b, t, b.log(b.lt(1, t))) }),
  ],
  [
    'probabilities of 0',
    'Categorical',
    (b, t) => ({ probs: b.stack([b.sigmoid(t), b.sub(1, b.sigmoid(t)), b.mul(t, b.lt(1, t))]) }),
  ],
  [
    'probabilities of a product with 0',
    'Categorical',
    (b, t) => {
      const weights = b.mul(b.stack([b.exp(t), b.constant(1), b.exp(t)]), b.constant([1, 1, 0], [3]));
      return { probs: b.div(weights, b.sum(weights)) };
    },
  ],
])('%s', (_, name, args) => {
  const [ofEntropy, ofDivergence] = slopes(name, args);
  expect(ofEntropy).toBeCloseTo(wanted, 12);
  expect(ofDivergence).toBeCloseTo(-wanted, 12);
});

test('a coin that never comes up has entropy and divergence without a slope in what does not move it', () => {
  for (const slope of slopes('Bernoulli', (b, t) => ({ probs: b.mul(t, b.lt(1, t)) })))
    expect(slope).toBeCloseTo(0, 14);
});
