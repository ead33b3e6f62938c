import type { BodyOp, Kernel, KernelPlan } from '../src/engine/executors/tensor/kernelPlan';
import { expectSame, order, relative } from './harness/expectPlans';
import { flatKernel, input, operand, output, planOf, scattered } from './harness/kernelPlans';
import { test } from './harness/serve';

test.setTimeout(180_000);

/** One input, whose axes are read in some way, times two. */
function doubled(
  extents: readonly number[],
  strides: readonly number[],
  offset: number,
  length: number,
): KernelPlan {
  const size = extents.reduce((product, n) => product * n, 1);
  return planOf({
    buffers: [length, size],
    feeds: [{ name: 'x', buffer: 0 }],
    outputs: [output('y', 1, size)],
    kernels: [
      {
        kind: 'elementwise',
        extents,
        inputs: [operand(0, strides, offset)],
        body: [input(0), { op: 'constant', value: 2 }, { op: 'mul', args: [0, 1] }],
        outputs: [
          {
            value: 2,
            to: operand(
              1,
              extents.map((_, axis) => extents.slice(axis + 1).reduce((a, b) => a * b, 1)),
            ),
          },
        ],
      },
    ],
  });
}

test.describe('elementwise kernels', () => {
  const ways = [
    { name: 'one number', extents: [], strides: [], offset: 2, length: 3 },
    { name: 'a dense array', extents: [2, 3, 4], strides: [12, 4, 1], offset: 0, length: 24 },
    {
      name: 'an array beyond one row of a texture',
      extents: [300, 101],
      strides: [101, 1],
      offset: 0,
      length: 30300,
    },
    { name: 'a slice of it', extents: [150, 50], strides: [101, 1], offset: 707, length: 30300 },
    { name: 'a broadcast row', extents: [5, 7], strides: [0, 1], offset: 3, length: 10 },
    { name: 'a broadcast column', extents: [5, 7], strides: [1, 0], offset: 0, length: 5 },
    { name: 'a number everywhere', extents: [5, 7], strides: [0, 0], offset: 4, length: 5 },
    { name: 'a transposed matrix', extents: [6, 11], strides: [1, 6], offset: 0, length: 66 },
    {
      name: 'four axes in another order',
      extents: [2, 3, 4, 5],
      strides: [3, 1, 30, 6],
      offset: 0,
      length: 120,
    },
  ];
  for (const { name, extents, strides, offset, length } of ways)
    test(`read ${name}`, async ({ device }) => {
      const feeds = { x: scattered(length) };
      await expectSame(
        device,
        doubled(extents, strides, offset, length),
        order({ feeds, read: ['y'] }),
        () => 0,
      );
    });

  test('write several outputs, each of what it needs', async ({ device }) => {
    const plan = planOf({
      buffers: [12, 12, 12, 12],
      feeds: [
        { name: 'x', buffer: 0 },
        { name: 'y', buffer: 1 },
      ],
      outputs: [output('sum', 2, 12), output('where', 3, 12)],
      kernels: [
        {
          kind: 'elementwise',
          extents: [3, 4],
          inputs: [operand(0, [4, 1]), operand(1, [1, 3])],
          body: [
            input(0),
            input(1),
            { op: 'add', args: [0, 1] },
            { op: 'lt', args: [0, 1] },
            { op: 'where', args: [3, 0, 2] },
          ],
          outputs: [
            { value: 2, to: operand(2, [4, 1]) },
            { value: 4, to: operand(3, [1, 3]) },
          ],
        },
      ],
    });
    const feeds = { x: scattered(12), y: scattered(12, 1, 1) };
    await expectSame(device, plan, order({ feeds, read: ['sum', 'where'] }), relative(1e-7));
  });

  test('write regions of one buffer that is then read as a whole', async ({ device }) => {
    const part = (from: number, extents: number[], strides: number[], offset: number): Kernel => ({
      kind: 'elementwise',
      extents,
      inputs: [operand(from, extents.length === 2 ? [extents[1] ?? 0, 1] : [1])],
      body: [input(0)],
      outputs: [{ value: 0, to: operand(2, strides, offset) }],
    });
    const plan = planOf({
      buffers: [40, 10, 50, 50],
      feeds: [
        { name: 'x', buffer: 0 },
        { name: 'y', buffer: 1 },
      ],
      // Rows of five: four of x, one of y; then three rows are written over, and one block in the middle of others.
      outputs: [output('all', 3, 50), output('middle', 2, 15, 10), output('end', 2, 5, 45)],
      kernels: [
        part(0, [10, 4], [5, 1], 0),
        part(1, [10], [5], 4),
        part(0, [15], [1], 10),
        part(1, [2, 3], [5, 1], 21),
        flatKernel(50, [{ op: 'neg', args: [0] }], [2], 3),
      ],
    });
    const feeds = { x: scattered(40), y: scattered(10, 1, 1) };
    await expectSame(device, plan, order({ feeds, read: ['all', 'middle', 'end'] }), () => 0);
  });

  test('read what nothing has written as zeros, and more buffers than a program has textures', async ({
    device,
  }) => {
    const many = Array.from({ length: 40 }, (_, i) => i);
    const body: BodyOp[] = many.slice(1).map((i) => ({
      op: 'add',
      args: [i === 1 ? 0 : many.length + i - 2, i],
    }));
    const plan = planOf({
      buffers: [...many.map(() => 6), 6, 80, 80],
      feeds: many.map((i) => ({ name: `x${i}`, buffer: i })),
      outputs: [output('sum', 40, 6), output('all', 42, 80)],
      kernels: [
        flatKernel(6, body, many, 40),
        ...many.slice(0, 37).map(
          (i): Kernel => ({
            kind: 'elementwise',
            extents: [2],
            inputs: [operand(i, [1], 3)],
            body: [input(0)],
            outputs: [{ value: 0, to: operand(41, [1], 2 * i) }],
          }),
        ),
        flatKernel(80, [{ op: 'neg', args: [0] }], [41], 42),
      ],
    });
    const feeds = Object.fromEntries(many.map((i) => [`x${i}`, scattered(6, 1, i)]));
    await expectSame(device, plan, order({ feeds, read: ['sum', 'all'] }), (value) => 1e-5 + 0 * value);
  });
});
