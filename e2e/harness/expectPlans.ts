import { expect } from '@playwright/test';
import type { KernelPlan } from '../../src/engine/executors/tensor/kernelPlan';
import { plainRun } from './plainRun';
import type { PageDevice } from './serve';
import type { PlanOrder } from './tensorBench';

export const order = (more: Partial<PlanOrder> = {}): PlanOrder => ({
  seed: 7,
  first: 0,
  times: 1,
  feeds: {},
  read: [],
  ...more,
});

/** How far a number may be off: a share of it, and a floor. */
export const relative =
  (share: number, floor = share) =>
  (value: number) =>
    share * Math.abs(value) + floor;

/** Runs the plan on the device and in plain float64, and holds all that is read against each other. */
export async function expectSame(
  device: PageDevice,
  plan: KernelPlan,
  wanted: PlanOrder,
  tolerance: (value: number) => number,
): Promise<void> {
  const program = await device.ready(plan);
  const own = await device.run(program, wanted);
  const plain = await plainRun(plan, wanted);
  for (const name of wanted.read) {
    const exact = plain(name);
    const got = own[name] ?? [];
    expect(got.length, name).toBe(exact.length);
    const far = exact
      .map((value, i) => ({ i, value, got: got[i] ?? Number.NaN }))
      .filter(({ value, got: x }) => !(Object.is(x, value) || Math.abs(x - value) <= tolerance(value)));
    expect(far.slice(0, 5), name).toEqual([]);
  }
  await device.dispose(program);
}
