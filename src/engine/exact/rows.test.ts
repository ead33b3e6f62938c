import { expect, test } from 'vitest';
import { concatRows, extendRows, ONE_ROW, type Points, type Rows, sliceRows } from './rows';

const points = (
  list: readonly number[],
  weights: readonly number[],
  edges: readonly [number, number],
): Points => ({
  points: list,
  weights,
  firstEdge: edges[0],
  lastEdge: edges[1],
});

const PAIR = { value: 7, element: 0, width: 1, size: 2 };

function pairs(): Rows {
  const first = extendRows(ONE_ROW, PAIR, [points([10, 20], [0.25, 0.75], [1, 2])]);
  // The second element takes other values in each row.
  return extendRows(first, { ...PAIR, element: 1 }, [
    points([1], [1], [4, 8]),
    points([2, 3, 4], [0.5, 0.3, 0.2], [4, 8]),
  ]);
}

test('every row is multiplied by its own points', () => {
  const rows = pairs();
  expect(rows.count).toBe(4);
  expect([...(rows.values.get(7) ?? [])]).toEqual([10, 1, 20, 2, 20, 3, 20, 4]);
  expect([...rows.weights].map((w) => w.toFixed(4))).toEqual(['0.2500', '0.3750', '0.2250', '0.1500']);
});

test('the first and the last point of each element are marked', () => {
  expect([...pairs().edges]).toEqual([1 | 4 | 8, 2 | 4, 2, 2 | 8]);
});

test('coarser weights and parts go along', () => {
  const begun: Rows = {
    ...ONE_ROW,
    count: 2,
    weights: Float64Array.of(1, 2),
    coarse: [Float64Array.of(0, 4)],
    part: Int32Array.of(5, 6),
    edges: Int32Array.of(0, 0),
  };
  const rows = extendRows(begun, { value: 1, element: 0, width: 1, size: 1 }, [
    points([1, 2], [0.5, 0.5], [0, 0]),
    points([3], [1], [0, 0]),
  ]);
  expect([...(rows.coarse[0] ?? [])]).toEqual([0, 0, 4]);
  expect([...(rows.part ?? [])]).toEqual([5, 5, 6]);
});

test('a draw of several numbers is written as a whole', () => {
  const rows = extendRows(ONE_ROW, { value: 3, element: 1, width: 2, size: 4 }, [
    points([1, 0, 0, 1], [0.4, 0.6], [0, 0]),
  ]);
  expect([...(rows.values.get(3) ?? [])]).toEqual([0, 0, 1, 0, 0, 0, 0, 1]);
});

test('rows cut apart and put together are the same', () => {
  const rows = pairs();
  const joined = concatRows([sliceRows(rows, 0, 1), sliceRows(rows, 1, 4)]);
  expect(joined).toEqual(rows);
  expect(sliceRows(rows, 1, 3).values.get(7)).toEqual(Float64Array.of(20, 2, 20, 3));
});
