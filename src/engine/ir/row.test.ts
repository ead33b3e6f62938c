import { expect, test } from 'vitest';
import { gradient } from '../autodiff/gradient';
import { evaluate } from '../testing/evaluate';
import { Builder, ShapeError } from './builder';
import { scalarize } from './scalarize';
import { largestTable } from './tables';

const TABLE = [1, 2, 3, 4, 5, Number.POSITIVE_INFINITY];

test.each([
  [0, [1, 2]],
  [1, [3, 4]],
  [1.4, [3, 4]],
  [0.5, [3, 4]],
  [2, [5, Number.POSITIVE_INFINITY]],
  [-0.6, [0, 0]],
  [2.5, [0, 0]],
])('row %d', (index, expected) => {
  const b = new Builder();
  const row = b.row(b.feed('table', [3, 2]), b.feed('i', []));
  expect(evaluate(b, row, { table: TABLE, i: [index] })).toEqual(expected);
  const program = {
    instructions: b.instructions,
    outputs: [{ name: 'y', value: row.id }],
    states: [],
    samples: 1,
    warmUp: 0,
  };
  const scalar = scalarize(program, 100);
  const feeds = Object.fromEntries(TABLE.map((value, k) => [`table[${k}]`, [value]]));
  const own = new Builder();
  scalar?.instructions.forEach((instruction) => {
    own.emit(instruction);
  });
  const elements = scalar?.outputs.map(({ value }) =>
    evaluate(own, own.at(value), { ...feeds, 'i[0]': [index] }),
  );
  expect(elements?.flat()).toEqual(expected);
});

test('a table takes no gradient', () => {
  const b = new Builder();
  const [table, index] = [b.feed('table', [3, 2]), b.feed('i', [])];
  const [ofTable, ofIndex] = gradient(b, b.sum(b.row(table, index)), [table, index]);
  expect([ofTable, ofIndex].map((g) => g && b.known(g))).toEqual([0, 0]);
});

test('shapes are checked, and the largest table is found', () => {
  const b = new Builder();
  expect(() => b.row(b.feed('x', []), 0)).toThrow(ShapeError);
  expect(() => b.row(b.feed('table', [3, 2]), b.feed('v', [2]))).toThrow(ShapeError);
  expect(largestTable(b.instructions)).toBe(0);
  b.row(b.feed('table', [3, 2]), b.feed('i', []));
  expect(largestTable(b.instructions)).toBe(3);
});
