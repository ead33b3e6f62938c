import type { Work } from '../jobs/desk';
import { firstOf, inWorker, onPage } from '../jobs/places';
import type { RunNews, RunOrder } from './contract';

const onItsPage = onPage<RunOrder, RunNews>(async () => {
  const [{ RunJob }, { fusedSource }] = await Promise.all([import('./job'), import('./fusedSource')]);
  return (outlet) => new RunJob(outlet, fusedSource());
});

/**
 * A run, in a worker. On the page itself where a worker has no WebGL, without an OffscreenCanvas, and where there are none: in a browser
 * without them, or in a frame whose sandbox allows none.
 */
export const RUN: Work<RunOrder, RunNews> = {
  name: 'the run',
  mend: 'Press Run to start it again, or make the graph smaller.',
  overdue: 5000,
  kept: ['go', 'look'],
  wakes: (order) => order.kind === 'step' || (order.kind === 'go' && order.on),
  hire:
    typeof OffscreenCanvas === 'undefined'
      ? onItsPage
      : firstOf(
          inWorker(() => new Worker(new URL('./runWorker.ts', import.meta.url), { type: 'module' })),
          onItsPage,
        ),
};
