import { feedsOf } from '../../../src/engine/compile/feeds';
import { compilePlan } from '../../../src/engine/compile/plan';
import { parseDocument } from '../../../src/engine/document/parse';
import { ExecutorError, type Runner } from '../../../src/engine/executors/contract';
import { createFusedExecutor } from '../../../src/engine/executors/fused/fusedExecutor';
import { prepareReference } from '../../../src/engine/executors/reference/reference';
import type { Program } from '../../../src/engine/ir/program';
import { modelOf } from '../../../src/engine/model/model';
import { type Moments, NO_MOMENTS } from '../../../src/engine/statistics/moments';
import type { Competitor, Trial, Variant } from './competitor';
import type { Task } from './task';

/** The product's own fused executor, on the program that the product compiles: four moments and the cost included. */
export const fused: Competitor = {
  async open() {
    const executor = await createFusedExecutor();
    if (executor instanceof ExecutorError) throw executor;
    return {
      device: 'WebGL',
      variants: [variant([18, 20, 22, 24, 26], (program) => executor.prepare(program))],
    };
  },
};

/** The product's reference executor: plain JavaScript in float64, on one core. */
export const reference: Competitor = {
  async open() {
    return {
      device: 'JavaScript',
      variants: [variant([12, 14, 16, 18], async (program) => prepareReference(program))],
    };
  },
};

/** The compiled program, run in requests of 2 to the power of each of `sizes` estimates. */
function variant(sizes: readonly number[], ready: (program: Program) => Promise<Runner>): Variant {
  return {
    name: 'compiled program',
    batches: sizes.map((power) => 2 ** power),
    async prepare(task, batch): Promise<Trial> {
      const { document } = parseDocument(task.document);
      if (!document) throw new Error(`${task.name}: the document is not valid`);
      const plan = document.plans.find(({ name }) => name === task.plan);
      if (!plan) throw new Error(`${task.name}: no plan of this name`);
      const { program } = compilePlan(modelOf(document), plan);
      const runner = await ready(program);
      const feeds = feedsOf(document);
      let first = 0;
      return {
        inFlight: 2,
        async round() {
          const mine = first;
          first += batch;
          const { moments } = await runner.run({ seed: 1, first: mine, count: batch, feeds, raw: 0 });
          return momentsOf(task, program, moments);
        },
        dispose: () => runner.dispose(),
      };
    },
  };
}

function momentsOf(task: Task, program: Program, moments: readonly (readonly Moments[])[]): Moments[] {
  return task.parameters.map(({ name }) => {
    const output = program.outputs.findIndex((entry) => entry.name === `gradient:${name}`);
    return moments[output]?.[0] ?? NO_MOMENTS;
  });
}
