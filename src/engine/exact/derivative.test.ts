import { describe, expect, test } from 'vitest';
import { generator } from '../base/mulberry';
import { type Bounded, exactly } from './bounded';
import { derivative } from './derivative';

/** Known to the last places. */
const exact =
  (f: (x: number) => number) =>
  (x: number): Bounded => {
    const value = f(x);
    return { value, error: 2e-16 * Math.abs(value) };
  };

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const steep = (x: number): number => logistic(2000 * (x - 0.2));

describe('closed forms at scales far from the first step', () => {
  test.each([
    ['a steep logistic in its middle', steep, 0.2, 500],
    ['beside it', steep, 0.2003, 2000 * steep(0.2003) * (1 - steep(0.2003))],
    ['a step far narrower than the first step', (x: number) => logistic(1e7 * (x - 0.2)), 0.2, 2.5e6],
    [
      'a fast wave, damped',
      (x: number) => Math.exp(-x * x) * Math.sin(1000 * x),
      0.3,
      Math.exp(-0.09) * (1000 * Math.cos(300) - 0.6 * Math.sin(300)),
    ],
    ['1/x beside its pole', (x: number) => 1 / x, 2e-4, -1 / 4e-8],
    ['a root beside its end', (x: number) => (x < 0 ? Number.NaN : Math.sqrt(x)), 1e-6, 500],
    ['log x at small x', Math.log, 1e-8, 1e8],
    ['a large x', (x: number) => x * x, 3e6, 6e6],
    ['a flat place', (x: number) => x ** 3, 0, 0],
    ['a number', () => 7, 0.3, 0],
    ['small values', (x: number) => 1e-200 * Math.exp(x), 1, 1e-200 * Math.E],
  ] as const)('%s', (_, f, x, slope) => {
    const found = derivative((at) => {
      const value = f(at);
      return Number.isNaN(value) ? undefined : exact(f)(at);
    }, x);
    expect(found).toBeDefined();
    if (!found) return;
    const miss = Math.abs(found.value - slope);
    expect(miss).toBeLessThanOrEqual(5 * found.error + 1e-15 * Math.abs(slope));
    expect(found.error).toBeLessThanOrEqual(1e-6 * Math.abs(slope) + 1e-9);
  });
});

describe('where there is no answer', () => {
  test.each([
    ['a kink at 0', Math.abs, 0],
    ['a kink elsewhere', (x: number) => Math.max(x, 0.7), 0.7],
    ['a jump', (x: number) => (x < 0.5 ? 0 : 1), 0.5],
    ['a root at its end', (x: number) => Math.sqrt(Math.abs(x)), 0],
  ] as const)('%s', (_, f, x) => expect(derivative(exact(f), x)).toBeUndefined());

  test('a function that is not defined there', () => {
    expect(derivative(() => undefined, 1)).toBeUndefined();
    // On one side alone.
    expect(derivative((x) => (x < 0.5 ? undefined : exact(Math.exp)(x)), 0.5)).toBeUndefined();
  });
});

test('steps stay inside the domain', () => {
  const asked: number[] = [];
  const found = derivative((x) => {
    if (x <= 0 || x >= 1) return undefined;
    asked.push(x);
    return exact((p) => p * Math.log(p) + (1 - p) * Math.log1p(-p))(x);
  }, 0.999);
  expect(found?.value).toBeCloseTo(Math.log(0.999 / 0.001), 6);
  expect(Math.min(...asked)).toBeGreaterThan(0);
});

/** Numbers of (-1, 1) that have nothing to do with one another. */
const wild = (x: number): number => {
  const noise = Math.sin(x * 12_345_678.9) * 43_758.5453;
  return 2 * (noise - Math.floor(noise)) - 1;
};

test.each([1e-12, 1e-9, 1e-6, 1e-3])('errors of f of %d are part of the error', (error) => {
  const found = derivative((x) => ({ value: Math.exp(x) + error * wild(x), error }), 0.5);
  expect(found).toBeDefined();
  if (!found) return;
  const miss = Math.abs(found.value - Math.exp(0.5));
  expect(miss).toBeLessThanOrEqual(found.error);
  // A quotient of differences is no better than that, nor much worse.
  expect(found.error).toBeGreaterThan(error);
  expect(found.error).toBeLessThan(1e4 * error);
});

test.each([1e-5, 1e-4, 1e-3, 0.01, 0.03])(
  'a second derivative that jumps at a distance of %d leaves the bound true',
  (at) => {
    for (const share of [1e-6, 1e-3, 1, 30]) {
      const found = derivative(
        exact((x) => Math.sin(x) + share * x * Math.abs(x)),
        at,
      );
      const miss = Math.abs((found?.value ?? Number.NaN) - (Math.cos(at) + 2 * share * at));
      if (found) expect(miss).toBeLessThanOrEqual(found.error);
    }
  },
);

interface Smooth {
  readonly f: (x: number) => number;
  readonly slope: (x: number) => number;
}

/** Sums of two or three waves, bells, steps, poles and powers, whose widths range from 1e-4 to 10. */
function randomSmooth(random: () => number): Smooth {
  const width = (): number => 10 ** (5 * random() - 4);
  const size = (): number => (random() < 0.5 ? -1 : 1) * 10 ** (2 * random() - 1);
  const parts = Array.from({ length: 2 + Math.floor(2 * random()) }, (): Smooth => {
    const [a, w, m] = [size(), width(), 2 * random() - 1];
    switch (Math.floor(5 * random())) {
      case 0:
        return { f: (x) => a * Math.sin((x - m) / w), slope: (x) => (a / w) * Math.cos((x - m) / w) };
      case 1: {
        const bell = (x: number) => a * Math.exp(-(((x - m) / w) ** 2));
        return { f: bell, slope: (x) => (-2 * (x - m) * bell(x)) / w ** 2 };
      }
      case 2: {
        const step = (x: number) => logistic((x - m) / w);
        return { f: (x) => a * step(x), slope: (x) => (a * step(x) * step(m + m - x)) / w };
      }
      case 3:
        return {
          f: (x) => (a * w) / (w ** 2 + (x - m) ** 2),
          slope: (x) => (-2 * a * w * (x - m)) / (w ** 2 + (x - m) ** 2) ** 2,
        };
      default:
        return { f: (x) => a * (x - m) ** 3, slope: (x) => 3 * a * (x - m) ** 2 };
    }
  });
  const sum = (of: (part: Smooth) => number): number => parts.reduce((total, part) => total + of(part), 0);
  return { f: (x) => sum(({ f }) => f(x)), slope: (x) => sum(({ slope }) => slope(x)) };
}

test('of 200 random smooth functions, none is claimed to be known five times as well as it is', () => {
  const random = generator(5);
  const wrong: string[] = [];
  let answers = 0;
  for (let i = 0; i < 200; i++) {
    const { f, slope } = randomSmooth(random);
    const x = 2 * random() - 1;
    // The places where f is asked are rounded too.
    const found = derivative((at) => {
      const value = f(at);
      return { value, error: 4e-16 * (Math.abs(value) + Math.abs(at * slope(at))) };
    }, x);
    if (!found) continue;
    answers++;
    const miss = Math.abs(found.value - slope(x));
    // The closed form has its own last places.
    if (miss > 5 * found.error + 1e-13 * Math.abs(slope(x)))
      wrong.push(`${i} at ${x}: ${found.value} +- ${found.error} for ${slope(x)}`);
  }
  expect(wrong).toEqual([]);
  expect(answers).toBeGreaterThan(180);
});

test('a wave too small to be seen at the first steps, and one that has whole turns in every nineteenth of them', () => {
  const small = derivative((x) => exactly(x + 1e-6 * Math.sin(1e6 * x)), 0.3);
  expect(Math.abs((small?.value ?? 0) - (1 + Math.cos(3e5)))).toBeLessThanOrEqual(small?.error ?? 0);
  expect(small?.error).toBeLessThan(1e-4);
  const frequency = (2 * Math.PI * 19 ** 3) / 0.0193;
  const whole = derivative((x) => exactly(Math.sin(frequency * x) / frequency + x), 0.3);
  if (whole) {
    const right = 1 + Math.cos(0.3 * frequency);
    expect(Math.abs(whole.value - right)).toBeLessThanOrEqual(whole.error);
  }
});
