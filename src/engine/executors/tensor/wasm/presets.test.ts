import { describe, expect, test } from 'vitest';
import { PRESETS } from '../../../../presets/registry';
import { feedsOf } from '../../../compile/feeds';
import { gradientSums } from '../../../compile/rows';
import { compileStep, rateFeed } from '../../../compile/training';
import { trainingOf } from '../../../document/training';
import type { ArrayProgram } from '../../../ir/arrayProgram';
import { modelOf } from '../../../model/model';
import { updateRule } from '../../../optimizers/rules';
import type { Device } from '../contract';
import { plainDevice } from '../plain/plain';
import { planKernels } from '../plan/planner';
import { createWasmDevice } from './wasmDevice';

/** Rows of a step: enough for every kernel's inner loop. */
const ROWS = 8;

const networks = PRESETS.filter(({ group, id }) => group === 'Networks' && id !== 'draw');
const cases = networks.flatMap(({ id, document }) =>
  document.plans.map((plan) => [id, plan.name, document, plan] as const),
);

type Numbers = ReadonlyMap<string, ArrayLike<number>>;

async function outputsOf(device: Device, program: ArrayProgram, feeds: Numbers, runs: number) {
  const plan = planKernels(program);
  const ready = await device.prepare(plan);
  for (const [name, numbers] of feeds) ready.write(name, numbers);
  await ready.run(5, 0, runs);
  const names = [...program.outputs.map(({ name }) => name), ...program.updates.map(({ feed }) => feed)];
  const read = await ready.read(names);
  ready.dispose();
  return new Map(names.map((name, i) => [name, read[i] ?? new Float32Array(0)]));
}

async function expectSame(program: ArrayProgram, feeds: Numbers, runs: number, tolerance: number) {
  const wasm = createWasmDevice();
  if (!wasm) throw new Error('no vectors here');
  const [ours, exact] = [
    await outputsOf(wasm, program, feeds, runs),
    await outputsOf(plainDevice, program, feeds, runs),
  ];
  for (const [name, numbers] of exact) {
    const norm = Math.hypot(...numbers);
    const error = Math.hypot(...numbers.map((x, i) => x - (ours.get(name)?.[i] ?? Number.NaN)));
    expect(error, name).toBeLessThanOrEqual(tolerance * norm + 1e-30);
  }
}

/** The gradients themselves are held against finite differences in float64, in presets/networks.test.ts. */
describe('in float32 the networks have the numbers that they have in float64', () => {
  test.each(cases)('%s, %s: a step', async (_, __, document, plan) => {
    const settings = trainingOf(document);
    const step = compileStep(modelOf(document), plan, {
      rows: ROWS,
      samples: 1,
      optimizer: (name) => updateRule(settings.optimizers.get(name) ?? { kind: 'sgd', rate: 0.1 }),
    });
    const rates = step.parameters.map(({ name }) => [rateFeed(name), [0.003]] as const);
    const feeds = new Map<string, ArrayLike<number>>([...feedsOf(document), ...step.initial, ...rates]);
    await expectSame(step.program, feeds, 1, 1e-4);
  });

  test.each(cases)('%s, %s: single estimates', async (_, __, document, plan) => {
    const program = gradientSums(modelOf(document), plan, 3);
    const feeds = new Map<string, ArrayLike<number>>(feedsOf(document));
    await expectSame(program, feeds, 1, 1e-4);
  });
});
