import type { BodyOp, Kernel, KernelOperand, KernelPlan } from '../../src/engine/executors/tensor/kernelPlan';

/** A plan with what is given; the rest is empty. */
export function planOf(more: Partial<KernelPlan>): KernelPlan {
  return {
    buffers: [],
    constants: [],
    feeds: [],
    outputs: [],
    updates: [],
    kernels: [],
    rows: 1,
    samples: 1,
    ...more,
  };
}

export const at = (buffer: number, offset = 0) => ({ buffer, offset });

export const operand = (buffer: number, strides: readonly number[], offset = 0): KernelOperand => ({
  buffer,
  offset,
  strides,
});

/** All of a buffer as an output. */
export const output = (name: string, buffer: number, size: number, offset = 0) => ({
  name,
  buffer,
  offset,
  size,
});

export const input = (i: number): BodyOp => ({ op: 'input', input: i });

/** A kernel over one axis that computes one operation of as many inputs as buffers are given. */
export function flatKernel(
  size: number,
  body: readonly BodyOp[],
  from: readonly number[],
  to: number,
): Kernel {
  return {
    kind: 'elementwise',
    extents: [size],
    inputs: from.map((buffer) => operand(buffer, [1])),
    body: [...from.map((_, i) => input(i)), ...body],
    outputs: [{ value: from.length + body.length - 1, to: operand(to, [1]) }],
  };
}

/** Numbers that follow no pattern, in (-scale, scale). */
export function scattered(size: number, scale = 1, salt = 0): number[] {
  return Array.from({ length: size }, (_, i) => {
    const x = Math.sin((i + 1) * 12.9898 + salt * 78.233) * 43758.5453;
    return Math.fround(scale * (2 * (x - Math.floor(x)) - 1));
  });
}
