import { expect, test } from 'vitest';
import { Builder, type Value } from '../ir/builder';
import { RunningError } from './runningError';

const ROWS = 60;

/** Values of a formula in x and what they are said to be off by, at places spread over octaves on both sides of 0. */
function errorsOf(write: (b: Builder, x: Value) => Value) {
  const b = new Builder();
  const x = b.state('x', []);
  const y = write(b, x);
  const at = Float64Array.from({ length: ROWS }, (_, i) => (i % 2 ? -1 : 1) * 1.37 ** (i - 40) * 1.1);
  const evaluator = new RunningError(b.instructions, [y.id]);
  return [0, ROWS / 2].flatMap((from) => {
    const places = Int32Array.from({ length: ROWS / 2 }, (_, i) => from + i);
    const [column] = evaluator.at(places, new Map(), new Map([[x.id, at]]));
    if (!column) throw new Error('no column');
    const { values, errors } = column;
    return Array.from(places, (place, i) => ({
      x: at[place] as number,
      value: values.data[i * values.stride] as number,
      error: errors.data[i * errors.stride] as number,
    }));
  });
}

// Each formula beside another way to write it that does not cancel.
test.each<[string, (b: Builder, x: Value) => Value, (x: number) => number]>([
  ['(x + 1e9) - 1e9', (b, x) => b.sub(b.add(x, 1e9), 1e9), (x) => x],
  ['1 - cos x', (b, x) => b.sub(1, b.cos(x)), (x) => 2 * Math.sin(x / 2) ** 2],
  ['log(1 + x^2)', (b, x) => b.log(b.add(1, b.mul(x, x))), (x) => Math.log1p(x * x)],
  [
    'sqrt(x^2 + 1) - 1',
    (b, x) => b.sub(b.sqrt(b.add(b.mul(x, x), 1)), 1),
    (x) => (x * x) / (Math.sqrt(x * x + 1) + 1),
  ],
  [
    'exp(|x|^0.1) / exp(|x|^0.1 + 1)',
    (b, x) => b.div(b.exp(b.pow(b.abs(x), 0.1)), b.exp(b.add(b.pow(b.abs(x), 0.1), 1))),
    () => Math.exp(-1),
  ],
  ['max(x + 1e6, 3) - 1e6', (b, x) => b.sub(b.max(b.add(x, 1e6), 3), 1e6), (x) => Math.max(x, 3 - 1e6)],
  ['the sum of x, 1e6, -1e6', (b, x) => b.sum(b.stack([x, b.constant(1e6), b.constant(-1e6)])), (x) => x],
  [
    'a product of matrices that cancels',
    (b, x) =>
      b.reshape(
        b.matmul(b.reshape(b.stack([b.mul(x, x), b.mul(x, 1e4)]), [1, 2]), b.constant([1e4, -1], [2, 1])),
        [],
      ),
    (x) => 1e4 * x * (x - 1),
  ],
])('bounds hold, and are no wider than they need be: %s', (_, write, otherwise) => {
  const all = errorsOf(write);
  let [sum, said] = [0, 0];
  for (const { x, value, error } of all) {
    const off = Math.abs(value - otherwise(x));
    expect(off).toBeLessThanOrEqual(error + 1e-15 * Math.abs(otherwise(x)));
    sum += off / Math.max(1e-300, Math.abs(x));
    said += error / Math.max(1e-300, Math.abs(x));
  }
  expect(sum).toBeGreaterThan(0);
  expect(said).toBeLessThan(30 * sum + 1e-12);
});

test('what is exact is said to be so', () => {
  const whole = (write: (b: Builder, x: Value) => Value) => errorsOf(write).map(({ error }) => error);
  expect(whole((b, x) => b.sub(b.mul(x, 2), x)).every((error) => error === 0)).toBe(true);
  expect(whole((b, x) => b.mul(b.lt(x, 0.3), 1e9)).every((error) => error === 0)).toBe(true);
  expect(whole((b, x) => b.where(b.lt(x, 0), Number.NEGATIVE_INFINITY, 1)).every((e) => e === 0)).toBe(true);
});
