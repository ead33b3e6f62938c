import { describe, expect, test } from 'vitest';
import { expectRelative } from '../../testing/expectRelative';
import { REJECTION_ATTEMPTS } from '../noise';
import { logStandardGamma } from './gammaDraw';

describe('gamma sampler', () => {
  test('takes the first attempt that passes, and boosts below concentration 1', () => {
    const easy = { normal: 0, uniform: 0.5, boost: 0.25 };
    const refused = { normal: -100, uniform: 0.5, boost: 0.9 };
    expectRelative(
      logStandardGamma(3, () => easy),
      Math.log(3 - 1 / 3),
      1e-15,
    );
    expectRelative(
      logStandardGamma(0.5, (attempt) =>
        attempt === 0 ? { ...refused, boost: 0.25 } : { ...easy, boost: 0.9 },
      ),
      Math.log((1.5 - 1 / 3) * 0.25 ** 2),
      1e-15,
    );
  });

  test('ends when nothing passes, and refuses what is no concentration', () => {
    let attempts = 0;
    const draw = () => {
      attempts++;
      return { normal: -100, uniform: 0.5, boost: 0.5 };
    };
    expectRelative(logStandardGamma(2, draw), Math.log(5 / 3), 1e-15);
    expect(attempts).toBe(REJECTION_ATTEMPTS);
    expect(logStandardGamma(0, draw)).toBeNaN();
    expect(logStandardGamma(Number.NaN, draw)).toBeNaN();
  });

  test('has the logarithm of draws that are smaller than any float', () => {
    const draw = () => ({ normal: 0, uniform: 0.5, boost: 2 ** -33 });
    expectRelative(logStandardGamma(1e-5, draw), -33 * Math.LN2 * 1e5 + Math.log(2 / 3 + 1e-5), 1e-15);
  });
});
