import { describe, expect, test } from 'vitest';
import { feedsOf } from '../compile/feeds';
import { modelOf } from '../model/model';
import { loadCases } from '../testing/cases';
import { exactTruth } from './truth';

const CASES = loadCases();

/** To a relative 1e-4, as the cases promise; what is 0 up to rounding, to 1e-12. */
function expectClose(value: number | undefined, expected: number): void {
  expect(Math.abs((value ?? Number.NaN) - expected)).toBeLessThanOrEqual(1e-4 * Math.abs(expected) + 1e-12);
}

test('there are cases', () => {
  expect(CASES.length).toBeGreaterThan(10);
});

describe.each(CASES)('$name', ({ document, expected }) => {
  const { truth } = exactTruth(modelOf(document), document.plans, feedsOf(document));

  test('expected cost and gradient', () => {
    expect(truth).toBeDefined();
    if (expected.cost !== null) expectClose(truth?.cost, expected.cost);
    for (const [parameter, gradient] of Object.entries(expected.gradient))
      expectClose(truth?.gradient.find((own) => own.parameter === parameter)?.values[0], gradient);
  });

  test('mean and variance of every plan, none of them biased', () => {
    for (const [plan, parameters] of Object.entries(expected.plans)) {
      const own = truth?.plans.find((candidate) => candidate.plan === plan);
      expect(own?.verdict).toBe('unbiased');
      for (const [parameter, { mean, variance }] of Object.entries(parameters)) {
        const gradient = own?.gradients.find((candidate) => candidate.parameter === parameter);
        if (mean !== null) expectClose(gradient?.mean[0], mean);
        if (variance !== null) expectClose(gradient?.variance[0], variance);
      }
    }
  });
});
