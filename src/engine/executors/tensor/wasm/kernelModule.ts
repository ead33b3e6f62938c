import { assertNever } from '../../../base/assertNever';
import type { Kernel, KernelPlan } from '../kernelPlan';
import { FunctionBody } from './code';
import { elementwise } from './elementwise';
import { type DefinedFunction, encode, type FunctionType } from './encoder';
import { GAMMA_IMPORT, IMPORTS } from './imports';
import { matmul, matmulScratch } from './matmul';
import { layOutMemory, type MemoryLayout } from './memory';
import { noise } from './noise';
import { reduce } from './reduce';
import { take } from './take';

/** Seed and estimate. */
const STEP: FunctionType = { params: ['i32', 'i32'], results: [] };

export interface KernelModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly layout: MemoryLayout;
}

/**
 * The module of a plan: a function for each kernel, so that the engine optimizes each as soon as it is hot, and the
 * exported `step(seed, estimate)` that calls them in order and then makes the updates. Throws an ExecutorError
 * `too-large`.
 *
 * @param fused whether the engine has relaxed SIMD
 */
export function kernelModule(plan: KernelPlan, fused: boolean): KernelModule {
  const scratch = plan.kernels.reduce(
    (most, kernel) => (kernel.kind === 'matmul' ? Math.max(most, matmulScratch(kernel)) : most),
    0,
  );
  const layout = layOutMemory(plan, scratch);
  const functions: DefinedFunction[] = [];
  const step = new FunctionBody(STEP, fused);
  plan.kernels.forEach((kernel, position) => {
    if (isEmpty(kernel)) return;
    if (kernel.kind === 'gamma') {
      step.i32(position);
      step.parameter(0)(step);
      step.parameter(1)(step);
      step.call(GAMMA_IMPORT);
      return;
    }
    const code = new FunctionBody(STEP, fused);
    write(code, kernel, plan, layout);
    step.parameter(0)(step);
    step.parameter(1)(step);
    step.call(IMPORTS.length + functions.length);
    functions.push(code.finish());
  });
  for (const { feed, from } of plan.updates) {
    const { buffer } = feedOf(plan, feed);
    step.i32(layout.address(buffer));
    step.i32(layout.address(from.buffer) + from.offset * 4);
    step.i32((plan.buffers[buffer] ?? 0) * 4);
    step.op('memory.copy');
  }
  functions.push(step.finish('step'));
  return { bytes: encode({ imports: IMPORTS, functions, pages: layout.pages }), layout };
}

export function feedOf(plan: KernelPlan, name: string) {
  const feed = plan.feeds.find((candidate) => candidate.name === name);
  if (!feed) throw new Error(`the plan has no feed ${name}`);
  return feed;
}

function write(
  code: FunctionBody,
  kernel: Exclude<Kernel, { kind: 'gamma' }>,
  plan: KernelPlan,
  layout: MemoryLayout,
): void {
  switch (kernel.kind) {
    case 'elementwise':
      elementwise(code, kernel, layout);
      return;
    case 'matmul':
      matmul(code, kernel, layout);
      return;
    case 'reduce':
      reduce(code, kernel, layout);
      return;
    case 'take':
      take(code, kernel, layout);
      return;
    case 'noise':
      noise(code, kernel, plan, layout);
      return;
    default:
      assertNever(kernel);
  }
}

/** Whether a kernel writes nothing. */
function isEmpty(kernel: Kernel): boolean {
  switch (kernel.kind) {
    case 'elementwise':
      return kernel.extents.includes(0);
    case 'matmul':
      return kernel.batch * kernel.n * kernel.m === 0;
    case 'reduce':
      return kernel.extents[0] * kernel.extents[2] === 0;
    case 'take':
    case 'noise':
    case 'gamma':
      return kernel.count * kernel.width === 0;
    default:
      return assertNever(kernel);
  }
}
