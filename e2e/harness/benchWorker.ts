import type { KernelPlan } from '../../src/engine/executors/tensor/kernelPlan';
import type { Program } from '../../src/engine/ir/program';
import { type Answer, Bench, type Order } from './bench';
import { type PlanAnswer, type PlanOrder, TensorBench } from './tensorBench';

/** What the worker is to run: a program on the fused executor, or a kernel plan on the device `webgl`. */
export type Task =
  | { readonly program: Program; readonly order: Order; readonly side: number | undefined }
  | { readonly plan: KernelPlan; readonly order: PlanOrder };

/** Runs one task in a worker, on an OffscreenCanvas of its own. */
self.onmessage = async ({ data }: MessageEvent<Task>) => {
  self.postMessage(await ('plan' in data ? runPlan(data) : runProgram(data)));
};

async function runProgram({ program, order, side }: Extract<Task, { program: Program }>): Promise<Answer> {
  const bench = new Bench();
  const device = await bench.open();
  const runner = await bench.prepare(program, side);
  return typeof runner === 'string' ? { failure: runner, detail: device } : bench.run(runner, order);
}

async function runPlan({ plan, order }: Extract<Task, { plan: KernelPlan }>): Promise<PlanAnswer> {
  const bench = new TensorBench();
  await bench.open();
  const program = await bench.prepare(plan);
  return typeof program === 'string' ? program : bench.run(program, order);
}
