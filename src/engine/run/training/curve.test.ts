import { expect, test } from 'vitest';
import { Curve } from './curve';

const point = (step: number, cost: number, heldOut = Number.NaN) => ({
  step,
  cost,
  heldOut,
  gradientNorm: 1,
  variances: [heldOut],
});

test('a short run keeps every point', () => {
  const curve = new Curve();
  for (let step = 0; step <= 100; step++) curve.add(point(step, step));
  expect(curve.points.map(({ step }) => step)).toEqual(Array.from({ length: 101 }, (_, i) => i));
});

test('a long run keeps few, whose costs are the means over the steps between them', () => {
  const curve = new Curve();
  // The start has no cost yet.
  curve.add(point(0, Number.NaN, 9));
  for (let step = 1; step <= 5000; step++) curve.add(point(step, step, step % 10 === 0 ? step : Number.NaN));
  const { points } = curve;
  expect(points.length).toBeGreaterThan(100);
  expect(points.length).toBeLessThanOrEqual(400);
  expect(points.at(-1)?.step).toBe(5000);
  points.forEach(({ step, cost }, i) => {
    const before = points[i - 1]?.step ?? 0;
    if (step > 0) expect(cost).toBeCloseTo((before + 1 + step) / 2, 6);
  });
  // What was measured last between two points is kept.
  expect(points.at(-1)?.heldOut).toBe(5000);
  expect(points.filter(({ heldOut }) => Number.isNaN(heldOut)).length).toBeLessThan(points.length / 10);
});
