import { describe, expect, test } from 'vitest';
import { expectRelative } from '../../testing/expectRelative';
import { digamma, lgamma, trigamma } from './gamma';

// The table comes from mpmath 1.3 at 40 digits.

describe('gamma functions', () => {
  test.each([
    [1e-5, 11.512919692895826, -100000.57719921567, 10000000001.644909],
    [0.3, 1.0957979948180756, -3.502524222200133, 12.245364546107732],
    [0.999, 0.0005780385328913802, -0.5788618021086455, 1.6473414317770505],
    [1.3, -0.10817480950786047, -0.16919088886679962, 1.1342534349966193],
    [1.9999, -4.227520877215346e-5, 0.42271983967113097, 0.6449744806987031],
    [2.5, 0.2846828704729192, 0.7031566406452432, 0.49035775610023485],
    [4.7, 2.7364051463155667, 1.4374238096317817, 0.23699183867807336],
    [12, 17.502307845873887, 2.442661679975812, 0.08690187287176838],
    [50, 144.5657439463449, 3.901989673427892, 0.020201333226697125],
    [1e8, 1742068066.1038346, 18.420680738952367, 1.000000005e-8],
    [-2.3, 0.36956666345500805, 3.3173231575618227, 14.725912160961292],
  ])('of %f', (x, logGamma, first, second) => {
    expectRelative(lgamma(x), logGamma, 1e-14);
    expectRelative(digamma(x), first, 1e-14);
    expectRelative(trigamma(x), second, 1e-14);
  });

  test('are exact where the values are simple, and singular at the poles', () => {
    expect(lgamma(1)).toBe(0);
    expect(lgamma(2)).toBe(0);
    expect(lgamma(0)).toBe(Number.POSITIVE_INFINITY);
    expect(lgamma(-3)).toBe(Number.POSITIVE_INFINITY);
    expect(lgamma(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(digamma(-1)).toBeNaN();
    expect(trigamma(0)).toBe(Number.POSITIVE_INFINITY);
    expect(lgamma(Number.NaN)).toBeNaN();
  });
});
