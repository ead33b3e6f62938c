import { expect, test } from 'vitest';
import {
  type Result,
  result,
  setDifference,
  setEnds,
  setProduct,
  setQuotient,
  setSquare,
  setSum,
  setTruth,
} from './arithmetic';

const INF = Number.POSITIVE_INFINITY;

function ends(set: (out: Result) => void, outwards = false): readonly [number, number] {
  const out = result(outwards);
  set(out);
  return [out.low, out.high];
}

test.each([
  ['a sum', ends((out) => setSum(out, 1, 2, -5, 3)), [-4, 5]],
  ['a difference', ends((out) => setDifference(out, 1, 2, -5, 3)), [-2, 7]],
  ['a product over 0', ends((out) => setProduct(out, -1, 2, -5, 3)), [-10, 6]],
  ['0 times the whole line', ends((out) => setProduct(out, 0, 0, -INF, INF)), [0, 0]],
  ['infinite ends of opposite sign', ends((out) => setSum(out, -INF, 1, 2, INF)), [-INF, INF]],
  ['ends that are no numbers', ends((out) => setSum(out, INF, INF, -INF, -INF)), [-INF, INF]],
  ['a quotient', ends((out) => setQuotient(out, 1, 2, 4, 8)), [0.125, 0.5]],
  ['by what ends at 0', ends((out) => setQuotient(out, 1, 2, 0, 4)), [0.25, INF]],
  ['by what begins at 0 from below', ends((out) => setQuotient(out, 1, 2, -4, 0)), [-INF, -0.25]],
  ['by what passes 0', ends((out) => setQuotient(out, 1, 2, -1, 4)), [-INF, INF]],
  ['0 by what passes 0', ends((out) => setQuotient(out, 0, 0, -1, 4)), [0, 0]],
  ['0 by 0', ends((out) => setQuotient(out, 0, 0, 0, 0)), [-INF, INF]],
  ['a square over 0', ends((out) => setSquare(out, -3, 2)), [0, 9]],
  ['a square below 0', ends((out) => setSquare(out, -3, -2)), [4, 9]],
])('%s', (_, found, expected) => expect(found).toEqual(expected));

test('ends move outwards, where that is asked for and they are no point', () => {
  const [low, high] = ends((out) => setEnds(out, 1, 2), true);
  expect(low).toBeLessThan(1);
  expect(high).toBeGreaterThan(2);
  expect(low).toBeGreaterThan(1 - 1e-15);
  expect(high).toBeLessThan(2 + 2e-15);
  // What is no less than 0 stays so: a square never passes a level of -1.
  expect(ends((out) => setEnds(out, 0, 1), true)[0]).toBe(0);
  expect(ends((out) => setEnds(out, 3, 3), true)).toEqual([3, 3]);
});

test.each([
  ['lt', 1, 2, 3, 4, [1, 1]],
  ['lt', 1, 2, 2, 4, [0, 1]],
  ['le', 1, 2, 2, 4, [1, 1]],
  ['lt', 4, 5, 2, 4, [0, 0]],
  ['le', 4, 5, 2, 4, [0, 1]],
  ['eq', 1, 2, 2, 4, [0, 1]],
  ['eq', 1, 2, 3, 4, [0, 0]],
  ['eq', 2, 2, 2, 2, [1, 1]],
] as const)('[%s] of [%d, %d] and [%d, %d]', (op, a, b, c, d, expected) => {
  expect(ends((out) => setTruth(out, op, a, b, c, d, false))).toEqual(expected);
});

test('one value is never less than itself', () => {
  expect(ends((out) => setTruth(out, 'lt', 0, 9, 0, 9, true))).toEqual([0, 0]);
  expect(ends((out) => setTruth(out, 'le', 0, 9, 0, 9, true))).toEqual([1, 1]);
});
