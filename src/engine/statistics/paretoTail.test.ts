import { describe, expect, test } from 'vitest';
import { isHeavy, paretoShape, Tail } from './paretoTail';

/** Numbers in (0, 1) of a linear congruential generator, which Python repeats exactly. */
function uniforms(count: number, seed: number): Float64Array {
  let x = seed;
  return Float64Array.from({ length: count }, () => {
    // Split, so that the product stays exact.
    x = ((((1664525 >>> 12) * x) % 2 ** 20) * 2 ** 12 + (1664525 & 4095) * x + 1013904223) % 2 ** 32;
    return (x + 0.5) / 2 ** 32;
  });
}

const pareto = (k: number) => (u: number) => (k === 0 ? -Math.log(u) : (u ** -k - 1) / k);

/** By the published formulas in NumPy, written apart from these. */
test.each([
  [200, 1, 0.3, 0.3969787991918691],
  [1000, 2, 0.8, 0.9364893885235215],
  [5000, 3, 1.5, 1.457006615566488],
  [1000, 4, -0.4, -0.4198143180173736],
  [50, 5, 0, -0.16335227765191906],
])('%i exceedances, seed %i, of a tail of shape %f', (count, seed, k, expected) => {
  const exceedances = uniforms(count, seed).map(pareto(k)).sort();
  expect(paretoShape(exceedances)).toBeCloseTo(expected, 9);
});

test('the scale of the numbers does not matter', () => {
  const exceedances = uniforms(1000, 2).map(pareto(0.8)).sort();
  const shape = paretoShape(exceedances) ?? Number.NaN;
  for (const scale of [1e-200, 1e-9, 1e9, 1e200])
    expect(paretoShape(exceedances.map((x) => x * scale))).toBeCloseTo(shape, 9);
});

test('too few, or all the same, are no tail', () => {
  expect(paretoShape(Float64Array.of(1, 2, 3, 4))).toBeUndefined();
  expect(paretoShape(new Float64Array(100).fill(2))).toBeUndefined();
});

describe('Tail', () => {
  const tailOf = (numbers: Float64Array, batch = 512) => {
    const tail = new Tail();
    for (let i = 0; i < numbers.length; i += batch) tail.add(numbers.subarray(i, i + batch));
    return tail;
  };

  test('keeps what sorting all would find', () => {
    const numbers = uniforms(100_000, 11).map((u, i) => (i % 2 === 0 ? 1 : -1) * pareto(0.9)(u));
    const sorted = numbers.map(Math.abs).sort();
    const length = Math.ceil(3 * Math.sqrt(numbers.length));
    const cut = sorted[sorted.length - 1 - length] ?? 0;
    const expected = paretoShape(sorted.slice(-length).map((x) => x - cut)) ?? Number.NaN;
    expect(tailOf(numbers).fit()?.k).toBeCloseTo(expected, 12);
    expect(tailOf(numbers).fit()?.count).toBe(100_000);
  });

  /** Power tails of draws of fixed seeds: with 949 exceedances k has a standard error of about (1 + k) / 31. */
  test.each([
    [0.3, false],
    [0.5, false],
    [1, true],
    [2, true],
  ])('of shape %f: heavy is %s', (k, heavy) => {
    const tail = tailOf(uniforms(100_000, 21).map(pareto(k))).fit();
    expect(Math.abs((tail?.k ?? Number.NaN) - k)).toBeLessThan((5 * (1 + k)) / 31);
    expect(isHeavy(tail)).toBe(heavy);
  });

  test('fewer numbers warn earlier', () => {
    const thresholdOf = (count: number) => tailOf(uniforms(count, 1).map(pareto(0.1))).fit()?.threshold;
    expect(thresholdOf(100)).toBeCloseTo(0.5, 12);
    expect(thresholdOf(10_000)).toBe(0.7);
  });

  test('estimates that take few values have no tail, however many there are', () => {
    const coin = uniforms(20_000, 3).map((u) => (u < 0.5 ? 2 : -1));
    expect(tailOf(coin).fit()).toBeUndefined();
    expect(tailOf(new Float64Array(2000)).fit()).toBeUndefined();
    expect(tailOf(Float64Array.of(1, Number.NaN, 2)).fit()).toBeUndefined();
  });

  test('a tail above many equal numbers', () => {
    const numbers = uniforms(50_000, 5).map((u, i) => (i % 50 === 0 ? 2 + pareto(1.2)(u) : 2));
    expect(tailOf(numbers).fit()?.k).toBeGreaterThan(0.9);
  });
});
