import { ExecutorError } from '../executors/contract';
import type { FusedExecutor } from '../executors/fused/fusedExecutor';
import type { FastSource } from '../jobs/fast';
import { loaded } from '../jobs/loaded';

/** The fused executor, loaded when it is first asked for: TensorFlow.js is large, and the first estimates need none. */
export function fusedSource(): FastSource {
  let executor: FusedExecutor | undefined;
  return {
    make: async () => {
      if (executor) {
        await executor.recover();
        return executor;
      }
      const { createFusedExecutor } = await loaded(import('../executors/fused/fusedExecutor'));
      const made = await createFusedExecutor();
      if (made instanceof ExecutorError) throw made;
      executor = made;
      return made;
    },
  };
}
