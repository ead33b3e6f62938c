import { expect, test } from 'vitest';
import { correlationOf, correlationTest } from './correlation';

/** Anscombe's first set (American Statistician 27, 1973): r = 0.81642. */
const ANSCOMBE = [
  10, 8.04, 8, 6.95, 13, 7.58, 9, 8.81, 11, 8.33, 14, 9.96, 6, 7.24, 4, 4.26, 12, 10.84, 7, 4.82, 5, 5.68,
];

test('the correlation of known pairs', () => {
  expect(correlationOf(Float64Array.from(ANSCOMBE))).toBeCloseTo(0.81642, 5);
  expect(correlationOf(Float64Array.of(1, 2, 1, 3))).toBeNaN();
});

test('a distance of 1.96 standard deviations has p = 0.05', () => {
  const r = Math.tanh(Math.atanh(0.6) + 1.959964 / Math.sqrt(100));
  expect(correlationTest(r, 0.6, 103).p).toBeCloseTo(0.05, 6);
  expect(correlationTest(0.6, 0.6, 103)).toMatchObject({ statistic: 0, p: 1 });
});
