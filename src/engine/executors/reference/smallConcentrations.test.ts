import { describe, expect, test } from 'vitest';
import { feedsOf } from '../../compile/feeds';
import { compilePlan } from '../../compile/plan';
import { gradientSums } from '../../compile/rows';
import { modelOf } from '../../model/model';
import { SMALL_CONCENTRATIONS } from '../../testing/smallConcentrations';
import { plainDevice } from '../tensor/plain/plain';
import { planKernels } from '../tensor/plan/planner';
import { createWasmDevice } from '../tensor/wasm/wasmDevice';
import { prepareReference } from './reference';

const COUNT = 100_000;

describe.each(SMALL_CONCENTRATIONS)('$name', ({ document, cost, gradient }) => {
  // Within 4.5 standard errors, of some 30 numbers: a false alarm has a chance of about 2e-4 over all, and the seed is
  // fixed.
  test.each(document.plans)('estimates by $name are unbiased', (plan) => {
    const { program } = compilePlan(modelOf(document), plan);
    const { moments } = prepareReference(program).runNow({
      seed: 1,
      first: 0,
      count: COUNT,
      feeds: feedsOf(document),
      raw: 0,
    });
    [cost, ...gradient].forEach((wanted, i) => {
      const own = moments.flat()[i];
      if (!own) throw new Error(`no output ${i}`);
      const error = Math.sqrt(own.m2 / own.count / own.count);
      expect(Math.abs(own.mean - wanted), `output ${i}: ${own.mean}`).toBeLessThan(4.5 * error);
    });
  });

  test.each(document.plans)('estimates by $name are the same in float32', async (plan) => {
    const wasm = createWasmDevice();
    if (!wasm) throw new Error('no vectors here');
    const program = gradientSums(modelOf(document), plan, 64);
    const [ours = [], exact = []] = await Promise.all(
      [wasm, plainDevice].map(async (device) => {
        const ready = await device.prepare(planKernels(program));
        for (const [name, numbers] of feedsOf(document)) ready.write(name, numbers);
        await ready.run(5, 0, 1);
        return (await ready.read(program.outputs.map(({ name }) => name))).flatMap((list) => [...list]);
      }),
    );
    expect(ours.length).toBeGreaterThan(0);
    const size = Math.hypot(...exact);
    expect(Math.hypot(...exact.map((x, i) => x - (ours[i] ?? Number.NaN)))).toBeLessThan(1e-4 * size);
  });
});
