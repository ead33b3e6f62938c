import { describe, expect, test } from 'vitest';
import type { Document } from '../../engine/document/types';
import { bestGain } from '../../engine/exact/regulator/regulator';
import { plainDevice } from '../../engine/executors/tensor/plain/plain';
import { createWasmDevice } from '../../engine/executors/tensor/wasm/wasmDevice';
import type { TrainingNews } from '../../engine/run/training/contract';
import { TrainingLoop } from '../../engine/run/training/loop';
import { REINFORCEMENT } from './examples';

/** Trains every plan of a document by its own settings and gives the gain that each ends with. */
async function learnedGains(document: Document, seed: number): Promise<Map<string, number>> {
  const gains = new Map<string, number>();
  let tell: (news: TrainingNews) => void = () => {};
  const device = createWasmDevice() ?? plainDevice;
  const loop = new TrainingLoop({ candidates: async () => [device] }, (news) => tell(news));
  await new Promise<void>((resolve) => {
    tell = (news) => {
      if (
        news.kind === 'snapshot' &&
        news.snapshot.plans.every(({ steps }) => steps === document.training?.steps)
      )
        for (const { plan } of news.snapshot.plans) loop.take({ kind: 'export', plan });
      if (news.kind === 'parameters') gains.set(news.plan, news.parameters.get('theta')?.[0] ?? Number.NaN);
      if (gains.size === document.plans.length) resolve();
    };
    loop.take({ kind: 'open', document, generation: 1, seed });
    loop.take({ kind: 'start' });
  });
  loop.take({ kind: 'close' });
  return gains;
}

/** Without noise in its actions a policy of three steps is best at another gain. */
const actionNoise = (id: string) => (id === 'evolution' ? 0 : 0.5);

const best = (id: string) =>
  bestGain({
    horizon: 3,
    a: 1,
    b: 1,
    q: 1,
    r: 1,
    startMean: 1,
    startNoise: 0.5,
    stateNoise: 0.5,
    actionNoise: actionNoise(id),
  });

describe('every method learns the gain that is best to 5 percent', () => {
  test.each(REINFORCEMENT.filter(({ document }) => document.training))('$id', async ({ id, document }) => {
    for (const [plan, gain] of await learnedGains(document, 1))
      expect(Math.abs(gain / best(id) - 1), `${plan}: ${gain}`).toBeLessThan(0.05);
  });
});
