import { memory as tensors } from '@tensorflow/tfjs-core';
import { gradientSums } from '../../../src/engine/compile/rows';
import { trainingOf } from '../../../src/engine/document/training';
import { ExecutorError } from '../../../src/engine/executors/contract';
import type { Device } from '../../../src/engine/executors/tensor/contract';
import { planKernels } from '../../../src/engine/executors/tensor/plan/planner';
import { createWasmDevice } from '../../../src/engine/executors/tensor/wasm/wasmDevice';
import { createWebglDevice } from '../../../src/engine/executors/tensor/webgl/webglDevice';
import type { Model } from '../../../src/engine/model/model';
import { modelOf } from '../../../src/engine/model/model';
import { PlanTrainer, stepPlan } from '../../../src/engine/training/planTrainer';
import type { Runner, Sums, VaeRival } from './rival';
import { BATCH, type ByParameter, PARAMETERS, startOfVae, vaeDocument } from './setting';

const SEED = 1;

/** The product's own trainer, and its own program of single gradients. */
export async function ours(name: 'wasm' | 'webgl'): Promise<VaeRival> {
  const device = name === 'wasm' ? createWasmDevice() : await createWebglDevice();
  if (!device) throw new Error('WebAssembly has no vectors here');
  if (device instanceof ExecutorError) throw device;
  const start = startOfVae();
  const model: Model = modelOf(vaeDocument);
  const feeds = new Map(Object.entries(start));
  return {
    device: device.words,
    steps: [{ name: "the product's trainer", prepare: () => steps(device, model, feeds) }],
    estimates: [{ name: 'compiled program', prepare: () => estimates(device, model, feeds) }],
    memory: (): Record<string, number> =>
      name === 'webgl' ? { tensors: tensors().numTensors, bytes: tensors().numBytes } : {},
  };
}

type Numbers = ReadonlyMap<string, Float64Array>;

function planOf({ document }: Model) {
  const [plan] = document.plans;
  if (!plan) throw new Error('the document has no plan');
  return plan;
}

async function steps(
  device: Device,
  model: Model,
  feeds: Numbers,
): Promise<Runner<ByParameter<Float32Array>>> {
  const settings = trainingOf(model.document);
  const step = stepPlan(model, planOf(model), settings);
  const trainer = await PlanTrainer.prepare(device, model, step, settings, feeds);
  return {
    run: (count) => trainer.advance(SEED, count),
    result: async () => {
      const { parameters } = trainer;
      const of = (name: string) => parameters.get(name) ?? new Float32Array(0);
      return { phi: of('phi'), theta: of('theta') };
    },
    dispose: () => trainer.dispose(),
  };
}

async function estimates(device: Device, model: Model, feeds: Numbers): Promise<Runner<Sums>> {
  const program = await device.prepare(planKernels(gradientSums(model, planOf(model), BATCH)));
  for (const [feed, numbers] of feeds) program.write(feed, numbers);
  const zeros = (name: 'phi' | 'theta') => new Float32Array(feeds.get(name)?.length ?? 0);
  for (const name of PARAMETERS) program.write(`shift:${name}`, zeros(name));
  const sum = { phi: zeros('phi'), theta: zeros('theta') };
  const squares = { phi: zeros('phi'), theta: zeros('theta') };
  const wanted = PARAMETERS.flatMap((name) => [`sum:${name}`, `squares:${name}`]);
  let count = 0;
  return {
    async run(rounds) {
      for (let round = 0; round < rounds; round++) {
        await program.run(SEED, count, 1);
        const read = await program.read(wanted);
        PARAMETERS.forEach((name, i) => {
          addTo(sum[name], read[2 * i]);
          addTo(squares[name], read[2 * i + 1]);
        });
        count += BATCH;
      }
    },
    result: async () => ({ count, sum, squares }),
    dispose: () => program.dispose(),
  };
}

function addTo(total: Float32Array, part: Float32Array | undefined): void {
  if (part?.length !== total.length) throw new Error('sums of another length');
  for (let i = 0; i < total.length; i++) total[i] = (total[i] ?? 0) + (part[i] ?? 0);
}
