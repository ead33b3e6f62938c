import { describe, expect, test } from 'vitest';
import { expectRelative } from '../../testing/expectRelative';
import { gammaSlope } from './gammaSlope';

// Draws x and their own derivatives, from the regularized incomplete gamma functions of mpmath 1.2 at 60 digits,
// differentiated numerically.
const TABLE = [
  [0.01, 1e-300, 6.90214642440345e-296],
  [0.01, 7.17584e-171, 2.80726356407019e-166],
  [0.01, 9.09646e-41, 8.33574288303325e-37],
  [0.01, 0.265053, 34.8424293998175],
  [0.01, 20.0186, 98.9251254773327],
  [0.3, 6.9727e-41, 2.14514639961081e-38],
  [0.3, 1.51415e-6, 6.67814936429703e-5],
  [0.3, 0.0337398, 0.373963104202351],
  [0.3, 2.63941, 3.90763911082321],
  [0.3, 24.2752, 6.54879520777247],
  [1, 1e-12, 2.80538054510413e-11],
  [1, 0.0202027, 0.0883628180843558],
  [1, 0.510826, 0.816908039400199],
  [1, 4.60517, 2.28736960664093],
  [1, 27.631, 3.93112120564035],
  [1.5, 1.20899e-8, 1.52607198282894e-7],
  [1.5, 0.0924159, 0.198212878830637],
  [1.5, 0.934584, 0.870050196447751],
  [1.5, 5.67243, 2.01368027262222],
  [1.5, 29.4599, 3.43635544992293],
  [4, 0.00221434, 0.00421963667779369],
  [4, 1.01624, 0.484984134602121],
  [4, 3.21132, 0.932082298269972],
  [4, 10.0451, 1.59405155494148],
  [4, 36.733, 2.58116122554786],
  [37, 8.73014, 0.447849778184733],
  [37, 25.6038, 0.830899379548615],
  [37, 35.1556, 0.979052192910181],
  [37, 52.601, 1.19153986791408],
  [37, 97.0876, 1.56556016562663],
  [500, 358.475, 0.843115222833516],
  [500, 455.156, 0.954069665583679],
  [500, 494.025, 0.99433245422839],
  [500, 553.484, 1.05202336798969],
  [500, 673.81, 1.15696076320958],
  [1e4, 9312.63, 0.964831881295063],
  [1e4, 9795.7, 0.989731211595541],
  [1e4, 9974.35, 0.99873304748996],
  [1e4, 10234.1, 1.01163157642346],
  [1e4, 10719.7, 1.03516875468123],
] as const;

// Logarithms of draws and their derivatives, from the series of log P(a, x) at 80 digits (mpmath).
const TINY: readonly (readonly [number, number, number])[] = [
  [1e-6, -22000000, 21999999422785.98],
  [1e-6, -500000, 499999422785.98004],
  [0.0001, -230000, 2299994229.488165],
  [0.001, -22000.5, 21999924.42806819],
  [0.001, -710.25, 709674.4280681896],
  [0.001, -3.5, 3044.822651545289],
  [0.001, -0.4, 774.3521813524737],
  [0.001, 1.25, 231.86460406918027],
  [0.01, -1500, 149943.91145421314],
  [0.05, -400.75, 8005.043100174002],
  [0.3, -70, 232.76936370377734],
];

/** Of the draw itself. */
const slopeOfDraw = (a: number, x: number) => x * gammaSlope(a, Math.log(x));

describe('slope of the logarithm of a gamma draw', () => {
  test.each(TABLE)('at concentration %f and draw %f', (a, x, wanted) => {
    expectRelative(slopeOfDraw(a, x), wanted, 1e-11);
  });

  test.each(TINY)('at concentration %f and logarithm %f', (a, logDraw, wanted) => {
    expectRelative(gammaSlope(a, logDraw), wanted, 1e-13);
  });

  test('is continuous where the form changes', () => {
    for (const a of [0.01, 0.5, 1, 1.4, 3, 50])
      expectRelative(gammaSlope(a, 1e-12), gammaSlope(a, -1e-12), 1e-10);
    for (const a of [2, 30, 4000]) {
      const turn = a - 0.5;
      for (const x of [turn, turn + 1 / (24 * a)])
        expectRelative(gammaSlope(a, Math.log(x) + 1e-12), gammaSlope(a, Math.log(x) - 1e-12), 1e-10);
    }
  });

  test('far outside the mass neither overflows nor turns negative', () => {
    for (const a of [1e-8, 0.01, 1, 100, 1e8])
      for (const x of [1e-300, 1e-20, 1e-3, 1, 1e3, 1e20, 1e300]) {
        const slope = gammaSlope(a, Math.log(x));
        expect(slope >= 0 && slope < Number.POSITIVE_INFINITY, `${a}, ${x}: ${slope}`).toBe(true);
      }
  });

  test('the ends, and what is no concentration or draw', () => {
    expect(gammaSlope(2, Number.NEGATIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(gammaSlope(2, Number.POSITIVE_INFINITY)).toBe(0);
    expect(gammaSlope(0, 1)).toBeNaN();
    expect(gammaSlope(1, Number.NaN)).toBeNaN();
    expect(gammaSlope(Number.POSITIVE_INFINITY, 1)).toBeNaN();
    expect(gammaSlope(Number.NaN, 1)).toBeNaN();
  });
});
