import { describe, expect, test } from 'vitest';
import { verdictOf, verdictOfAll, verdictsOf } from './verdict';

describe('verdictOf', () => {
  test.each([
    ['a difference far beyond the bounds', 1.2, 1e-9, 1, 1e-9, 1, 'biased'],
    ['one within them, and they are far below the truth', 1 + 1e-9, 1e-9, 1, 1e-9, 1, 'unbiased'],
    ['one within them, but they are as large as the truth', 1.5, 0.4, 1, 0.4, 1, 'unknown'],
    ['one beyond the bounds, but not beyond twice of them', 1 + 3e-3, 1e-3, 1, 1e-3, 1, 'unknown'],
    ['a fortieth of a percent, known well', 1.00025, 1e-6, 1, 1e-6, 100, 'biased'],
    // A reward of probability 2.5e-10: its estimate has the standard deviation 1.6e-5.
    ['small numbers, known well', 6e-11, 1e-16, 2.5e-10, 1e-14, 1.6e-5, 'biased'],
    ['small numbers that agree', 2.5e-10, 1e-16, 2.5e-10, 1e-14, 1.6e-5, 'unbiased'],
    ['small numbers, not known', 6e-11, 1e-9, 2.5e-10, 1e-9, 1.6e-5, 'unknown'],
    ['an estimate of 0 for a small truth', 0, 0, 2.5e-10, 1e-14, 0, 'biased'],
    ['zeros', 0, 0, 0, 0, 0, 'unbiased'],
    ['zeros of sums that cancel', 1.85e-13, 1e-12, -3e-14, 1e-12, 2, 'unbiased'],
    ['rounding alone, without bounds', 1e-16, 0, 0, 0, 1, 'unbiased'],
    ['equal numbers but for their last bits', 0.1 + 0.2, 0, 0.3, 0, 0, 'unbiased'],
    ['zeros that may be as large as the estimates', 0, 0.1, 0, 0.1, 1, 'unknown'],
    ['no mean', Number.NaN, 0, 1, 0, 1, 'unknown'],
    ['no bound', 1, Number.POSITIVE_INFINITY, 1, 0, 1, 'unknown'],
    ['an infinite scale lends nothing', 0, 1e-3, 0, 1e-3, Number.POSITIVE_INFINITY, 'unknown'],
  ] as const)('%s', (_, mean, meanError, truth, truthError, scale, verdict) => {
    expect(verdictOf(mean, meanError, truth, truthError, scale)).toBe(verdict);
  });
});

test('one coordinate is enough to be biased, and all are needed to be unbiased', () => {
  expect(verdictOfAll(['unbiased', 'unknown', 'biased'])).toBe('biased');
  expect(verdictOfAll(['unbiased', 'unknown'])).toBe('unknown');
  expect(verdictOfAll(['unbiased', 'unbiased'])).toBe('unbiased');
  expect(verdictOfAll([])).toBe('unbiased');
});

test('each coordinate has a verdict of its own; a parameter without a truth has none', () => {
  const three = (...values: number[]) => Float64Array.from(values);
  const own = {
    parameter: 'theta',
    mean: three(1, 2, 0),
    meanErrors: three(0, 0, 0),
    variance: three(4, 4, 0),
  };
  const known = { parameter: 'theta', values: three(1, 3, 1e-13), errors: three(0, 0, 1e-11) };
  expect(verdictsOf(own, [known], 5)).toEqual(['unbiased', 'biased', 'unbiased']);
  expect(verdictsOf({ ...own, parameter: 'phi' }, [known], 5)).toEqual([]);
  // A zero known to a millionth of the cost is not known well enough.
  const rough = { ...known, errors: three(0, 0, 5e-6) };
  expect(verdictsOf(own, [rough], 5)).toEqual(['unbiased', 'biased', 'unknown']);
});
