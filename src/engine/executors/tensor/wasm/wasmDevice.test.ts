import { expect, test } from 'vitest';
import type { BodyOp, ElementwiseKernel, KernelPlan } from '../kernelPlan';
import { signed, unsigned } from './encoder';
import { layOutMemory } from './memory';
import { createWasmDevice } from './wasmDevice';

async function prepare(plan: KernelPlan) {
  const device = createWasmDevice();
  if (!device) throw new Error('this engine has no vectors of WebAssembly');
  return device.prepare(plan);
}

const SIZE = 10;
const EMPTY = { constants: [], feeds: [], outputs: [], updates: [], kernels: [], rows: 1, samples: 1 };

/** to = op(from..., constant) over SIZE numbers. */
function step(op: 'add' | 'mul', from: readonly number[], to: number, constant?: number): ElementwiseKernel {
  const operand = (buffer: number) => ({ buffer, offset: 0, strides: [1] });
  const inputs: BodyOp[] = from.map((_, input) => ({ op: 'input', input }));
  const body: BodyOp[] = [
    ...inputs,
    ...(constant === undefined ? [] : [{ op: 'constant', value: constant } as const]),
  ];
  return {
    kind: 'elementwise',
    extents: [SIZE],
    inputs: from.map(operand),
    body: [...body, { op, args: [0, 1] }],
    outputs: [{ value: body.length, to: operand(to) }],
  };
}

test('integers of the binary format', () => {
  expect(unsigned(624485)).toEqual([0xe5, 0x8e, 0x26]);
  expect(unsigned(0xffffffff)).toEqual([0xff, 0xff, 0xff, 0xff, 0x0f]);
  expect(signed(-123456)).toEqual([0xc0, 0xbb, 0x78]);
  expect(signed(64)).toEqual([0xc0, 0x00]);
  expect(signed(-64)).toEqual([0x40]);
});

test('updates come after all kernels, and feeds live on from run to run', async () => {
  const program = await prepare({
    ...EMPTY,
    buffers: [SIZE, SIZE, SIZE, SIZE],
    feeds: [
      { name: 'p', buffer: 0 },
      { name: 'q', buffer: 1 },
    ],
    kernels: [step('add', [0, 1], 2), step('mul', [0], 3, 2)],
    outputs: [{ name: 'sum', buffer: 2, offset: 3, size: 4 }],
    updates: [
      { feed: 'p', from: { buffer: 2, offset: 0 } },
      { feed: 'q', from: { buffer: 3, offset: 0 } },
    ],
  });
  program.write('p', Array(SIZE).fill(1));
  program.write('q', Array(SIZE).fill(10));
  await program.run(1, 0, 1);
  expect((await program.read(['p', 'q', 'sum'])).map(([x]) => x)).toEqual([11, 2, 11]);
  await program.run(1, 1, 2);
  const [p, q, sum] = await program.read(['p', 'q', 'sum']);
  expect([p?.[0], q?.[0], [...(sum ?? [])]]).toEqual([35, 26, [35, 35, 35, 35]]);
  expect(() => program.write('p', [1])).toThrow('p: 10 numbers expected, got 1');
  program.write('r', [1]);
});

test('a run goes on to the next estimates', async () => {
  const rows = 6;
  const samples = 2;
  const plan: KernelPlan = {
    ...EMPTY,
    buffers: [rows],
    outputs: [{ name: 'u', buffer: 0, offset: 0, size: rows }],
    kernels: [
      {
        kind: 'noise',
        noise: 'uniform',
        count: rows,
        width: 1,
        source: { index: 0, sample: 0, copy: 0 },
        mirrored: false,
        out: { buffer: 0, offset: 0 },
      },
    ],
    rows,
    samples,
  };
  const [several, one] = await Promise.all([prepare(plan), prepare(plan)]);
  await several.run(7, 5, 3);
  await one.run(7, 5 + 2 * (rows / samples), 1);
  const [[got], [want]] = await Promise.all([several.read(['u']), one.read(['u'])]);
  expect(got).toEqual(want);
});

test('buffers share memory only where no kernel needs both', async () => {
  // 0 -> 1 -> 2 -> ... -> 7, each but the last dead after its step; 8 = 1 + 7 keeps 1 alive.
  const chain = Array.from({ length: 7 }, (_, i) => step('add', [i], i + 1, 1));
  const plan: KernelPlan = {
    ...EMPTY,
    buffers: Array(9).fill(SIZE),
    feeds: [{ name: 'x', buffer: 0 }],
    kernels: [...chain, step('add', [1, 7], 8)],
    outputs: [{ name: 'y', buffer: 8, offset: 0, size: SIZE }],
  };
  const { address } = layOutMemory(plan, 0);
  const addresses = plan.buffers.map((_, buffer) => address(buffer));
  expect(addresses.every((at) => at % 16 === 0)).toBe(true);
  // The feed, the output, buffer 1, and two that take turns.
  expect(new Set(addresses).size).toBe(5);
  expect(addresses[3]).not.toBe(addresses[2]);
  const program = await prepare(plan);
  program.write(
    'x',
    Array.from({ length: SIZE }, (_, i) => i),
  );
  await program.run(1, 0, 2);
  const [y] = await program.read(['y']);
  expect([...(y ?? [])]).toEqual(Array.from({ length: SIZE }, (_, i) => 2 * i + 8));
});

test('a buffer that is filled in parts lives from the first of them on', () => {
  const part = (kernel: ElementwiseKernel, offset: number): ElementwiseKernel => ({
    ...kernel,
    outputs: kernel.outputs.map(({ value, to }) => ({ value, to: { ...to, offset } })),
  });
  const plan: KernelPlan = {
    ...EMPTY,
    buffers: [SIZE, 2 * SIZE, SIZE, SIZE],
    feeds: [{ name: 'x', buffer: 0 }],
    kernels: [
      part(step('add', [0], 1, 1), 0),
      step('add', [0], 2, 2),
      part(step('add', [2], 1, 1), SIZE),
      step('add', [1], 3, 1),
    ],
    outputs: [{ name: 'y', buffer: 3, offset: 0, size: SIZE }],
  };
  const { address } = layOutMemory(plan, 0);
  expect(Math.abs(address(1) - address(2))).toBeGreaterThanOrEqual(4 * SIZE);
});

test('more than 1 GiB is refused', async () => {
  const plan: KernelPlan = { ...EMPTY, buffers: [2 ** 28], feeds: [{ name: 'x', buffer: 0 }] };
  await expect(prepare(plan)).rejects.toMatchObject({ name: 'ExecutorError', failure: 'too-large' });
});
