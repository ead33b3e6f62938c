import { expect } from '@playwright/test';
import type { DrawKind, Kernel, KernelPlan } from '../src/engine/executors/tensor/kernelPlan';
import { expectSame, order, relative } from './harness/expectPlans';
import { at, operand, output, planOf, scattered } from './harness/kernelPlans';
import { plainRun } from './harness/plainRun';
import { test } from './harness/serve';

test.setTimeout(180_000);

test.describe('matrix products', () => {
  const product = (
    kernel: Omit<Extract<Kernel, { kind: 'matmul' }>, 'kind' | 'out'>,
    lengths: readonly [number, number],
  ): KernelPlan => {
    const size = kernel.batch * kernel.n * kernel.m;
    return planOf({
      buffers: [...lengths, size],
      feeds: [
        { name: 'a', buffer: 0 },
        { name: 'c', buffer: 1 },
      ],
      outputs: [output('y', 2, size)],
      kernels: [{ kind: 'matmul', ...kernel, out: at(2) }],
    });
  };
  const cases = [
    { name: 'plain', batch: 1, n: 5, k: 7, m: 3, a: operand(0, [0, 7, 1]), c: operand(1, [0, 3, 1]) },
    {
      name: 'with both transposed',
      batch: 1,
      n: 5,
      k: 7,
      m: 4,
      a: operand(0, [0, 1, 5]),
      c: operand(1, [0, 1, 7]),
    },
    {
      name: 'of slices',
      batch: 1,
      n: 4,
      k: 6,
      m: 5,
      a: operand(0, [0, 9, 1], 13),
      c: operand(1, [0, 5, 1], 11),
    },
    { name: 'row by row', batch: 9, n: 3, k: 4, m: 5, a: operand(0, [12, 4, 1]), c: operand(1, [20, 5, 1]) },
    {
      name: 'of a batch by one matrix',
      batch: 9,
      n: 3,
      k: 4,
      m: 5,
      a: operand(0, [12, 4, 1]),
      c: operand(1, [0, 5, 1]),
    },
    {
      name: 'of rows by one matrix',
      batch: 9,
      n: 1,
      k: 4,
      m: 5,
      a: operand(0, [4, 0, 1]),
      c: operand(1, [0, 1, 4]),
    },
    {
      name: 'of one matrix by a batch',
      batch: 9,
      n: 3,
      k: 4,
      m: 5,
      a: operand(0, [0, 4, 1]),
      c: operand(1, [20, 1, 4]),
    },
    {
      name: 'of long vectors',
      batch: 3,
      n: 1,
      k: 1500,
      m: 2,
      a: operand(0, [0, 0, 1]),
      c: operand(1, [3000, 2, 1]),
    },
    {
      name: 'of a long vector by a vector',
      batch: 1,
      n: 1,
      k: 1501,
      m: 1,
      a: operand(0, [0, 0, 1]),
      c: operand(1, [0, 1, 0]),
    },
    {
      name: 'of more rows than a texture has',
      batch: 1,
      n: 20000,
      k: 3,
      m: 2,
      a: operand(0, [0, 3, 1]),
      c: operand(1, [0, 2, 1]),
    },
    { name: 'with no terms', batch: 2, n: 3, k: 0, m: 2, a: operand(0, [0, 0, 1]), c: operand(1, [0, 2, 1]) },
  ];
  for (const { name, ...kernel } of cases)
    test(name, async ({ device }) => {
      const reach = (
        extents: readonly number[],
        { offset, strides }: { offset: number; strides: readonly number[] },
      ) => extents.reduce((end, n, axis) => end + Math.max(0, n - 1) * (strides[axis] ?? 0), offset + 1);
      const lengths = [
        reach([kernel.batch, kernel.n, kernel.k], kernel.a),
        reach([kernel.batch, kernel.k, kernel.m], kernel.c),
      ] as const;
      const feeds = { a: scattered(lengths[0]), c: scattered(lengths[1], 1, 1) };
      await expectSame(device, product(kernel, lengths), order({ feeds, read: ['y'] }), relative(1e-5, 2e-5));
    });
});

test.describe('other kernels', () => {
  for (const op of ['sum', 'amax'] as const)
    for (const extents of [
      [2, 3, 4],
      [3, 1000, 5],
      [1, 40000, 1],
      [700, 30, 1],
      [2, 0, 3],
    ] as const)
      test(`the ${op} of ${extents.join(' x ')}`, async ({ device }) => {
        const [i, r, j] = extents;
        const plan = planOf({
          buffers: [i * r * j + 3, i * j + 2],
          feeds: [{ name: 'x', buffer: 0 }],
          outputs: [output('y', 1, i * j, 1), output('all', 1, i * j + 2)],
          kernels: [{ kind: 'reduce', op, extents, from: at(0, 3), out: at(1, 1) }],
        });
        const feeds = { x: scattered(i * r * j + 3) };
        await expectSame(device, plan, order({ feeds, read: ['y', 'all'] }), relative(1e-5, 1e-5));
      });

  test('rows of a table, zeros where it has none', async ({ device }) => {
    const index = [0, 2.4, 3.6, -1, 5, 4, -0.4, Number.NaN, 1e9];
    const plan = planOf({
      buffers: [5 * 3 + 2, index.length + 1, index.length * 3],
      feeds: [
        { name: 'table', buffer: 0 },
        { name: 'index', buffer: 1 },
      ],
      outputs: [output('y', 2, index.length * 3)],
      kernels: [
        {
          kind: 'take',
          count: index.length,
          width: 3,
          tableRows: 5,
          table: at(0, 2),
          index: at(1, 1),
          out: at(2),
        },
      ],
    });
    const feeds = { table: scattered(17), index: [7, ...index] };
    await expectSame(device, plan, order({ feeds, read: ['y'] }), () => 0);
  });
});

test.describe('noise', () => {
  const drawn = (
    kind: DrawKind,
    rows: number,
    samples: number,
    count: number,
    sample: number,
    mirrored = false,
  ): KernelPlan =>
    planOf({
      buffers: [count * 7],
      outputs: [output('y', 0, count * 7)],
      kernels: [
        {
          kind: 'noise',
          noise: kind,
          count,
          width: 7,
          source: { index: 10, sample, copy: 2 },
          mirrored,
          out: at(0),
        },
      ],
      rows,
      samples,
    });
  const late = order({ seed: 0xfedcba98, first: 2 ** 32 - 5, times: 3, read: ['y'] });

  // Rounded twice to float32, relatively; u alone has a last bit of 2^-24 above 1/2.
  test('uniform draws are those of the hash, rounded, and so are their opposites', async ({ device }) => {
    for (const mirrored of [false, true]) {
      await expectSame(device, drawn('uniform', 300, 3, 300, 1, mirrored), late, (u) => 1.3e-7 * u);
      await expectSame(device, drawn('uniform', 300, 3, 100, 0, mirrored), late, (u) => 1.3e-7 * u);
      await expectSame(device, drawn('uniform', 300, 3, 1, 0, mirrored), late, (u) => 1.3e-7 * u);
      await expectSame(
        device,
        drawn('nearZero', 300, 3, 300, 0, mirrored),
        late,
        (t) => 1.3e-7 * Math.abs(t),
      );
      await expectSame(device, drawn('logUniform', 3000, 3, 3000, 0, mirrored), late, relative(1e-6, 1e-9));
    }
  });

  test('normal draws are those of the hash, to float32', async ({ device }) => {
    await expectSame(device, drawn('normal', 3000, 3, 3000, 1), late, relative(2e-6));
    await expectSame(device, drawn('normal', 3000, 1, 1500, 0), late, relative(2e-6));
  });

  // Acceptance is decided by a comparison whose rounding may fall on the other side, for far fewer than 1 draw in
  // 1,000.
  test('gamma draws are those of the hash, to float32', async ({ device }) => {
    const size = 500 * 4;
    const plan = planOf({
      buffers: [size + 1, size, size],
      feeds: [{ name: 'a', buffer: 0 }],
      outputs: [output('0', 1, size), output('1', 2, size)],
      kernels: [0, 1].map((i) => ({
        kind: 'gamma',
        count: 500,
        width: 4,
        source: { index: 5, sample: 0, copy: i },
        mirrored: i === 1,
        concentration: at(0, 1),
        out: at(1 + i),
      })),
      rows: 1000,
      samples: 2,
    });
    const feeds = { a: scattered(size + 1, 1, 3).map((x) => Math.fround(0.2 * 150 ** (0.5 + 0.5 * x))) };
    const program = await device.ready(plan);
    const own = await device.run(program, order({ seed: 3, first: 11, feeds, read: ['0', '1'] }));
    const plain = await plainRun(plan, { seed: 3, first: 11, times: 1, feeds });
    for (const name of ['0', '1']) {
      const other = plain(name).filter((value, i) => {
        const got = own[name]?.[i] ?? Number.NaN;
        return !(Math.abs(got - value) <= 1e-6 * (1 + Math.abs(value)));
      });
      expect(other.length).toBeLessThanOrEqual(2);
    }
  });
});
