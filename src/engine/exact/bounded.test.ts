import { expect, test } from 'vitest';
import { generator } from '../base/mulberry';
import { type Bounded, exactly, over, plus, scaled, times, total } from './bounded';

test('what is computed from numbers within their bounds is within its own', () => {
  const random = generator(3);
  const signed = () => 4 * random() - 2;
  for (let i = 0; i < 2000; i++) {
    const [a, b]: Bounded[] = [0, 1].map(() => ({ value: signed(), error: random() ** 4 }));
    if (!a || !b) continue;
    // As far off as may be, or anywhere between.
    const within = ({ value, error }: Bounded) =>
      value + error * (random() < 0.5 ? Math.sign(signed()) : signed() / 2);
    const [x, y] = [within(a), within(b)];
    const held = ({ value, error }: Bounded, number: number) =>
      expect(Math.abs(number - value)).toBeLessThanOrEqual(error * (1 + 1e-12) + 1e-12);
    held(plus(a, b), x + y);
    held(times(a, b), x * y);
    held(scaled(a, -3), -3 * x);
    held(over(a, b), x / y);
    held(total([a, b, exactly(1)]), x + y + 1);
  }
});

test('bounds are no wider than they must be', () => {
  const [a, b] = [
    { value: 3, error: 0.1 },
    { value: -2, error: 0.2 },
  ];
  expect(plus(a, b).error).toBeCloseTo(0.3, 12);
  // 3.1 * 2.2 - 6
  expect(times(a, b).error).toBeCloseTo(0.82, 12);
  // 3.1 / 1.8 - 1.5
  expect(over(a, b).error).toBeCloseTo(3.1 / 1.8 - 1.5, 12);
});

test('nothing is known of a quotient by what may be 0', () => {
  expect(over({ value: 1, error: 0 }, { value: 0.1, error: 0.1 }).error).toBe(Number.POSITIVE_INFINITY);
});
