import { describe, expect, test } from 'vitest';
import { GAUSS_KRONROD } from './gaussKronrod';

const { points, kronrod, gauss } = GAUSS_KRONROD;

/** The rule's integral of x^degree over [-1, 1], less the true one. */
function miss(weights: readonly number[], degree: number): number {
  const sum = points.reduce((total, x, i) => total + (weights[i] ?? 0) * x ** degree, 0);
  return Math.abs(sum - (degree % 2 === 0 ? 2 / (degree + 1) : 0));
}

describe('moments', () => {
  test.each(Array.from({ length: 24 }, (_, degree) => degree))(
    "Kronrod's rule is exact at degree %d",
    (degree) => expect(miss(kronrod, degree)).toBeLessThan(2e-15),
  );

  test.each(Array.from({ length: 14 }, (_, degree) => degree))(
    "Gauss's rule is exact at degree %d",
    (degree) => expect(miss(gauss, degree)).toBeLessThan(2e-15),
  );

  test('and no further', () => {
    expect(miss(kronrod, 24)).toBeGreaterThan(1e-10);
    expect(miss(gauss, 14)).toBeGreaterThan(1e-5);
  });
});

test('every second point is one of Gauss', () => {
  expect(points).toHaveLength(15);
  expect(gauss.map((weight) => weight > 0)).toEqual(points.map((_, i) => i % 2 === 1));
  expect([...points].sort((a, b) => a - b)).toEqual(points);
});
