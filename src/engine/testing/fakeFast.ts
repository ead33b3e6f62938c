import { ExecutorError, type Runner } from '../executors/contract';
import { prepareReference } from '../executors/reference/reference';
import type { FastSource } from '../jobs/fast';

/** A fast executor that is the reference executor by another name, and can be lost or answer nonsense. */
export function fakeFast() {
  let context = { isLost: false };
  let made = 0;
  let isNan = false;
  let linking: 'is lost' | 'throws' | undefined;
  const source: FastSource = {
    make: async () => {
      made++;
      const own = { isLost: false };
      context = own;
      const check = () => {
        if (own.isLost) throw new ExecutorError('context-lost', 'gone');
      };
      return {
        prepare: async (program) => {
          if (linking === 'throws') throw new TypeError('sabotage');
          if (linking === 'is lost') own.isLost = true;
          check();
          const reference = prepareReference(program);
          const runner: Runner = {
            executor: 'fused',
            run: async (request) => {
              check();
              const batch = await reference.run(request);
              if (!isNan) return batch;
              const moments = batch.moments.map((own) => own.map((m) => ({ ...m, mean: Number.NaN })));
              return { ...batch, moments };
            },
            reset: () => reference.reset(),
            dispose: () => reference.dispose(),
          };
          return runner;
        },
      };
    },
  };
  return {
    source,
    makes: () => made,
    lose: () => {
      context.isLost = true;
    },
    /** What befalls it while it makes programs ready. */
    whileLinking: (what: typeof linking) => {
      linking = what;
    },
    answerNan: (nan: boolean) => {
      isNan = nan;
    },
  };
}
