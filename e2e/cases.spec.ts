import { expect } from '@playwright/test';
import { feedsOf } from '../src/engine/compile/feeds';
import { compilePlan } from '../src/engine/compile/plan';
import { modelOf } from '../src/engine/model/model';
import { variance as varianceOf } from '../src/engine/statistics/moments';
import { loadCases } from '../src/engine/testing/cases';
import { test } from './harness/serve';

const COUNT = 2 ** 19;

/** What float32 may add to the error of a mean, relative to the spread of its estimates. */
const ROUNDING = 1e-5;

test.setTimeout(120_000);

// Means within 4 standard errors and variances within 5, of about 30 each: a false alarm has a chance of about 0.2
// percent over all, and the seed is fixed.
for (const { name, document, expected } of loadCases())
  test(`${name} comes out right on the fused executor`, async ({ fused }) => {
    const feeds = Object.fromEntries([...feedsOf(document)].map(([feed, values]) => [feed, [...values]]));
    for (const plan of document.plans) {
      const { program, parameters } = compilePlan(modelOf(document), plan);
      const runner = await fused.ready(program);
      const { count, moments } = await fused.run(runner, { seed: 1, first: 0, count: COUNT, raw: 0, feeds });
      expect(count).toBe(COUNT);
      expect(parameters.length).toBeGreaterThan(0);
      parameters.forEach((parameter, i) => {
        const own = moments[i + 1]?.[0];
        const exact = expected.plans[plan.name]?.[parameter.name];
        if (!own || !exact) throw new Error(`${plan.name} has no ${parameter.name}`);
        const { mean, variance, fourth } = exact;
        if (mean === null || variance === null || fourth === null) return;
        const meanError = Math.sqrt(variance / COUNT);
        const varianceError = Math.sqrt(Math.max(0, fourth - variance * variance) / COUNT);
        const slack = ROUNDING * (Math.sqrt(variance) + Math.abs(mean));
        expect(Math.abs(own.mean - mean), `${plan.name}: mean`).toBeLessThanOrEqual(4 * meanError + slack);
        expect(Math.abs(varianceOf(own) - variance), `${plan.name}: variance`).toBeLessThanOrEqual(
          5 * varianceError + 20 * meanError ** 2 + ROUNDING * variance + 1e-12,
        );
      });
    }
  });
