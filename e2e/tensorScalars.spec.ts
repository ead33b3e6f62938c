import { expect } from '@playwright/test';
import type { BodyOp, KernelPlan } from '../src/engine/executors/tensor/kernelPlan';
import type { BinaryOp, UnaryOp } from '../src/engine/ir/elementwise';
import { expectSame, order, relative } from './harness/expectPlans';
import { flatKernel, output, planOf, scattered } from './harness/kernelPlans';
import { plainRun } from './harness/plainRun';
import { test } from './harness/serve';

test.setTimeout(180_000);

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
        flatKernel(size, [{ op, args: inputs } as unknown as BodyOp], inputs, inputs.length + i),
      ),
    });
  }

  test('of one argument', async ({ device }) => {
    const plan = gridPlan(unary, [GRID]);
    const program = await device.ready(plan);
    const feeds = { x0: GRID };
    const own = await device.run(program, order({ feeds, read: unary }));
    const plain = await plainRun(plan, { seed: 0, first: 0, times: 1, feeds });
    for (const op of unary) {
      const tolerance = loose.has(op) ? relative(2e-5, 2e-5) : relative(5e-6, 5e-7);
      const far = plain(op).flatMap((value, i) => {
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
    const plain = await plainRun(plan, { seed: 0, first: 0, times: 1, feeds });
    for (const op of ops) {
      const far = plain(op).flatMap((value, i) => {
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
