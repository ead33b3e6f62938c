import { expect, test } from 'vitest';
import type { ElementwiseKernel, KernelOperand } from '../kernelPlan';
import { largestError, numbers, runKernel, UNTOUCHED } from './singleKernel';

const SIZES = [1, 2, 3, 4, 5, 8, 17, 64, 144];
/** Around lengths that are taken by two vectors at a time. */
const LONG = [65, 71, 72, 100];

/** Strides of an array of these extents, row-major. */
function dense(extents: readonly number[]): number[] {
  return extents.map((_, axis) => extents.slice(axis + 1).reduce((product, extent) => product * extent, 1));
}

function indices(extents: readonly number[]): number[][] {
  return extents.reduce<number[][]>(
    (lists, extent) => lists.flatMap((list) => Array.from({ length: extent }, (_, i) => [...list, i])),
    [[]],
  );
}

function positionOf({ offset, strides }: KernelOperand, index: readonly number[]): number {
  return strides.reduce((sum, stride, axis) => sum + stride * (index[axis] ?? 0), offset);
}

/** Numbers that an operand reaches over. */
function reach(operand: KernelOperand, extents: readonly number[]): number {
  return (
    positionOf(
      operand,
      extents.map((extent, axis) => ((operand.strides[axis] ?? 0) < 0 ? 0 : extent - 1)),
    ) + 1
  );
}

/** out0 = x * y + z, out1 = x - y: which must come out wherever the operands stand. */
async function check(
  extents: readonly number[],
  inputs: readonly [KernelOperand, KernelOperand, KernelOperand],
  outputs: readonly [KernelOperand, KernelOperand],
): Promise<void> {
  const kernel: ElementwiseKernel = {
    kind: 'elementwise',
    extents,
    inputs,
    body: [
      { op: 'input', input: 0 },
      { op: 'input', input: 1 },
      { op: 'input', input: 2 },
      { op: 'mul', args: [0, 1] },
      { op: 'add', args: [3, 2] },
      { op: 'sub', args: [0, 1] },
    ],
    outputs: [
      { value: 4, to: outputs[0] },
      { value: 5, to: outputs[1] },
    ],
  };
  const data = inputs.map((operand, i) => numbers(reach(operand, extents), i + 1));
  const bufferCount = new Set(outputs.map(({ buffer }) => buffer)).size;
  const lengths = Array.from({ length: bufferCount }, (_, i) =>
    Math.max(...outputs.filter(({ buffer }) => buffer === 3 + i).map((to) => reach(to, extents) + 5)),
  );
  const want = lengths.map((length) => new Float64Array(length).fill(UNTOUCHED));
  for (const index of indices(extents)) {
    const [x, y, z] = inputs.map((operand, i) => data[i]?.[positionOf(operand, index)] ?? Number.NaN) as [
      number,
      number,
      number,
    ];
    const set = (to: KernelOperand, value: number) => {
      const buffer = want[to.buffer - 3];
      if (buffer) buffer[positionOf(to, index)] = value;
    };
    set(outputs[0], x * y + z);
    set(outputs[1], x - y);
  }
  const got = await runKernel(kernel, data, lengths);
  got.forEach((values, i) => {
    expect(largestError(values, want[i] ?? [])).toBeLessThan(5e-7);
  });
}

test('all of a dense array, of any length', async () => {
  for (const size of [...SIZES, ...LONG]) {
    const own = (buffer: number): KernelOperand => ({ buffer, offset: 0, strides: [1] });
    await check([size], [own(0), own(1), own(2)], [own(3), own(4)]);
  }
});

test('operands that run backwards', async () => {
  for (const [n, m] of [
    [3, 9],
    [5, 3],
    [17, 4],
  ] as const) {
    await check(
      [n, m],
      [
        { buffer: 0, offset: m - 1, strides: [m, -1] },
        { buffer: 1, offset: (n - 1) * m, strides: [-m, 1] },
        { buffer: 2, offset: n - 1, strides: [-1, 0] },
      ],
      [
        { buffer: 3, offset: 1, strides: [m, 1] },
        { buffer: 4, offset: n * m - 1, strides: [-m, -1] },
      ],
    );
  }
});

test('a chain of thousands of operations', async () => {
  const length = 9;
  const [got] = await runKernel(
    {
      kind: 'elementwise',
      extents: [length],
      inputs: [{ buffer: 0, offset: 0, strides: [1] }],
      body: [
        { op: 'input', input: 0 },
        ...Array.from({ length: 3001 }, (_, i) => ({ op: 'neg', args: [i] }) as const),
      ],
      outputs: [{ value: 3001, to: { buffer: 1, offset: 0, strides: [1] } }],
    },
    [numbers(length, 1)],
    [length],
  );
  expect(got).toEqual(numbers(length, 1).map((x) => -x));
});

test('one number', async () => {
  const own = (buffer: number): KernelOperand => ({ buffer, offset: 2, strides: [] });
  await check([], [own(0), own(1), own(2)], [own(3), own(4)]);
});

test('dense, transposed and sliced operands, and ones broadcast along either axis', async () => {
  for (const n of SIZES)
    for (const m of SIZES) {
      const patterns: Omit<KernelOperand, 'buffer'>[] = [
        { offset: 0, strides: [m, 1] },
        { offset: 0, strides: [0, 1] },
        { offset: 1, strides: [1, 0] },
        { offset: 3, strides: [1, n] },
        { offset: 2, strides: [2 * m + 1, 2] },
        { offset: 5, strides: [0, 0] },
      ];
      const pick = (i: number) => patterns[i % patterns.length] as Omit<KernelOperand, 'buffer'>;
      const start = n + 3 * m;
      for (let i = 0; i < 3; i++)
        await check(
          [n, m],
          [
            { buffer: 0, ...pick(start + i) },
            { buffer: 1, ...pick(start + 2 * i + 1) },
            { buffer: 2, ...pick(start + 5 * i + 2) },
          ],
          [
            { buffer: 3, offset: 1, strides: [m, 1] },
            { buffer: 4, offset: 0, strides: i === 1 ? [1, n + 1] : [m + 2, 1] },
          ],
        );
    }
});

test('four axes, with outputs side by side in one buffer', async () => {
  for (const extents of [
    [2, 3, 4, 5],
    [3, 1, 5, 2],
    [5, 4, 3, 1],
    [1, 2, 2, 17],
  ]) {
    const size = extents.reduce((product, extent) => product * extent, 1);
    const reversed = dense([...extents].reverse()).reverse();
    await check(
      extents,
      [
        { buffer: 0, offset: 0, strides: dense(extents) },
        { buffer: 1, offset: 4, strides: reversed },
        { buffer: 2, offset: 1, strides: [1, 0, 2, 0] },
      ],
      [
        { buffer: 3, offset: 2, strides: dense(extents) },
        { buffer: 3, offset: 2 + size, strides: reversed },
      ],
    );
  }
});

test('what is broadcast is computed before the loops, and constants are outputs too', async () => {
  const rows = 6;
  const columns = 7;
  const [got, ones] = await runKernel(
    {
      kind: 'elementwise',
      extents: [rows, columns],
      inputs: [
        { buffer: 0, offset: 0, strides: [0, 0] },
        { buffer: 1, offset: 0, strides: [1, 0] },
        { buffer: 2, offset: 0, strides: [columns, 1] },
      ],
      body: [
        { op: 'input', input: 0 },
        { op: 'input', input: 1 },
        { op: 'input', input: 2 },
        { op: 'constant', value: 3 },
        { op: 'pow', args: [0, 3] },
        { op: 'mul', args: [4, 1] },
        { op: 'lt', args: [1, 0] },
        { op: 'where', args: [6, 5, 2] },
        { op: 'constant', value: 1 },
      ],
      outputs: [
        { value: 7, to: { buffer: 3, offset: 0, strides: [columns, 1] } },
        { value: 8, to: { buffer: 4, offset: 0, strides: [columns, 1] } },
      ],
    },
    [[2], [-1, 0, 1, 2, 3, 4], numbers(rows * columns, 3)],
    [rows * columns, rows * columns],
  );
  const z = numbers(rows * columns, 3);
  const want = [...z].map((value, i) => {
    const y = Math.floor(i / columns) - 1;
    return y < 2 ? 8 * y : value;
  });
  expect([...(got ?? [])]).toEqual(want);
  expect([...(ones ?? [])]).toEqual(want.map(() => 1));
});
