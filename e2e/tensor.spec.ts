import { expect } from '@playwright/test';
import type { Kernel, KernelPlan, ScalarOp } from '../src/engine/executors/tensor/kernelPlan';
import type { BinaryOp, UnaryOp } from '../src/engine/ir/operations';
import type { Answer } from './harness/bench';
import { at, flatKernel, input, operand, output, planOf, scattered } from './harness/kernelPlans';
import { PlainPlan } from './harness/plainPlan';
import { wideProgram } from './harness/programs';
import { type PageDevice, test } from './harness/serve';
import type { PlanOrder } from './harness/tensorBench';

test.setTimeout(180_000);

const order = (more: Partial<PlanOrder> = {}): PlanOrder => ({
  seed: 7,
  first: 0,
  times: 1,
  feeds: {},
  read: [],
  ...more,
});

const relative =
  (share: number, floor = share) =>
  (value: number) =>
    share * Math.abs(value) + floor;

/** Runs the plan on the device and in plain float64, and holds all that is read against each other. */
async function expectSame(
  device: PageDevice,
  plan: KernelPlan,
  wanted: PlanOrder,
  tolerance: (value: number) => number,
): Promise<void> {
  const program = await device.ready(plan);
  const own = await device.run(program, wanted);
  const plain = new PlainPlan(plan, wanted.feeds);
  plain.run(wanted.seed, wanted.first, wanted.times);
  for (const name of wanted.read) {
    const exact = plain.read(name);
    const got = own[name] ?? [];
    expect(got.length, name).toBe(exact.length);
    const far = exact
      .map((value, i) => ({ i, value, got: got[i] ?? Number.NaN }))
      .filter(({ value, got: x }) => !(Object.is(x, value) || Math.abs(x - value) <= tolerance(value)));
    expect(far.slice(0, 5), name).toEqual([]);
  }
  await device.dispose(program);
}

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
    const body: ScalarOp[] = many.slice(1).map((i) => ({
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

const GRID = [
  ...[-30, -8.5, -3, -2, -1.5, -1, -0.75, -0.3, -1e-3, -1e-7, 0],
  ...[1e-7, 1e-3, 0.2, 0.5, 0.999, 1, 1.001, 1.5, 2, 2.5, 3, 4, 7.25, 12, 30, 80, 1000],
].map(Math.fround);

test.describe('scalar operations', () => {
  const unary: readonly UnaryOp[] = [
    ...(['neg', 'exp', 'log', 'log1p', 'expm1', 'sqrt', 'sin', 'cos', 'tanh', 'sigmoid'] as const),
    ...(['softplus', 'abs', 'sign', 'floor', 'lgamma', 'digamma', 'trigamma', 'erf'] as const),
  ];
  // Close to their poles and zeros the errors of these are those of their argument, a float32.
  const loose = new Set<UnaryOp>(['lgamma', 'digamma', 'trigamma']);

  /** All operations of as many arguments over the same numbers, each with an output of its own name. */
  function gridPlan(ops: readonly (UnaryOp | BinaryOp)[], columns: readonly number[][]): KernelPlan {
    const size = columns[0]?.length ?? 0;
    const inputs = columns.map((_, i) => i);
    return planOf({
      buffers: [...inputs, ...ops].map(() => size),
      feeds: inputs.map((i) => ({ name: `x${i}`, buffer: i })),
      outputs: ops.map((op, i) => output(op, inputs.length + i, size)),
      kernels: ops.map((op, i) =>
        flatKernel(size, [{ op, args: inputs } as unknown as ScalarOp], inputs, inputs.length + i),
      ),
    });
  }

  test('of one argument', async ({ device }) => {
    const plan = gridPlan(unary, [GRID]);
    const program = await device.ready(plan);
    const feeds = { x0: GRID };
    const own = await device.run(program, order({ feeds, read: unary }));
    const plain = new PlainPlan(plan, feeds);
    plain.run(0, 0, 1);
    for (const op of unary) {
      const tolerance = loose.has(op) ? relative(2e-5, 2e-5) : relative(5e-6, 5e-7);
      const far = plain.read(op).flatMap((value, i) => {
        const got = own[op]?.[i] ?? Number.NaN;
        const same = Object.is(Math.fround(value), got) || Math.abs(got - value) <= tolerance(value);
        return same || (value === 0 && got === 0) ? [] : [{ x: GRID[i], value, got }];
      });
      expect(far, op).toEqual([]);
    }
  });

  test('of two arguments', async ({ device }) => {
    const pairs = GRID.flatMap((x) => GRID.map((y) => [x, y] as const));
    const columns = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
    const ops: readonly BinaryOp[] = ['add', 'sub', 'mul', 'div', 'pow', 'min', 'max', 'lt', 'le', 'eq'];
    const feeds = Object.fromEntries(columns.map((column, i) => [`x${i}`, column]));
    const plan = gridPlan(ops, columns);
    const program = await device.ready(plan);
    const own = await device.run(program, order({ feeds, read: ops }));
    const plain = new PlainPlan(plan, feeds);
    plain.run(0, 0, 1);
    for (const op of ops) {
      const far = plain.read(op).flatMap((value, i) => {
        const got = own[op]?.[i] ?? Number.NaN;
        const rounded = Math.fround(value);
        const same = Object.is(rounded, got) || Math.abs(got - value) <= 5e-5 * Math.abs(value) + 1e-37;
        // The powers of float32 that are at the edge of its range may fall to either side of it.
        const isEdge = Math.abs(value) > 1e38 && Math.abs(got) > 1e38;
        return same || isEdge || (rounded === 0 && got === 0) ? [] : [{ pair: pairs[i], value, got }];
      });
      expect(far.slice(0, 5), op).toEqual([]);
    }
  });

  test('with constant exponents, of negative bases too', async ({ device }) => {
    const exponents = [-3, -1, 0, 1, 2, 3, 4, 5, 0.5];
    const plan = planOf({
      buffers: [GRID.length, ...exponents.map(() => GRID.length)],
      feeds: [{ name: 'x', buffer: 0 }],
      outputs: exponents.map((n, i) => output(`${n}`, i + 1, GRID.length)),
      kernels: exponents.map((value, i) =>
        flatKernel(
          GRID.length,
          [
            { op: 'constant', value },
            { op: 'pow', args: [0, 1] },
          ],
          [0],
          i + 1,
        ),
      ),
    });
    await expectSame(
      device,
      plan,
      order({ feeds: { x: GRID.filter((x) => x !== 0).concat(1) }, read: exponents.map(String) }),
      relative(2e-5),
    );
  });

  test('quantiles and the slope of gamma draws', async ({ device }) => {
    const u = scattered(400).map((x) => Math.fround(0.5 + 0.499 * x));
    const rate = scattered(400, 1, 1).map((x) => Math.fround(6 + 5.9 * x));
    const plan = planOf({
      buffers: [400, 400, 400, 400, 400],
      feeds: [
        { name: 'u', buffer: 0 },
        { name: 'rate', buffer: 1 },
      ],
      outputs: [output('poisson', 2, 400), output('binomial', 3, 400), output('slope', 4, 400)],
      kernels: [
        flatKernel(400, [{ op: 'poissonQuantile', args: [0, 1] }], [0, 1], 2),
        flatKernel(
          400,
          [
            { op: 'constant', value: 17 },
            { op: 'binomialQuantile', args: [0, 2, 1] },
          ],
          [0, 0],
          3,
        ),
        flatKernel(400, [{ op: 'gammaSlope', args: [1, 0] }], [0, 1], 4),
      ],
    });
    await expectSame(
      device,
      plan,
      order({ feeds: { u, rate }, read: ['poisson', 'binomial', 'slope'] }),
      relative(2e-5, 1e-9),
    );
  });
});

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
    kind: 'uniform' | 'normal',
    rows: number,
    samples: number,
    count: number,
    sample: number,
  ): KernelPlan =>
    planOf({
      buffers: [count * 7],
      outputs: [output('y', 0, count * 7)],
      kernels: [
        { kind: 'noise', noise: kind, count, width: 7, source: { index: 10, sample, copy: 2 }, out: at(0) },
      ],
      rows,
      samples,
    });
  const late = order({ seed: 0xfedcba98, first: 2 ** 32 - 5, times: 3, read: ['y'] });

  test('uniform draws are those of the hash, bit for bit', async ({ device }) => {
    await expectSame(device, drawn('uniform', 300, 3, 300, 1), late, () => 0);
    await expectSame(device, drawn('uniform', 300, 3, 100, 0), late, () => 0);
    await expectSame(device, drawn('uniform', 300, 3, 1, 0), late, () => 0);
  });

  test('normal draws are those of the hash, to float32', async ({ device }) => {
    await expectSame(device, drawn('normal', 3000, 3, 3000, 1), late, relative(2e-6));
    await expectSame(device, drawn('normal', 3000, 1, 1500, 0), late, relative(2e-6));
  });

  // Acceptance is decided by a comparison whose rounding may fall on the other side, for far fewer than 1 draw in 1,000.
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
    const plain = new PlainPlan(plan, feeds);
    plain.run(3, 11, 1);
    for (const name of ['0', '1']) {
      const other = plain.read(name).filter((value, i) => {
        const got = own[name]?.[i] ?? Number.NaN;
        return !(Math.abs(got - value) <= 2e-5 * value + 1e-30);
      });
      expect(other.length).toBeLessThanOrEqual(2);
    }
  });
});

/** Two feeds that trade places, turned a little by noise, and a third that counts. */
function trading(): KernelPlan {
  return planOf({
    buffers: [6, 6, 1, 6, 14, 1],
    feeds: [
      { name: 'x', buffer: 0 },
      { name: 'y', buffer: 1 },
      { name: 'n', buffer: 2 },
    ],
    constants: [{ buffer: 5, values: [1] }],
    outputs: [output('x next', 4, 6, 1), output('y next', 4, 6, 7), output('z', 3, 6)],
    updates: [
      { feed: 'x', from: at(4, 1) },
      { feed: 'y', from: at(4, 7) },
      { feed: 'n', from: at(4, 13) },
    ],
    kernels: [
      {
        kind: 'noise',
        noise: 'uniform',
        count: 2,
        width: 3,
        source: { index: 0, sample: 0, copy: 0 },
        out: at(3),
      },
      {
        kind: 'elementwise',
        extents: [6],
        inputs: [operand(0, [1]), operand(1, [1]), operand(3, [1])],
        body: [input(0), input(1), input(2), { op: 'sub', args: [1, 2] }, { op: 'add', args: [0, 2] }],
        outputs: [
          { value: 3, to: operand(4, [1], 1) },
          { value: 4, to: operand(4, [1], 7) },
        ],
      },
      {
        kind: 'elementwise',
        extents: [],
        inputs: [operand(2, []), operand(5, [])],
        body: [input(0), input(1), { op: 'add', args: [0, 1] }],
        outputs: [{ value: 2, to: operand(4, [], 13) }],
      },
    ],
    rows: 2,
    samples: 1,
  });
}

const TRADED = { x: [1, 2, 3, 4, 5, 6], y: [0, 0, 0, 0, 0, 0], n: [0] };

test.describe('runs', () => {
  test('update all feeds at once, each run on noise of its own', async ({ device }) => {
    const read = ['x', 'y', 'n', 'x next', 'y next', 'z'];
    await expectSame(device, trading(), order({ times: 5, first: 3, feeds: TRADED, read }), relative(1e-6));
  });

  test('go on from where the last one ended, and feeds can be written between', async ({ device }) => {
    const program = await device.ready(trading());
    const read = ['x', 'y', 'n'];
    const whole = await device.run(program, order({ times: 6, feeds: TRADED, read }));
    await device.run(program, order({ times: 2, feeds: TRADED }));
    const parts = await device.run(program, order({ first: 4, times: 4, read }));
    expect(parts).toEqual(whole);
    const fed = await device.run(program, order({ feeds: { n: [41] }, read }));
    expect(fed.n).toEqual([42]);
  });

  test('leave no more behind from one to the next, and compile nothing', async ({ device }) => {
    const program = await device.ready(trading());
    await device.run(program, order({ times: 3, feeds: TRADED, read: ['x', 'z'] }));
    const before = await device.holdings();
    await device.run(program, order({ times: 200, seed: 12, feeds: TRADED, read: ['x', 'z'] }));
    expect(await device.holdings()).toEqual(before);
  });

  test('disposing gives everything back, and leaves what others share', async ({ device }) => {
    const multiply = () => device.page.evaluate(() => window.harness.multiply([1, 2, 3, 4], [1, 0, 0, 1]));
    expect(await multiply()).toEqual([1, 2, 3, 4]);
    const before = await device.holdings();
    const [first, second] = [await device.ready(trading()), await device.ready(trading())];
    const wanted = order({ times: 3, feeds: TRADED, read: ['x', 'z'] });
    const own = await device.run(first, wanted);
    await device.dispose(first);
    expect(await device.run(second, wanted)).toEqual(own);
    await device.dispose(second);
    const after = await device.holdings();
    expect({ ...after, links: 0 }).toEqual({ ...before, links: 0 });
    expect(await multiply()).toEqual([1, 2, 3, 4]);
  });

  test('are the same in a worker', async ({ device }) => {
    const wanted = order({ times: 3, feeds: TRADED, read: ['x', 'z'] });
    const own = await device.run(await device.ready(trading()), wanted);
    const other = await device.page.evaluate(([plan, o]) => window.harness.planInWorker(plan, o), [
      trading(),
      wanted,
    ] as const);
    expect(other).toEqual(own);
  });

  test('go on beside the fused executor, and after both lost their context', async ({ device }) => {
    const wanted = order({ times: 50, feeds: TRADED, read: ['x', 'z'] });
    const together = () =>
      device.page.evaluate(
        async ([program, p, o]) => {
          const { bench: fused, tensorBench } = window.harness;
          const own = await tensorBench.prepare(p);
          const [runner, other] = [await fused.prepare(program, 16), await fused.prepare(program, 16)];
          if (typeof own === 'string' || typeof runner === 'string' || typeof other === 'string')
            return 'not prepared';
          const request = { seed: 5, first: 0, count: 2 ** 14, raw: 256, feeds: {} };
          // Its sums depend on how much it could do at a time, its estimates do not.
          const estimates = (answer: Answer) => ('batch' in answer ? answer.batch.raw : answer);
          const alone = [estimates(await fused.run(runner, request)), await tensorBench.run(own, o)];
          const [plan, answer] = await Promise.all([tensorBench.run(own, o), fused.run(other, request)]);
          return { alone, beside: [estimates(answer), plan] };
        },
        [wideProgram(2), trading(), wanted] as const,
      );
    await device.page.evaluate(() => window.harness.bench.open());
    const before = await together();
    if (typeof before === 'string') throw new Error(before);
    expect(before.beside).toEqual(before.alone);
    await device.page.evaluate(async () => {
      await window.harness.tensorBench.loseContext();
      await window.harness.bench.executor.recover();
      await window.harness.tensorBench.open();
    });
    expect(await together()).toEqual(before);
  });

  test('end when their program is disposed of', async ({ device }) => {
    const program = await device.ready(trading());
    const ended = await device.page.evaluate(async (n) => {
      const running = window.harness.tensorBench.program(n);
      const run = running.run(1, 0, 1e6);
      setTimeout(() => running.dispose(), 50);
      await run;
      return window.harness.holdings().tensors;
    }, program);
    expect(ended).toBe(0);
  });
});

test.describe('failures', () => {
  test('a lost context ends a run, and a new device runs as before', async ({ device }) => {
    const wanted = order({ times: 3, feeds: TRADED, read: ['x', 'z'] });
    const program = await device.ready(trading());
    const before = await device.run(program, wanted);
    const failure = await device.page.evaluate(async (n) => {
      const bench = window.harness.tensorBench;
      const run = bench.run(n, { seed: 1, first: 0, times: 1e6, feeds: {}, read: [] });
      await bench.loseContext();
      return run;
    }, program);
    expect(failure).toBe('context-lost');
    expect(await device.prepare(trading())).toBe('context-lost');
    await device.dispose(program);
    expect((await device.holdings()).tensors).toBe(0);
    expect(await device.page.evaluate(() => window.harness.tensorBench.open())).toContain('WebGL, ');
    expect(await device.run(await device.ready(trading()), wanted)).toEqual(before);
  });

  test('a program that does not compile, and the next one does', async ({ device }) => {
    const before = await device.holdings();
    await device.page.evaluate(() => {
      const { prototype } = WebGL2RenderingContext;
      const { shaderSource } = prototype;
      prototype.shaderSource = function broken(shader, text) {
        const isOurs = text.includes('counter');
        if (isOurs) prototype.shaderSource = shaderSource;
        Reflect.apply(shaderSource, this, [shader, isOurs ? `${text} nonsense` : text]);
      };
    });
    expect(await device.prepare(trading())).toBe('compile-failed');
    const { tensors, bytes } = await device.holdings();
    expect({ tensors, bytes }).toEqual({ tensors: before.tensors, bytes: before.bytes });
    expect(typeof (await device.prepare(trading()))).toBe('number');
  });
});
