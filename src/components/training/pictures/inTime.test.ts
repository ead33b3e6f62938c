import { expect, test } from 'vitest';
import { inTime } from './inTime';

const series = (...rows: readonly (readonly number[])[]) => rows.map((row) => Float32Array.from(row));

test('goes through every step, and stays at the ends', () => {
  const zigzag = series([3, 0], [1, 5], [4, -5], [1, 2]);
  for (const i of [0, 1])
    zigzag.forEach((row, step) => {
      expect(inTime(zigzag, i, step)).toBeCloseTo(row[i] ?? Number.NaN, 6);
    });
  expect(inTime(zigzag, 0, 7)).toBe(1);
  expect(inTime(zigzag, 0, -1)).toBe(3);
});

test('is straight where the steps are', () => {
  const line = series([0], [2], [4], [6]);
  for (const time of [0.25, 1.5, 2.9]) expect(inTime(line, 0, time)).toBeCloseTo(2 * time, 6);
});

test('is close to a swing between steps', () => {
  const swing = Array.from({ length: 12 }, (_, step) => Float32Array.of(Math.sin(0.5 * step)));
  for (let time = 1; time < 10; time += 0.1)
    expect(Math.abs(inTime(swing, 0, time) - Math.sin(0.5 * time))).toBeLessThan(0.01);
});

test('of one step is that step', () => {
  expect(inTime(series([2]), 0, 0.4)).toBe(2);
});
