import type { Document } from '../document/types';
import { plainDevice } from '../executors/tensor/plain/plain';
import { createWasmDevice } from '../executors/tensor/wasm/wasmDevice';
import type { ParameterNumbers, TrainingNews } from '../run/training/contract';
import { TrainingLoop } from '../run/training/loop';

/** Trains every plan of a document, or one, as the page does, for as many steps as it says, and gives what each has learned. */
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
  let tell: (news: TrainingNews) => void = () => {};
  const device = createWasmDevice() ?? plainDevice;
  const loop = new TrainingLoop({ candidates: async () => [device] }, (news) => tell(news));
  await new Promise<void>((resolve) => {
    tell = (news) => {
      if (news.kind === 'snapshot' && news.snapshot.plans.every((plan) => plan.steps === steps))
        for (const { plan } of news.snapshot.plans) loop.take({ kind: 'export', plan });
      if (news.kind === 'parameters') learned.set(news.plan, news.parameters);
      if (learned.size === document.plans.length) resolve();
    };
    loop.take({ kind: 'open', document, generation: 1, seed });
    loop.take({ kind: 'start' });
  });
  loop.take({ kind: 'close' });
  return learned;
}
