import { describe, expect, test } from 'vitest';
import { REJECTION_ATTEMPTS } from './noise';
import {
  digamma,
  erf,
  erfc,
  gammaP,
  lgamma,
  normalCdf,
  normalQuantile,
  poissonLogMass,
  poissonQuantile,
  standardGamma,
  trigamma,
} from './special';

// The tables come from mpmath 1.3 at 40 digits, the Poisson quantiles from scipy.stats 1.17.

function expectRelative(got: number, wanted: number, tolerance: number) {
  expect(Math.abs(got - wanted) / Math.abs(wanted), `${got} instead of ${wanted}`).toBeLessThan(tolerance);
}

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

  test.each([
    [0.1, 0.05, 0.7755386354510305],
    [1, 1, 0.6321205588285577],
    [3.3, 2, 0.25833946996562784],
    [3.3, 9, 0.9906841597564863],
    [50, 45, 0.24680203440017026],
    [50, 70, 0.994859497541494],
    [1e4, 9900, 0.15865119219356466],
    [1e4, 10200, 0.9767126778664011],
  ])('incomplete: P(%f, %f)', (a, x, wanted) => {
    expectRelative(gammaP(a, x), wanted, 1e-13);
  });

  test('incomplete: the ends', () => {
    expect(gammaP(2, 0)).toBe(0);
    expect(gammaP(2, Number.POSITIVE_INFINITY)).toBe(1);
  });
});

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

describe('Poisson', () => {
  const LEVELS = [1e-7, 0.01, 0.5, 0.99, 1 - 2 ** -24];
  test.each([
    [1e-6, [0, 0, 0, 0, 1]],
    [0.3, [0, 0, 0, 2, 6]],
    [7.7, [0, 2, 8, 15, 26]],
    [63, [26, 45, 63, 82, 109]],
    [65, [28, 47, 65, 84, 112]],
    [66, [28, 48, 66, 86, 113]],
    [144, [86, 117, 144, 173, 212]],
    [1000, [840, 927, 1000, 1074, 1172]],
    [12345.6, [11772, 12088, 12345, 12605, 12938]],
    [1e6, [994805, 997674, 1000000, 1002327, 1005299]],
  ])('quantiles for rate %f', (rate, wanted) => {
    expect(LEVELS.map((u) => poissonQuantile(u, rate))).toEqual(wanted);
  });

  test('is the inverse of the incomplete gamma function, also past the expansion', () => {
    for (const rate of [0.7, 5, 64.5, 200, 3e4, 2.5e6])
      for (const u of [0.003, 0.2, 0.6, 0.9991]) {
        const k = poissonQuantile(u, rate);
        // P(K <= k) = 1 - P(k + 1, rate).
        expect(1 - gammaP(k + 1, rate)).toBeGreaterThan(u);
        if (k > 0) expect(1 - gammaP(k, rate)).toBeLessThanOrEqual(u);
      }
  });

  test('mass sums to one', () => {
    for (const rate of [0.2, 11, 300]) {
      let sum = 0;
      for (let k = 0; k < 1000; k++) sum += Math.exp(poissonLogMass(k, rate));
      expect(Math.abs(sum - 1)).toBeLessThan(1e-13);
    }
  });

  test('ends on any input', () => {
    expect(poissonQuantile(0.5, 0)).toBe(0);
    expect(poissonQuantile(0.5, -1)).toBeNaN();
    expect(poissonQuantile(0.5, Number.NaN)).toBeNaN();
    expect(poissonQuantile(1, 3)).toBe(Math.ceil(3 + 8 * Math.sqrt(3) + 40));
    expect(poissonQuantile(0.5, Number.POSITIVE_INFINITY)).toBeNaN();
  });
});

describe('gamma sampler', () => {
  test('takes the first attempt that passes, and boosts below concentration 1', () => {
    const easy = { normal: 0, uniform: 0.5, boost: 0.25 };
    const refused = { normal: -100, uniform: 0.5, boost: 0.9 };
    expectRelative(
      standardGamma(3, () => easy),
      3 - 1 / 3,
      1e-15,
    );
    expectRelative(
      standardGamma(0.5, (attempt) =>
        attempt === 0 ? { ...refused, boost: 0.25 } : { ...easy, boost: 0.9 },
      ),
      (1.5 - 1 / 3) * 0.25 ** 2,
      1e-15,
    );
  });

  test('ends when nothing passes, and refuses what is no concentration', () => {
    let attempts = 0;
    const draw = () => {
      attempts++;
      return { normal: -100, uniform: 0.5, boost: 0.5 };
    };
    expectRelative(standardGamma(2, draw), 5 / 3, 1e-15);
    expect(attempts).toBe(REJECTION_ATTEMPTS);
    expect(standardGamma(0, draw)).toBeNaN();
    expect(standardGamma(Number.NaN, draw)).toBeNaN();
  });

  test('stays positive for tiny concentrations', () => {
    expect(standardGamma(1e-4, () => ({ normal: 0, uniform: 0.5, boost: 0.5 }))).toBeGreaterThan(0);
  });
});
