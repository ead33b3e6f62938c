import { expect, test } from 'vitest';
import { TrainingCurve } from './curve';

const point = (step: number) => ({
  step,
  cost: step === 0 ? Number.NaN : step,
  heldOut: Number.NaN,
  gradientNorm: 1,
  variances: [step],
});

test('keeps the start and the end, and points between evenly spaced, however many are added', () => {
  const curve = new TrainingCurve();
  for (let step = 0; step <= 5000; step++) curve.add(point(7 * step));
  const steps = curve.points.map(({ step }) => step);
  expect(steps[0]).toBe(0);
  expect(steps.at(-1)).toBe(35_000);
  expect(steps.length).toBeGreaterThan(150);
  expect(steps.length).toBeLessThanOrEqual(400);
  const gaps = steps.slice(1).map((step, i) => step - (steps[i] ?? 0));
  expect(Math.max(...gaps)).toBeLessThan(300);
});

test('joins costs by the steps that they are means of', () => {
  const curve = new TrainingCurve();
  for (let step = 0; step <= 1000; step++) curve.add(point(step));
  const { points } = curve;
  points.slice(1).forEach(({ step, cost }, i) => {
    const before = points[i]?.step ?? 0;
    // The mean of before + 1, ..., step.
    expect(cost).toBeCloseTo((before + 1 + step) / 2, 9);
  });
});
