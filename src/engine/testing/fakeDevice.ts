import { ExecutorError } from '../executors/contract';
import type { Device } from '../executors/tensor/contract';
import { plainDevice } from '../executors/tensor/plain/plain';

/** A device that is the plain one by another name, and can be lost or answer nonsense. */
export function fakeDevice() {
  let context = { isLost: false };
  let isNan = false;
  const device: Device = {
    name: 'webgl',
    words: 'a fake device',
    prepare: async (plan) => {
      if (context.isLost) context = { isLost: false };
      const own = context;
      const program = await plainDevice.prepare(plan);
      return {
        write: (feed, numbers) => program.write(feed, numbers),
        read: async (names, into) => {
          const read = await program.read(names, into);
          return isNan ? read.map((numbers) => numbers.fill(Number.NaN)) : read;
        },
        dispose: () => program.dispose(),
        run: (seed, first, times) =>
          own.isLost
            ? Promise.reject(new ExecutorError('context-lost', 'gone'))
            : program.run(seed, first, times),
      };
    },
  };
  return {
    device,
    lose: () => {
      context.isLost = true;
    },
    answerNan: (nan: boolean) => {
      isNan = nan;
    },
  };
}
