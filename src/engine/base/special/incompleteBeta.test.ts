import { expect, test } from 'vitest';
import { expectRelative } from '../../testing/expectRelative';
import { betaI } from './incompleteBeta';

// By the series DLMF 8.17.8 in mpmath 1.3 at 40 digits.
test.each([
  [0.1, 0.1, 1e-5, 0.1604026413597734],
  [0.5, 0.5, 0.3, 0.3690101195655454],
  [0.5, 3, 0.9, 0.9996750253207289],
  [2, 3, 0.25, 0.26171875],
  [2, 3, 0.8, 0.9728],
  [1, 1, 0.123, 0.123],
  [20, 5, 0.75, 0.2466484410785732],
  [20, 5, 0.95, 0.9940254494135113],
  [100, 900, 0.08, 0.01314792905228023],
  [100, 900, 0.12, 0.978510999206526],
  [1500, 1500, 0.49, 0.1366568371323939],
  [30000.0, 20000.0, 0.602, 0.8193180170934293],
  [0.01, 50, 1e-9, 0.8499978625265284],
])('I(%f, %f) at %f', (a, b, x, wanted) => {
  expectRelative(betaI(a, b, x), wanted, 2e-13);
});

test('is simple where one parameter is 1, and for the arcsine law', () => {
  for (const x of [1e-9, 0.2, 0.7, 0.999]) {
    expectRelative(betaI(3.5, 1, x), x ** 3.5, 1e-13);
    expectRelative(betaI(1, 4, x), -Math.expm1(4 * Math.log1p(-x)), 1e-13);
    expectRelative(betaI(0.5, 0.5, x), (2 / Math.PI) * Math.asin(Math.sqrt(x)), 1e-13);
  }
});

test('the ends and beyond', () => {
  expect([-1, 0, 1, 2].map((x) => betaI(2, 3, x))).toEqual([0, 0, 1, 1]);
  expect(betaI(2, 3, Number.NaN)).toBeNaN();
});
