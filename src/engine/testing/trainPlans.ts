import type { Document } from '../document/types';
import { plainDevice } from '../executors/tensor/plain/plain';
import { createWasmDevice } from '../executors/tensor/wasm/wasmDevice';
import type { ParameterNumbers, TrainingNews, TrainingOrder } from '../training/contract';
import { TRAINING_SNAPSHOTS, TrainingJob } from '../training/job';
import { pumped } from './pumped';

/**
 * Trains every plan of a document, or one, as the page does, for as many steps as it says, and gives what each has
 * learned.
 */
export async function trainPlans(
  whole: Document,
  seed: number,
  only?: { readonly plan: string; readonly steps: number },
): Promise<ReadonlyMap<string, ParameterNumbers>> {
  const document = only
    ? {
        ...whole,
        plans: whole.plans.filter(({ name }) => name === only.plan),
        training: { ...whole.training, steps: only.steps },
      }
    : whole;
  const steps = document.training?.steps;
  if (steps === undefined) throw new Error('the document does not say when to stop');
  const learned = new Map<string, ParameterNumbers>();
  const device = createWasmDevice() ?? plainDevice;
  const training = pumped<TrainingOrder, TrainingNews>(
    (outlet) => new TrainingJob(outlet, { candidates: async () => [device] }),
    { every: TRAINING_SNAPSHOTS },
  );
  training.open({ kind: 'open', document, seed });
  training.tell({ kind: 'go', on: true });
  await training.until((news) =>
    news.kind === 'snapshot' && news.snapshot.plans.every((plan) => plan.steps === steps) ? true : undefined,
  );
  for (const { name: plan } of document.plans) training.tell({ kind: 'export', plan });
  for (const { name: plan } of document.plans)
    await training.until((news) => {
      if (news.kind !== 'parameters' || news.plan !== plan) return undefined;
      return learned.set(plan, news.parameters);
    });
  training.close();
  return learned;
}
