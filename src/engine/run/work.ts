import type { Work } from '../jobs/desk';
import { inWorker, onPage } from '../jobs/places';
import type { RunNews, RunOrder } from './contract';

/** A run, in a worker; without an OffscreenCanvas, where a worker has no WebGL, on the page itself. */
export const RUN: Work<RunOrder, RunNews> = {
  name: 'the run',
  mend: 'Press Run to start it again, or make the graph smaller.',
  overdue: 5000,
  kept: ['go', 'look'],
  wakes: (order) => order.kind === 'step' || (order.kind === 'go' && order.on),
  hire:
    typeof Worker !== 'undefined' && typeof OffscreenCanvas !== 'undefined'
      ? inWorker(() => new Worker(new URL('./runWorker.ts', import.meta.url), { type: 'module' }))
      : onPage(async () => {
          const [{ RunJob }, { fusedSource }] = await Promise.all([import('./job'), import('./fusedSource')]);
          return (outlet) => new RunJob(outlet, fusedSource());
        }),
};
