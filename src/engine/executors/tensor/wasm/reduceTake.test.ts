import { expect, test } from 'vitest';
import { largestError, numbers, runKernel, UNTOUCHED } from './singleKernel';

const BEFORE = 1;
const AFTER = 4;

async function check(op: 'sum' | 'amax', extents: readonly [number, number, number]): Promise<void> {
  const [rows, length, columns] = extents;
  const from = numbers(3 + rows * length * columns, 5);
  const want = new Float64Array(BEFORE + rows * columns + AFTER).fill(UNTOUCHED);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) {
      let value = op === 'sum' ? 0 : Number.NEGATIVE_INFINITY;
      for (let r = 0; r < length; r++) {
        const x = from[3 + (i * length + r) * columns + j] as number;
        value = op === 'sum' ? value + x : Math.max(value, x);
      }
      want[BEFORE + i * columns + j] = value;
    }
  const [got] = await runKernel(
    { kind: 'reduce', op, extents, from: { buffer: 0, offset: 3 }, out: { buffer: 1, offset: BEFORE } },
    [from],
    [want.length],
  );
  expect(largestError(got ?? [], want), `${op} ${extents}`).toBeLessThan(op === 'amax' ? 1e-12 : 1e-5);
}

test.each(['sum', 'amax'] as const)('%s over the middle axis of any extents', async (op) => {
  for (const rows of [1, 3, 4, 9])
    for (const length of [1, 2, 5, 31, 40, 300])
      for (const columns of [1, 2, 3, 4, 5, 7, 16, 17, 37]) await check(op, [rows, length, columns]);
});

test('many numbers are added up to the precision of float32', async () => {
  const from = new Float32Array(200_000).fill(0.1);
  for (const extents of [
    [1, 200_000, 1],
    [1, 50_000, 4],
  ] as const) {
    const [got] = await runKernel(
      { kind: 'reduce', op: 'sum', extents, from: { buffer: 0, offset: 0 }, out: { buffer: 1, offset: 0 } },
      [from],
      [extents[2]],
    );
    const want = Array.from({ length: extents[2] }, () => extents[1] * Math.fround(0.1));
    expect(largestError(got ?? [], want)).toBeLessThan(5e-6);
  }
});

test('the maximum of NaN is NaN', async () => {
  for (const extents of [
    [1, 50, 1],
    [1, 10, 5],
    [1, 5, 2],
  ] as const) {
    const from = new Float32Array(extents[1] * extents[2]);
    from[extents[2] * 3] = Number.NaN;
    const [got] = await runKernel(
      { kind: 'reduce', op: 'amax', extents, from: { buffer: 0, offset: 0 }, out: { buffer: 1, offset: 0 } },
      [from],
      [extents[2]],
    );
    expect([...(got ?? [])]).toEqual([Number.NaN, ...Array(extents[2] - 1).fill(0)]);
  }
});

test('rows of a table, zeros where there is no such row', async () => {
  for (const width of [1, 3, 4, 50]) {
    const tableRows = 6;
    const table = numbers(2 + tableRows * width, 9);
    const index = [0, 0, 5, 2.4, 2.6, -0.4, -0.6, 5.5, 6, Number.NaN, 1e20, -Infinity];
    const rows = [0, 5, 2, 3, 0, -1, -1, -1, -1, -1, -1];
    const [got] = await runKernel(
      {
        kind: 'take',
        count: rows.length,
        width,
        tableRows,
        table: { buffer: 0, offset: 2 },
        index: { buffer: 1, offset: 1 },
        out: { buffer: 2, offset: BEFORE },
      },
      [table, index],
      [BEFORE + rows.length * width + AFTER],
    );
    const want = [
      UNTOUCHED,
      ...rows.flatMap((row) =>
        Array.from({ length: width }, (_, j) => (row < 0 ? 0 : (table[2 + row * width + j] as number))),
      ),
      ...Array(AFTER).fill(UNTOUCHED),
    ];
    expect([...(got ?? [])]).toEqual(want);
  }
});
