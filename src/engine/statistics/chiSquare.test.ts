import { describe, expect, test } from 'vitest';
import { chiSquare, chiSquareTail } from './chiSquare';

describe('the tail of a chi-square', () => {
  /** Abramowitz and Stegun, table 26.8. */
  test.each([
    [0.454936, 1, 0.5],
    [3.84146, 1, 0.05],
    [6.6349, 1, 0.01],
    [10.8276, 1, 0.001],
    [5.99146, 2, 0.05],
    [18.307, 10, 0.05],
  ])('%f with %i degrees of freedom', (x, freedom, p) => {
    expect(chiSquareTail(x, freedom) / p).toBeCloseTo(1, 4);
  });
});

describe('the test', () => {
  /** Mendel's peas (1866): 315, 108, 101 and 32 against 9 : 3 : 3 : 1. */
  test('of counts that are well known', () => {
    const { statistic, n, p } = chiSquare([315, 108, 101, 32], [9 / 16, 3 / 16, 3 / 16, 1 / 16]);
    expect(n).toBe(556);
    expect(statistic).toBeCloseTo(0.47, 2);
    expect(p).toBeCloseTo(0.9254, 3);
  });

  test('knows no mercy for a draw that cannot be', () => {
    expect(chiSquare([50, 50], [0.5, 0.5], 1)).toMatchObject({ n: 101, p: 0 });
  });
});
