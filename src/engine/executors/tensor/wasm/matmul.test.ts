import { expect, test } from 'vitest';
import type { MatmulKernel } from '../kernelPlan';
import { largestError, numbers, runKernel, UNTOUCHED } from './singleKernel';

const BEFORE = 3;
const AFTER = 5;

interface Case {
  readonly batch?: number;
  readonly n: number;
  readonly k: number;
  readonly m: number;
  /** Strides of a (batch, n, k) and c (batch, k, m); dense where left out. */
  readonly a?: readonly [number, number, number];
  readonly c?: readonly [number, number, number];
  readonly offset?: number;
}

async function check({ batch = 1, n, k, m, a, c, offset = 0 }: Case): Promise<void> {
  const left = a ?? [n * k, k, 1];
  const right = c ?? [k * m, m, 1];
  const span = (strides: readonly number[], extents: readonly number[]) =>
    strides.reduce((sum, stride, axis) => sum + Math.max(stride, 0) * ((extents[axis] ?? 1) - 1), offset + 1);
  const x = numbers(span(left, [batch, n, k]), 1);
  const y = numbers(span(right, [batch, k, m]), 2);
  const kernel: MatmulKernel = {
    kind: 'matmul',
    batch,
    n,
    k,
    m,
    a: { buffer: 0, offset, strides: left },
    c: { buffer: 1, offset, strides: right },
    out: { buffer: 2, offset: BEFORE },
  };
  const want = new Float64Array(BEFORE + batch * n * m + AFTER).fill(UNTOUCHED);
  for (let b = 0; b < batch; b++)
    for (let i = 0; i < n; i++)
      for (let j = 0; j < m; j++) {
        let sum = 0;
        for (let l = 0; l < k; l++)
          sum +=
            (x[offset + b * left[0] + i * left[1] + l * left[2]] as number) *
            (y[offset + b * right[0] + l * right[1] + j * right[2]] as number);
        want[BEFORE + (b * n + i) * m + j] = sum;
      }
  const [got] = await runKernel(kernel, [x, y], [want.length]);
  // Sums of k products, each at most 4, rounded k times to 2^-24 of their size: most of it cancels.
  expect(largestError(got ?? [], want), `${batch} ${n} ${k} ${m}`).toBeLessThan(3e-7 * k);
}

const SIZES = [1, 2, 3, 4, 5, 7, 8, 17, 33];

test('dense matrices of all sizes', async () => {
  for (const n of SIZES) for (const k of SIZES) for (const m of SIZES) await check({ n, k, m });
});

test('either matrix transposed, or both', async () => {
  for (const n of SIZES)
    for (const k of [1, 3, 4, 5, 18])
      for (const m of SIZES) {
        await check({ n, k, m, a: [n * k, 1, n] });
        await check({ n, k, m, c: [k * m, 1, k] });
        await check({ n, k, m, a: [n * k, 1, n], c: [k * m, 1, k] });
      }
});

test('matrices that run backwards', async () => {
  for (const [n, k, m] of [
    [5, 6, 9],
    [1, 20, 6],
  ] as const) {
    const offset = n * k * m;
    await check({ n, k, m, a: [0, k, -1], c: [0, -m, 1], offset });
    await check({ n, k, m, a: [0, -k, 1], c: [0, -1, -k], offset });
  }
});

test('slices, and strides that no transpose has', async () => {
  for (const [n, k, m] of [
    [5, 6, 7],
    [1, 9, 13],
    [13, 9, 1],
    [4, 4, 8],
    [3, 20, 12],
  ] as const) {
    await check({ n, k, m, a: [0, k + 3, 1], c: [0, m + 2, 1], offset: 2 });
    await check({ n, k, m, a: [0, 2 * k, 2], c: [0, 3 * m, 3], offset: 1 });
    await check({ n, k, m, a: [0, 0, 1], c: [0, 0, 1] });
    await check({ n, k, m, a: [0, 1, 0], c: [0, 1, 0] });
  }
});

test('batches, which may share a matrix', async () => {
  for (const [n, k, m] of [
    [3, 3, 3],
    [1, 5, 1],
    [8, 4, 9],
    [1, 8, 6],
  ] as const) {
    await check({ batch: 5, n, k, m });
    await check({ batch: 4, n, k, m, c: [0, m, 1] });
    await check({ batch: 4, n, k, m, a: [0, k, 1], c: [k * m, 1, k] });
  }
});

test('matrices of a network, and ones that are taken by blocks', async () => {
  await check({ n: 64, k: 144, m: 64 });
  await check({ n: 64, k: 64, m: 144, c: [0, 1, 64] });
  await check({ n: 144, k: 64, m: 64, a: [0, 1, 144] });
  await check({ n: 5, k: 1200, m: 9 });
  await check({ n: 1, k: 1000, m: 12, c: [0, 1, 1000] });
  await check({ n: 40, k: 300, m: 150 });
  await check({ n: 261, k: 520, m: 70 });
  await check({ batch: 2, n: 130, k: 300, m: 120, a: [0, 1, 130] });
  await check({ n: 129, k: 520, m: 66, c: [0, 1, 520] });
  await check({ n: 129, k: 520, m: 66, a: [0, 1, 129], c: [0, 1, 520] });
  await check({ batch: 2, n: 6, k: 1025, m: 10, c: [10250, 1, 1025] });
  await check({ n: 100, k: 70, m: 1, a: [0, 1, 100] });
});
