import { describe, expect, test } from 'vitest';
import { expectRelative } from '../../testing/expectRelative';
import { erf, erfc, normalCdf, normalQuantile } from './normal';

// The tables come from mpmath 1.3 at 40 digits.

describe('normal functions', () => {
  test.each([
    [-2.2, -0.9981371537020182, 1.998137153702018],
    [-0.1, -0.1124629160182849, 1.1124629160182848],
    [1e-8, 1.1283791670955126e-8, 0.9999999887162083],
    [0.9, 0.7969082124228322, 0.20309178757716786],
    [1.49, 0.9648978648432042, 0.03510213515679579],
    [1.5, 0.9661051464753108, 0.033894853524689274],
    [2.3, 0.9988568234026434, 0.0011431765973566525],
    [5.5, 0.9999999999999927, 7.357847917974398e-15],
  ])('erf and erfc of %f', (x, wanted, complement) => {
    expectRelative(erf(x), wanted, 1e-14);
    expectRelative(erfc(x), complement, 1e-14);
  });

  test.each([
    [1e-300, -37.0470962993612],
    [1e-9, -5.9978070150076865],
    [0.02, -2.053748910631823],
    [0.49, -0.025068908258711057],
    [0.7, 0.5244005127080407],
  ])('quantile of %f', (p, wanted) => {
    expectRelative(normalQuantile(p), wanted, 1e-14);
    expectRelative(normalCdf(wanted), p, 1e-12);
  });

  test('quantile: the ends and beyond', () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(Math.abs(normalQuantile(0.5))).toBeLessThan(1e-15);
    expect(normalQuantile(1.1)).toBeNaN();
    expect(erf(Number.POSITIVE_INFINITY)).toBe(1);
  });
});
