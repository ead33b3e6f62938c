import { describe, expect, test } from 'vitest';
import type { Document } from '../document/types';
import { modelOf } from '../model/model';
import { checkNumbers } from './checkNumbers';

function uniform(low: string, high: string): Document {
  const args = { low, high };
  return {
    scg: 1,
    title: '',
    about: '',
    seed: 1,
    nodes: [
      { name: 'a', kind: 'parameter', value: 1 },
      { name: 'w', kind: 'parameter', value: [2, 0.5] },
      { name: 'u', kind: 'stochastic', parents: ['a', 'w'], distribution: 'Uniform', args },
    ],
    plans: [],
  };
}

describe('the ends of an interval', () => {
  test.each([
    ['0', 'a'],
    ['a', 'w + 1'],
    ['-w', 'a'],
  ])('are taken together: %s to %s', (low, high) => {
    expect(checkNumbers(modelOf(uniform(low, high)))).toEqual([]);
  });

  test.each([
    ['a', '1'],
    ['a', 'w'],
    ['w', 'a'],
  ])('are found where they leave no length: %s to %s', (low, high) => {
    expect(checkNumbers(modelOf(uniform(low, high)))).toMatchObject([
      { code: 'argument-range', nodes: ['u'], field: 'args.low', facts: { range: 'interval' } },
    ]);
  });

  test('are found one by one where an end is no number', () => {
    expect(checkNumbers(modelOf(uniform('0', 'log(a - 2)')))).toMatchObject([
      { code: 'argument-range', nodes: ['u'], facts: { arg: 'high', range: 'finite' } },
    ]);
  });
});
