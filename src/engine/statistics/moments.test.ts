import { expect, test } from 'vitest';
import { fromPowerSums, type Moments, merge, NO_MOMENTS, variance, varianceError, without } from './moments';
import { Recent } from './recent';
import { Trace } from './trace';

const NUMBERS = [3, -1, 4, 1.5, -5, 9, 2.6, 5, 3.5, 1000];

function direct(numbers: readonly number[]): Moments {
  const n = numbers.length;
  const mean = numbers.reduce((sum, x) => sum + x, 0) / n;
  const power = (k: number) => numbers.reduce((sum, x) => sum + (x - mean) ** k, 0);
  return { count: n, mean, m2: power(2), m3: power(3), m4: power(4) };
}

function sums(numbers: readonly number[], shift: number): Moments {
  const power = (k: number) => numbers.reduce((sum, x) => sum + (x - shift) ** k, 0);
  return fromPowerSums(numbers.length, shift, power(1), power(2), power(3), power(4));
}

function expectSame(a: Moments, b: Moments): void {
  expect(a.count).toBe(b.count);
  for (const key of ['mean', 'm2', 'm3', 'm4'] as const)
    expect(Math.abs(a[key] - b[key])).toBeLessThanOrEqual(1e-9 * Math.abs(b[key]) + 1e-9);
}

test('power sums around any number give the central moments', () => {
  for (const shift of [0, 3, -20]) expectSame(sums(NUMBERS, shift), direct(NUMBERS));
});

test('merging parts gives the whole, however it is cut', () => {
  for (let cut = 0; cut <= NUMBERS.length; cut++) {
    const parts = [NUMBERS.slice(0, cut), NUMBERS.slice(cut)].map((part) =>
      part.length ? sums(part, part[0] ?? 0) : NO_MOMENTS,
    );
    expectSame(parts.reduce(merge), direct(NUMBERS));
  }
});

test('variance is the unbiased one; its error follows from the fourth moment', () => {
  const m = direct([1, 2, 3, 4]);
  expect(variance(m)).toBeCloseTo(5 / 3, 12);
  // Central moments 1.25 and 2.5625: sqrt((2.5625 - 1.25^2) / 4).
  expect(varianceError(m)).toBeCloseTo(0.5, 12);
  expect(variance(direct([1]))).toBeNaN();
});

test('a trace marks log-spaced counts and ends at the mean of all', () => {
  const trace = new Trace();
  trace.addEach(Float64Array.from(NUMBERS));
  trace.add(sums([1, 2, 3], 0));
  expect(trace.moments.count).toBe(13);
  expect(trace.count[0]).toBe(2);
  expect(trace.mean[0]).toBe(1);
  expectSame(trace.moments, direct([...NUMBERS, 1, 2, 3]));
  const long = new Trace();
  long.addEach(Float64Array.from({ length: 20_000 }, (_, i) => i));
  expect(long.count.length).toBeLessThan(24 * 5);
});

test('the ring keeps the newest', () => {
  const recent = new Recent(4);
  recent.add(Float64Array.of(1, 2, 3, 4, 5, 6), 0, 2);
  expect([...recent.values()]).toEqual([1, 3, 5]);
  recent.add(Float64Array.of(7, 8));
  expect([...recent.values()].sort()).toEqual([3, 5, 7, 8]);
});

test('a part can be taken out again, to the rounding of the whole', () => {
  const whole = direct(NUMBERS);
  for (let cut = 0; cut < NUMBERS.length; cut++) {
    const rest = without(whole, cut ? direct(NUMBERS.slice(0, cut)) : NO_MOMENTS);
    const expected = direct(NUMBERS.slice(cut));
    expect(rest.count).toBe(expected.count);
    for (const key of ['mean', 'm2', 'm3', 'm4'] as const)
      expect(Math.abs(rest[key] - expected[key])).toBeLessThanOrEqual(1e-12 * Math.abs(whole[key]));
  }
  expect(without(whole, whole)).toEqual(NO_MOMENTS);
});

test('a batch of which the first numbers are known gives them points of their own', () => {
  const numbers = Array.from({ length: 1000 }, (_, i) => Math.sin(i * i));
  const each = new Trace();
  each.addEach(Float64Array.from(numbers.slice(0, 100)));
  const begun = new Trace();
  begun.addBegun(Float64Array.from(numbers.slice(0, 100)), 0, 1, direct(numbers));
  expect(begun.count.slice(0, -1)).toEqual(each.count);
  expect(begun.count.at(-1)).toBe(1000);
  expectSame(begun.moments, direct(numbers));
});
