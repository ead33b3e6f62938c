import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../engine/run/contract';
import { fromPowerSums, NO_MOMENTS } from '../../engine/statistics/moments';
import type { TailFit } from '../../engine/statistics/paretoTail';
import type { TruthReport } from '../../engine/truth/contract';
import { comparePlans, coordinateTruth } from './comparison';

/** Moments of the numbers themselves. */
function momentsOf(values: readonly number[]) {
  const sum = (power: number) => values.reduce((total, value) => total + value ** power, 0);
  return fromPowerSums(values.length, 0, sum(1), sum(2), sum(3), sum(4));
}

function snapshot(values: readonly number[], tail?: TailFit): Snapshot {
  const moments = values.length > 0 ? momentsOf(values) : NO_MOMENTS;
  const empty = new Float64Array();
  return {
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
            tail,
          },
        ],
      },
    ],
  };
}

interface Exact {
  readonly verdict: 'unbiased' | 'biased' | 'unknown';
  /** In the coordinate in view; missing: that of the plan. */
  readonly here?: 'unbiased' | 'biased' | 'unknown';
  readonly mean: number;
  readonly variance: number;
}

function truth(mean: number, exact?: Exact, bound = 0): TruthReport {
  const none = Float64Array.of(0);
  return {
    method: exact ? 'quadrature' : 'long-run',
    isWithdrawn: false,
    cost: { mean: 0, standardError: 0, bound: 0 },
    gradients: [
      {
        parameter: 'theta',
        mean: Float64Array.of(mean),
        standardError: none,
        bounds: Float64Array.of(bound),
      },
    ],
    plans: exact
      ? [
          {
            plan: 'Score',
            verdict: exact.verdict,
            note: undefined,
            gradients: [
              {
                parameter: 'theta',
                mean: Float64Array.of(exact.mean),
                meanErrors: none,
                variance: Float64Array.of(exact.variance),
                varianceErrors: none,
                verdicts: [exact.here ?? exact.verdict],
              },
            ],
          },
        ]
      : [],
    without: exact ? [] : [{ plan: 'Score', why: 'it learns' }],
  };
}

const only = (...args: Parameters<typeof comparePlans>) => {
  const [row] = comparePlans(...args);
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
    const biased = truth(7, { verdict: 'biased', mean: 2, variance: 3 });
    const row = only(['Score'], snapshot([7, 7.1]), biased, 'theta', 0);
    expect(row.verdict).toEqual({ kind: 'biased', by: 'exact mean' });
    expect([row.exactMean, row.exactVariance]).toEqual([2, 3]);
  });

  test('a plan that is biased in another coordinate is not told to be in this one', () => {
    const elsewhere = truth(7, { verdict: 'biased', here: 'unbiased', mean: 7 + 1e-7, variance: 3 });
    const row = only(['Score'], snapshot([7, 7.1]), elsewhere, 'theta', 0);
    expect(row.verdict).toEqual({ kind: 'biased elsewhere', by: 'exact mean' });
  });

  test('where the bounds do not let us tell, neither do we', () => {
    const open = truth(7, { verdict: 'unknown', mean: 7, variance: 3 });
    const row = only(['Score'], snapshot([7, 7.1]), open, 'theta', 0);
    expect(row.verdict).toEqual({ kind: 'unknown', why: 'bounds' });
  });

  test('of a truth that was taken back nothing is told, however near the mean', () => {
    const row = only(['Score'], snapshot([7, 7.1]), { ...truth(7), isWithdrawn: true }, 'theta', 0);
    expect(row.verdict).toEqual({ kind: 'unknown', why: 'withdrawn' });
  });

  test('standard errors of a heavy tail decide nothing', () => {
    const tail = { k: 1.2, threshold: 0.7, count: 1000 };
    const row = only(['Score'], snapshot([1, 2, 3, 4], tail), truth(50), 'theta', 0);
    expect(row.verdict).toEqual({ kind: 'unknown', why: 'tail' });
    expect(row.heavyTail).toBe(tail);
    const light = only(['Score'], snapshot([1, 2, 3, 4], { ...tail, k: 0.3 }), truth(50), 'theta', 0);
    expect(light.verdict.kind).toBe('biased');
    expect(light.heavyTail).toBeUndefined();
  });

  test('a plan without exact moments says why', () => {
    expect(only(['Score'], snapshot([1, 2]), truth(5), 'theta', 0).note).toBe('it learns');
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

test('a truth that may be zero is zero, and has as many digits as are known', () => {
  expect(coordinateTruth(truth(1.85e-13, undefined, 1e-12), 'theta', 0)).toMatchObject({
    mean: 0,
    text: '0',
  });
  expect(coordinateTruth(truth(0.15542, undefined, 7e-4), 'theta', 0)?.text).toBe('0.16');
});
