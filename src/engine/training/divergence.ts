import { graphOf } from '../analysis/graph';
import { compileProbe } from '../compile/rows';
import type { Device } from '../executors/tensor/contract';
import { planKernels } from '../executors/tensor/plan/planner';
import type { Model } from '../model/model';
import type { Divergence } from './contract';
import type { Numbers } from './data';

/** Which step went wrong, and what it was made from. */
export interface FailedStep {
  readonly seed: number;
  readonly step: number;
  readonly rows: number;
  /** Rows that share a row of data. */
  readonly shared: number;
  readonly feeds: Numbers;
  /** Parameters whose gradients were not finite. */
  readonly gradients: readonly string[];
}

/** Evaluates every node on the noise of the failed step, and names the first one that is not a finite number. */
export async function findDivergence(device: Device, model: Model, failed: FailedStep): Promise<Divergence> {
  const { step } = failed;
  const node = await firstFaulty(device, model, failed);
  if (node) return { step, node, what: 'value', words: `${node} was not a finite number` };
  const [parameter] = failed.gradients;
  if (parameter)
    return {
      step,
      node: parameter,
      what: 'gradient',
      words: `the gradient of ${parameter} was not a finite number`,
    };
  const first = model.document.nodes.find(({ kind }) => kind === 'parameter')?.name ?? '';
  return {
    step,
    node: first,
    what: 'parameter',
    words: 'the gradient or a parameter grew beyond what a number holds',
  };
}

async function firstFaulty(device: Device, model: Model, failed: FailedStep): Promise<string | undefined> {
  const show = orderedNodes(model);
  const { rows, shared, seed, step, feeds } = failed;
  const { program: arrays } = compileProbe(model, { given: [], show, rows, shared });
  const program = await device.prepare(planKernels(arrays));
  try {
    for (const [name, numbers] of feeds) program.write(name, numbers);
    await program.run(seed, step, 1);
    const values = await program.read(show);
    const at = values.findIndex((numbers) => numbers.some((x) => !Number.isFinite(x)));
    return show[at];
  } finally {
    program.dispose();
  }
}

/** All that computes, parents first. */
function orderedNodes(model: Model): readonly string[] {
  const { nodes, order } = graphOf(model);
  return order.filter((name) => nodes.get(name)?.kind !== 'parameter' && nodes.get(name)?.kind !== 'input');
}
