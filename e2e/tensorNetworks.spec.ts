import { expect } from '@playwright/test';
import { feedsOf } from '../src/engine/compile/feeds';
import { compileStep, rateFeed } from '../src/engine/compile/training';
import { trainingOf } from '../src/engine/document/training';
import { planKernels } from '../src/engine/executors/tensor/plan/planner';
import { modelOf } from '../src/engine/model/model';
import { updateRule } from '../src/engine/optimizers/rules';
import { findPreset } from '../src/presets/registry';
import { order } from './harness/expectPlans';
import { plainRun } from './harness/plainRun';
import { test } from './harness/serve';

test.setTimeout(180_000);

/** Rows of a step. */
const ROWS = 4;
/** Steps, so that what the first one leaves is used. */
const STEPS = 2;

for (const [id, name] of [
  ['bayes', 'Pathwise'],
  ['gan', 'Both sides'],
  ['nvil', 'NVIL'],
] as const)
  test(`${id} learns on WebGL what it learns in float64`, async ({ device }) => {
    const document = findPreset(id)?.document;
    const plan = document?.plans.find((own) => own.name === name);
    if (!document || !plan) throw new Error(`no plan ${name} of ${id}`);
    const settings = trainingOf(document);
    const step = compileStep(modelOf(document), plan, {
      rows: ROWS,
      samples: 1,
      optimizer: (parameter) => updateRule(settings.optimizers.get(parameter) ?? { kind: 'sgd', rate: 0.1 }),
    });
    const kernels = planKernels(step.program);
    const rates = step.parameters.map((own) => [rateFeed(own.name), [0.003]] as const);
    const feeds = Object.fromEntries(
      [...feedsOf(document), ...step.initial, ...rates].map(([feed, numbers]) => [feed, [...numbers]]),
    );
    const read = ['cost', ...step.parameters.map((own) => `gradient:${own.name}`)];
    const wanted = order({ times: STEPS, feeds, read });
    const program = await device.ready(kernels);
    const own = await device.run(program, wanted);
    await device.dispose(program);
    const plain = await plainRun(kernels, wanted);
    for (const output of read) {
      const exact = plain(output);
      const norm = Math.hypot(...exact);
      const error = Math.hypot(...exact.map((value, i) => value - (own[output]?.[i] ?? Number.NaN)));
      expect(error / norm, output).toBeLessThan(1e-3);
    }
  });
