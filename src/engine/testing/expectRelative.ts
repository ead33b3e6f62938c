import { expect } from 'vitest';

export function expectRelative(got: number, wanted: number, tolerance: number): void {
  expect(Math.abs(got - wanted) / Math.abs(wanted), `${got} instead of ${wanted}`).toBeLessThan(tolerance);
}
