import { describe, expect, test } from 'vitest';
import { expectRelative } from '../../testing/expectRelative';
import { REJECTION_ATTEMPTS } from '../noise';
import { standardGamma } from './gammaDraw';

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
