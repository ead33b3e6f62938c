import { describe, expect, test } from 'vitest';
import { nonDifferentiable } from './differentiability';
import { names, usesLogProb, usesStop } from './names';
import { parse } from './parse';
import type { Tree } from './tree';

function read(text: string): Tree {
  const { tree, finding } = parse(text);
  if (!tree) throw new Error(finding.code);
  return tree;
}

describe('differentiable in x', () => {
  test.each([
    'x',
    '-x^2 + 3*x/y',
    'exp(sin(x))',
    'relu(x) + abs(x) + max(x, 0) + min(x)',
    'step(y)*x',
    'y > 0 ? x : -x',
    'where(y < 1, x, 0)',
    'x[0]',
    'x[floor(y)]',
    'softmax(x)[i]',
    'step(stop(x))*x',
    'stop(floor(x))',
    'stop(x) > 0 ? x : 0',
    'sum(x, 1)',
    'log_prob(Normal(x, 1), y)',
    'log_prob(x)',
  ])('%s', (text) => expect(nonDifferentiable(read(text), 'x')).toBeUndefined());
});

describe('not differentiable in x', () => {
  test.each([
    ['x^2 + 5*step(x)', 'step', 'step(x)'],
    ['floor(x)', 'floor', 'floor(x)'],
    ['round(2*x)', 'round', 'round(2*x)'],
    ['y*sign(-x)', 'sign', 'sign(-x)'],
    ['2*(x < y)', '<', '(x < y)'],
    ['y == x', '==', 'y == x'],
    ['x > 0 ? 1 : 0', '>', 'x > 0'],
    ['x ? 1 : 0', '? :', 'x ? 1 : 0'],
    ['where(x, 1, 0)', 'where', 'where(x, 1, 0)'],
    ['where(y, step(x), 0)', 'step', 'step(x)'],
    ['a[x]', 'a[x]', 'a[x]'],
    ['exp(a[i + x])', 'a[i]', 'a[i + x]'],
    ['sum(a, x)', 'sum', 'sum(a, x)'],
    ['exp(-step(abs(x)))', 'step', 'step(abs(x))'],
    ['log_prob(Normal(floor(x), 1), y)', 'floor', 'floor(x)'],
    ['stop(x) + (x < 1)', '<', '(x < 1)'],
  ])('%s', (text, culprit, at) => {
    const kink = nonDifferentiable(read(text), 'x');
    expect(kink?.culprit).toBe(culprit);
    expect(text.slice(...(kink?.span ?? []))).toBe(at);
  });
});

test('a sum of 2,000 terms is no strain', () => {
  expect(nonDifferentiable(read(`${'x+'.repeat(1996)}(x<0)`), 'x')?.culprit).toBe('<');
});

describe('what an expression uses', () => {
  test('names of values, in order, without functions, distributions and their arguments', () => {
    const text = 'e^y + log_prob(Normal(loc=mu, scale=1), x)*pi - y*sum(y)';
    expect([...names(read(text))]).toEqual(['e', 'y', 'mu', 'x', 'pi']);
    expect([...names(read('1 + 2'))]).toEqual([]);
  });

  test('stop', () => {
    expect(usesStop(read('x*(1 + stop(y))'))).toBe(true);
    expect(usesStop(read('x*(1 + stopped)'))).toBe(false);
  });

  test('nodes whose own distribution is used', () => {
    const text =
      'log_prob(z) - log_prob(Normal(a, 1), b) + kl(q, Normal(0, 1)) + kl(Normal(c, 1), p) + entropy(h) + log_prob(g, w)';
    expect([...usesLogProb(read(text))]).toEqual(['z', 'q', 'p', 'h', 'g']);
  });
});
