import type { KernelPlan } from '../../src/engine/executors/tensor/kernelPlan';
import { PlainProgram } from '../../src/engine/executors/tensor/plain/plain';
import type { PlanOrder } from './tensorBench';

/** What the plan leaves in float64, by name, from numbers as a device in float32 is given them. */
export async function plainRun(
  plan: KernelPlan,
  { seed, first, times, feeds }: Omit<PlanOrder, 'read'>,
): Promise<(name: string) => number[]> {
  const constants = plan.constants.map((own) => ({ ...own, values: own.values.map(Math.fround) }));
  const program = new PlainProgram({ ...plan, constants });
  for (const [name, numbers] of Object.entries(feeds)) program.write(name, numbers.map(Math.fround));
  await program.run(seed, first, times);
  return (name) => [...program.numbers(name)];
}
