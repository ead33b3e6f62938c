import { describe, expect, test } from 'vitest';
import type { DistributionName } from '../document/distributions';
import type { StochasticNode } from '../document/types';
import { argsGivenBy } from './probsAndLogits';

function node(distribution: DistributionName, args: Record<string, string>): StochasticNode {
  return { name: 'x', kind: 'stochastic', parents: ['theta'], distribution, args };
}

/** Probabilities, and the logits that they are rewritten to; from these one comes back to the first. */
const OF_ONE = [
  ['p', 'log(p/(1-p))'],
  ['0.3', 'log(0.3/(1-0.3))'],
  ['a*b', 'log(a*b/(1-a*b))'],
  ['a/b', 'log(a/b/(1-a/b))'],
  ['a + b', 'log((a + b)/(1-(a + b)))'],
  ['-a', 'log((-a)/(1-(-a)))'],
  ['a > b ? c : d', 'log((a > b ? c : d)/(1-(a > b ? c : d)))'],
  ['sigmoid(theta)', 'theta'],
  ['sigmoid(theta)^2', 'log(sigmoid(theta)^2/(1-sigmoid(theta)^2))'],
  ['sigmoid(a + b)', 'a + b'],
] as const;

const OVER_CLASSES = [
  ['p', 'log(p)'],
  ['stack(a, 1 - a)', 'log(stack(a, 1 - a))'],
  ['softmax(stack(0, theta))', 'stack(0, theta)'],
  ['1 + p', 'log(1 + p)'],
] as const;

describe('probs and logits stand for the same distribution', () => {
  test.each(OF_ONE)('Bernoulli: probs %s, logits %s', (probs, logits) => {
    expect(argsGivenBy(node('Bernoulli', { probs }), 'logits')).toEqual({ logits });
    expect(argsGivenBy(node('Bernoulli', { logits }), 'probs')).toEqual({ probs });
  });

  for (const distribution of ['Categorical', 'OneHotCategorical'] as const)
    test.each(OVER_CLASSES)(`${distribution}: probs %s, logits %s`, (probs, logits) => {
      expect(argsGivenBy(node(distribution, { probs }), 'logits')).toEqual({ logits });
      expect(argsGivenBy(node(distribution, { logits }), 'probs')).toEqual({ probs });
    });

  test('brackets around all of it are no part of it', () => {
    expect(argsGivenBy(node('Bernoulli', { probs: ' ((sigmoid((theta)))) ' }), 'logits')).toEqual({
      logits: 'theta',
    });
    expect(argsGivenBy(node('Bernoulli', { probs: '(a)*(b)' }), 'logits')).toEqual({
      logits: 'log((a)*(b)/(1-(a)*(b)))',
    });
  });

  test('what only looks like a conversion stays inside of one', () => {
    expect(argsGivenBy(node('Bernoulli', { logits: 'log(p/(1-q))' }), 'probs')).toEqual({
      probs: 'sigmoid(log(p/(1-q)))',
    });
    expect(argsGivenBy(node('Bernoulli', { logits: 'log(p)' }), 'probs')).toEqual({
      probs: 'sigmoid(log(p))',
    });
    expect(argsGivenBy(node('Bernoulli', { logits: '2*log(p/(1-p))' }), 'probs')).toEqual({
      probs: 'sigmoid(2*log(p/(1-p)))',
    });
  });

  test('given so already, or not at all, or not as an expression', () => {
    expect(argsGivenBy(node('Bernoulli', { probs: 'p' }), 'probs')).toEqual({ probs: 'p' });
    expect(argsGivenBy(node('Bernoulli', {}), 'logits')).toEqual({ logits: '0' });
    expect(argsGivenBy(node('Bernoulli', { probs: 'sigmoid(' }), 'logits')).toEqual({ logits: 'sigmoid(' });
  });
});
