import { describe, expect, test } from 'vitest';
import type { Snapshot, TruthReport } from '../../engine/run/contract';
import { fromPowerSums, NO_MOMENTS } from '../../engine/statistics/moments';
import { comparison } from './comparison';

/** Moments of the numbers themselves. */
function momentsOf(values: readonly number[]) {
  const sum = (power: number) => values.reduce((total, value) => total + value ** power, 0);
  return fromPowerSums(values.length, 0, sum(1), sum(2), sum(3), sum(4));
}

function snapshot(values: readonly number[]): Snapshot {
  const moments = values.length > 0 ? momentsOf(values) : NO_MOMENTS;
  const empty = new Float64Array();
  return {
    generation: 1,
    estimates: values.length,
    draws: [],
    plans: [
      {
        plan: 'Score',
        executor: 'reference',
        fallback: undefined,
        estimatesPerSecond: 50,
        cost: moments,
        gradients: [
          {
            parameter: 'theta',
            moments: [moments],
            totalVariance: 0,
            trace: { count: empty, mean: empty, error: empty },
            recent: empty,
          },
        ],
      },
    ],
  };
}

function truth(mean: number, exact?: { biased: boolean; mean: number; variance: number }): TruthReport {
  return {
    generation: 1,
    method: exact ? 'quadrature' : 'long-run',
    reason: undefined,
    cost: { mean: 0, standardError: 0 },
    gradients: [{ parameter: 'theta', mean: Float64Array.of(mean), standardError: Float64Array.of(0) }],
    plans: exact
      ? [
          {
            plan: 'Score',
            biased: exact.biased,
            gradients: [
              {
                parameter: 'theta',
                mean: Float64Array.of(exact.mean),
                variance: Float64Array.of(exact.variance),
              },
            ],
          },
        ]
      : [],
  };
}

const only = (...args: Parameters<typeof comparison>) => {
  const [row] = comparison(...args);
  if (!row) throw new Error('no row');
  return row;
};

describe('comparison', () => {
  test('mean, variance, signal-to-noise and what precision costs', () => {
    const row = only(['Score'], snapshot([1, 2, 3, 4]), undefined, 'theta', 0);
    expect(row.mean).toBe(2.5);
    expect(row.variance).toBeCloseTo(5 / 3, 12);
    expect(row.standardError).toBeCloseTo(Math.sqrt(5 / 12), 12);
    expect(row.signalToNoise).toBeCloseTo(2.5 / Math.sqrt(5 / 3), 12);
    expect(row.varianceTime).toBeCloseTo(5 / 3 / 50, 12);
    expect(row.verdict).toEqual({ kind: 'open' });
  });

  test('the exact mean decides where there is one', () => {
    const biased = truth(7, { biased: true, mean: 2, variance: 3 });
    const row = only(['Score'], snapshot([7, 7.1]), biased, 'theta', 0);
    expect(row.verdict).toEqual({ kind: 'biased', by: 'exact mean' });
    expect([row.exactMean, row.exactVariance]).toEqual([2, 3]);
  });

  test('a plan that is biased in another coordinate is not told to be in this one', () => {
    const elsewhere = truth(7, { biased: true, mean: 7 + 1e-7, variance: 3 });
    const row = only(['Score'], snapshot([7, 7.1]), elsewhere, 'theta', 0);
    expect(row.verdict).toEqual({ kind: 'biased elsewhere', by: 'exact mean' });
  });

  test('else four standard errors do', () => {
    // 1, 2, 3, 4: standard error 0.6455, so that 2.5 + 4 * 0.6455 = 5.08.
    expect(only(['Score'], snapshot([1, 2, 3, 4]), truth(5), 'theta', 0).verdict.kind).toBe('agrees');
    expect(only(['Score'], snapshot([1, 2, 3, 4]), truth(5.2), 'theta', 0).verdict.kind).toBe('biased');
  });

  test('an estimator without spread is right or wrong at once', () => {
    expect(only(['Score'], snapshot([2, 2, 2]), truth(2), 'theta', 0).verdict.kind).toBe('agrees');
    const wrong = only(['Score'], snapshot([2, 2, 2]), truth(3), 'theta', 0);
    expect(wrong.verdict.kind).toBe('biased');
    expect(wrong.signalToNoise).toBe(Number.POSITIVE_INFINITY);
  });

  test('estimates that are not finite are told', () => {
    const row = only(['Score'], snapshot([1, Number.NaN]), truth(3), 'theta', 0);
    expect(row.broken).toBe(true);
    expect(row.verdict.kind).toBe('open');
  });

  test('a plan that has not run yet has a row all the same', () => {
    const row = only(['Pathwise'], snapshot([1, 2]), undefined, 'theta', 0);
    expect(row.count).toBe(0);
    expect(row.mean).toBeNaN();
    expect(row.broken).toBe(false);
  });
});
