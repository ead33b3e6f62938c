import { expect, test } from 'vitest';
import { baselineKind, baselineOfKind, choiceWords, noPathwise } from './planChoices';

test('a node without a distribution is normal, and has a path', () => {
  const x = { name: 'x', kind: 'stochastic', parents: [] } as const;
  expect(noPathwise(x)).toBeUndefined();
  expect(noPathwise({ ...x, distribution: 'Bernoulli' })).toBe('Bernoulli has no differentiable path');
});

test('choices in a word or two', () => {
  expect(choiceWords({ estimator: 'pathwise' })).toBe('pathwise');
  expect(choiceWords({ estimator: 'score' })).toBe('score');
  expect(choiceWords({ estimator: 'score', baseline: 2.5 })).toBe('score − 2.5');
  expect(choiceWords({ estimator: 'score', baseline: { kind: 'average', decay: 0.9 } })).toBe('score − avg');
});

test('a baseline of each kind is read as that kind', () => {
  for (const kind of ['none', 'number', 'average'] as const) {
    expect(baselineKind(baselineOfKind(kind))).toBe(kind);
  }
});
