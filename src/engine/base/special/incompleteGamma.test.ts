import { describe, expect, test } from 'vitest';
import { expectRelative } from '../../testing/expectRelative';
import { gammaP } from './incompleteGamma';

// The table comes from mpmath 1.3 at 40 digits.

describe('incomplete gamma function', () => {
  test.each([
    [0.1, 0.05, 0.7755386354510305],
    [1, 1, 0.6321205588285577],
    [3.3, 2, 0.25833946996562784],
    [3.3, 9, 0.9906841597564863],
    [50, 45, 0.24680203440017026],
    [50, 70, 0.994859497541494],
    [1e4, 9900, 0.15865119219356466],
    [1e4, 10200, 0.9767126778664011],
  ])('P(%f, %f)', (a, x, wanted) => {
    expectRelative(gammaP(a, x), wanted, 1e-13);
  });

  test('the ends', () => {
    expect(gammaP(2, 0)).toBe(0);
    expect(gammaP(2, Number.POSITIVE_INFINITY)).toBe(1);
  });
});
