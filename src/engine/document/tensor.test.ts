import { expect, test } from 'vitest';
import { tensorShape, tensorValues } from './tensor';

test('a number is a scalar', () => {
  expect(tensorShape(2.5)).toEqual([]);
  expect([...tensorValues(2.5)]).toEqual([2.5]);
});

test('a nested array is read row by row', () => {
  const tensor = [
    [1, 2, 3],
    [4, 5, 6],
  ];
  expect(tensorShape(tensor)).toEqual([2, 3]);
  expect([...tensorValues(tensor)]).toEqual([1, 2, 3, 4, 5, 6]);
});

test('a rule of zeros', () => {
  const tensor = { shape: [2, 2], init: 'zeros' } as const;
  expect(tensorShape(tensor)).toEqual([2, 2]);
  expect([...tensorValues(tensor)]).toEqual([0, 0, 0, 0]);
});

test('a rule of normal draws is the same every time, and another for another seed', () => {
  const rule = { shape: [7], init: 'normal', scale: 0.1, seed: 5 } as const;
  expect(tensorValues(rule)).toEqual(tensorValues(rule));
  expect(tensorValues(rule)).toHaveLength(7);
  expect(tensorValues({ ...rule, seed: 6 })).not.toEqual(tensorValues(rule));
  expect(tensorValues({ ...rule, scale: 0.2 })[3]).toBeCloseTo(2 * (tensorValues(rule)[3] ?? Number.NaN), 14);
});

test('normal draws have mean 0 and the variance of their scale', () => {
  // Fixed seed: the bounds are five standard errors, which a right sampler misses for 1 seed in 1.7 million each.
  const n = 40_000;
  const values = tensorValues({ shape: [n], init: 'normal', scale: 2, seed: 3 });
  const mean = values.reduce((sum, v) => sum + v, 0) / n;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / n;
  expect(Math.abs(mean)).toBeLessThan(5 * (2 / Math.sqrt(n)));
  expect(Math.abs(variance - 4)).toBeLessThan(5 * 4 * Math.sqrt(2 / n));
});
