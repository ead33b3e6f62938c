import { expect, test } from 'vitest';
import { barsBetween, barsOf, barsPath } from './histogram';

test('coin flips are two bars apart', () => {
  const bars = barsOf([0, 1, 1, 1]);
  expect(bars?.heights).toEqual([1 / 3, 1]);
  expect([bars?.low, bars?.high]).toEqual([-0.5, 1.5]);
});

test('one certain outcome still has room for the other', () => {
  expect(barsOf([0, 0, 0])?.heights).toEqual([1, 0]);
});

test('an even spread gives even bars, and a far outlier does not squeeze them', () => {
  const draws = Array.from({ length: 1900 }, (_, i) => (i + 0.5) / 1900);
  const bars = barsOf([...draws, 1e6]);
  expect(bars?.heights).toHaveLength(19);
  expect(Math.min(...(bars?.heights ?? []))).toBeGreaterThan(0.95);
  expect(bars?.high).toBeLessThan(1.01);
});

test('a constant is one bar in the middle', () => {
  const bars = barsOf([2.5, 2.5]);
  expect(bars?.heights.filter((height) => height > 0)).toEqual([1]);
  expect([bars?.low, bars?.high]).toEqual([2, 3]);
});

test('numbers that are not finite are left out', () => {
  expect(barsOf([Number.NaN, Number.POSITIVE_INFINITY])).toBeUndefined();
});

test('bars move evenly to the next ones', () => {
  const a = barsOf([0, 1, 1]);
  const b = barsOf([0, 0, 1]);
  if (!a || !b) throw new Error('bars');
  expect(barsBetween(a, b, 0.5).heights).toEqual([0.75, 0.75]);
  expect(barsBetween(a, b, 1)).toBe(b);
});

test('bars stand on the rim, as tall as they are', () => {
  const path = barsPath({ low: 0, high: 2, heights: [0, 1], fill: 0.5 }, 100);
  expect(path).toBe('M21.5 100v-6h19v6zM59.5 100v-48h19v48z');
});

test('whole numbers far from 0 are counted one by one, however far', () => {
  expect(barsOf([50, 50, 51, 53])?.heights).toHaveLength(4);
  // In float32 all numbers of this size are whole.
  expect(barsOf([1e9, 1e9, 1e9 + 4])?.heights).toEqual([1, 0, 0, 0, 0.5]);
  expect(barsOf([-1e20, -1e20])?.heights).toHaveLength(1);
});
