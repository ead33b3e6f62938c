import { describe, expect, test } from 'vitest';
import { feedsOf } from '../../compile/feeds';
import { compilePlan } from '../../compile/plan';
import { modelOf } from '../../model/model';
import { variance as varianceOf } from '../../statistics/moments';
import { loadCases } from '../../testing/cases';
import { prepareReference } from './reference';

const COUNT = 100_000;

// Means within 4 standard errors and variances within 5, of about 30 each: a false alarm has a chance of about 0.2
// percent over all, and the seeds are fixed.
describe.each(loadCases())('$name by simulation', ({ document, expected }) => {
  test.each(document.plans)('$name', (plan) => {
    const { program, parameters } = compilePlan(modelOf(document), plan);
    const batch = prepareReference(program).runNow({
      seed: 1,
      first: 0,
      count: COUNT,
      feeds: feedsOf(document),
      raw: 0,
    });
    expect(parameters.length).toBeGreaterThan(0);
    parameters.forEach(({ name }, i) => {
      const own = batch.moments[i + 1]?.[0];
      const exact = expected.plans[plan.name]?.[name];
      if (!own || !exact) throw new Error(`${plan.name} has no ${name}`);
      const { mean, variance, fourth } = exact;
      if (mean === null || variance === null || fourth === null) return;
      const meanError = Math.sqrt(variance / COUNT);
      const varianceError = Math.sqrt(Math.max(0, fourth - variance * variance) / COUNT);
      // Where all estimates are equally far from the mean, fourth = variance^2, and the sample variance still misses
      // by the square of the mean's own error; what is constant up to rounding is compared up to rounding.
      expect(Math.abs(own.mean - mean)).toBeLessThanOrEqual(4 * meanError + 1e-12);
      expect(Math.abs(varianceOf(own) - variance)).toBeLessThanOrEqual(
        5 * varianceError + 20 * meanError ** 2 + 1e-12,
      );
    });
  });
});
