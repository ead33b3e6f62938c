import { expect, test } from 'vitest';
import { broadcastTable, concatTables, reduceTable, transposeTable, windowTable } from './layout';

test('a row is repeated down, a column across', () => {
  expect([...broadcastTable([3], [2, 3])]).toEqual([0, 1, 2, 0, 1, 2]);
  expect([...broadcastTable([2, 1], [2, 3])]).toEqual([0, 0, 0, 1, 1, 1]);
  expect([...broadcastTable([], [2])]).toEqual([0, 0]);
});

test('axes change places', () => {
  expect([...transposeTable([2, 3], [3, 2], [1, 0])]).toEqual([0, 3, 1, 4, 2, 5]);
});

test('a window is where it begins', () => {
  expect([...windowTable([2, 2], [3, 4], [1, 1])]).toEqual([5, 6, 9, 10]);
});

test('parts of a concatenation follow one another', () => {
  const parts = concatTables(
    [
      [2, 1],
      [2, 2],
    ],
    [2, 3],
    1,
  );
  expect(parts.map((part) => [...part])).toEqual([
    [0, 3],
    [1, 2, 4, 5],
  ]);
});

test('a reduced axis falls together', () => {
  expect([...reduceTable([2, 3], [0])]).toEqual([0, 1, 2, 0, 1, 2]);
  expect([...reduceTable([2, 3], [0, 1])]).toEqual([0, 0, 0, 0, 0, 0]);
});
