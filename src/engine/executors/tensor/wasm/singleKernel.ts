import { pcg4d } from '../../../base/noise';
import type { Kernel, KernelPlan } from '../kernelPlan';
import { createWasmDevice } from './wasmDevice';

/** What tests of one kernel share: running it alone, and seeing that it writes nothing beside its outputs. */

/** Stands in every output buffer before the run. */
export const UNTOUCHED = 777;

/** Numbers in (-2, 2) that a seed determines. */
export function numbers(length: number, seed: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => {
    const words = Int32Array.of(seed, i, 0, 0);
    pcg4d(words);
    return (words[0] as number) * 2 ** -30;
  });
}

export interface RunCounts {
  readonly seed?: number;
  readonly first?: number;
  readonly rows?: number;
  readonly samples?: number;
}

/**
 * Runs a kernel whose buffers 0, 1, ... hold `inputs`, and the ones after them outputs of `outputs` numbers. Returns
 * all of the output buffers, with UNTOUCHED where nothing was written.
 */
export async function runKernel(
  kernel: Kernel,
  inputs: readonly ArrayLike<number>[],
  outputs: readonly number[],
  { seed = 1, first = 0, rows = 1, samples = 1 }: RunCounts = {},
): Promise<Float32Array[]> {
  const plan: KernelPlan = {
    buffers: [...inputs.map(({ length }) => length), ...outputs],
    constants: outputs.map((length, i) => ({
      buffer: inputs.length + i,
      values: Array.from({ length }, () => UNTOUCHED),
    })),
    feeds: inputs.map((_, i) => ({ name: `in${i}`, buffer: i })),
    outputs: outputs.map((size, i) => ({ name: `out${i}`, buffer: inputs.length + i, offset: 0, size })),
    updates: [],
    kernels: [kernel],
    rows,
    samples,
  };
  const device = createWasmDevice();
  if (!device) throw new Error('this engine has no vectors of WebAssembly');
  const program = await device.prepare(plan);
  inputs.forEach((values, i) => {
    program.write(`in${i}`, values);
  });
  await program.run(seed, first, 1);
  const read = await program.read(outputs.map((_, i) => `out${i}`));
  program.dispose();
  return read;
}

/** The largest difference, each relative to the size of the right value or to 1. NaN where one is missing. */
export function largestError(got: ArrayLike<number>, want: ArrayLike<number>): number {
  if (got.length !== want.length) return Number.NaN;
  let largest = 0;
  for (let i = 0; i < want.length; i++) {
    const right = want[i] as number;
    const error = Math.abs((got[i] as number) - right) / Math.max(1, Math.abs(right));
    largest = Number.isNaN(error) ? error : Math.max(largest, error);
    if (Number.isNaN(largest)) return largest;
  }
  return largest;
}
