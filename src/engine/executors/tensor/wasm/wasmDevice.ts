import { messageOf } from '../../../base/messageOf';
import { seedWord } from '../../../base/noise';
import { ExecutorError } from '../../contract';
import type { Device, DeviceProgram } from '../contract';
import { copied } from '../copied';
import type { KernelPlan } from '../kernelPlan';
import { FunctionBody } from './code';
import { encode } from './encoder';
import { gammaDraws } from './gammaDraws';
import { SCALAR_FUNCTIONS } from './imports';
import { feedOf, kernelModule } from './kernelModule';
import { madd, splat } from './vectors';

/** Plans as modules of WebAssembly with vectors of four float32. Undefined where the engine has no such vectors. */
export function createWasmDevice(): Device | undefined {
  if (!hasVectors(false)) return undefined;
  const fused = hasVectors(true);
  return { name: 'wasm', words: 'WebAssembly', prepare: (plan) => prepare(plan, fused) };
}

/** Whether the engine takes a module with vectors, and with the fused instruction of relaxed SIMD. */
function hasVectors(fused: boolean): boolean {
  if (typeof WebAssembly === 'undefined') return false;
  const code = new FunctionBody({ params: [], results: [] }, fused);
  code.vector(madd(splat(1), splat(2), splat(3)));
  return WebAssembly.validate(encode({ imports: [], functions: [code.finish()], pages: 1 }));
}

async function prepare(plan: KernelPlan, fused: boolean): Promise<DeviceProgram> {
  const { bytes, layout } = kernelModule(plan, fused);
  const memory = allocate(layout.pages);
  const numbers = new Float32Array(memory.buffer);
  const view = ({ buffer, offset, size }: { buffer: number; offset: number; size: number }) => {
    const start = layout.address(buffer) / 4 + offset;
    return numbers.subarray(start, start + size);
  };
  const gammas = plan.kernels.map((kernel) =>
    kernel.kind === 'gamma' ? gammaDraws(kernel, plan, layout, numbers) : undefined,
  );
  const step = await instantiate(bytes, {
    memory,
    gamma: (position: number, word: number, estimate: number) => gammas[position]?.(word, estimate),
    ...Object.fromEntries(Object.entries(SCALAR_FUNCTIONS).map(([name, { compute }]) => [name, compute])),
  });
  for (const { buffer, values } of plan.constants)
    view({ buffer, offset: 0, size: values.length }).set(values);
  const feedView = (name: string) => {
    const { buffer } = feedOf(plan, name);
    return view({ buffer, offset: 0, size: plan.buffers[buffer] ?? 0 });
  };
  return {
    write(feed, values) {
      if (!plan.feeds.some(({ name }) => name === feed)) return;
      const target = feedView(feed);
      if (values.length !== target.length)
        throw new Error(`${feed}: ${target.length} numbers expected, got ${values.length}`);
      target.set(values);
    },
    async run(seed, first, times) {
      for (let i = 0; i < times; i++) step(seedWord(seed), first + (i * plan.rows) / plan.samples);
    },
    async read(names, into) {
      return names.map((name, i) => {
        const output = plan.outputs.find((candidate) => candidate.name === name);
        return copied(output ? view(output) : feedView(name), into?.[i]);
      });
    },
    // Nothing outside of the program holds its memory.
    dispose() {},
  };
}

function allocate(pages: number): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch (error) {
    throw new ExecutorError('out-of-memory', messageOf(error));
  }
}

async function instantiate(
  bytes: Uint8Array<ArrayBuffer>,
  env: WebAssembly.ModuleImports,
): Promise<(word: number, estimate: number) => void> {
  try {
    const { instance } = await WebAssembly.instantiate(bytes, { env });
    const { step } = instance.exports;
    if (typeof step !== 'function') throw new Error('the module exports no step');
    return (word, estimate) => {
      step(word, estimate);
    };
  } catch (error) {
    throw new ExecutorError('compile-failed', messageOf(error));
  }
}
