import { ExecutorError } from '../../contract';
import type { SharedContext } from '../../webgl/context';
import { untilLinked } from '../../webgl/link';
import { env } from '../../webgl/tensorflow';
import { Cache, type CacheUse } from './cache';

/** How long a task may get before the event loop has its turn. */
export const SLICE_MS = 8;

/**
 * Compiles what TensorFlow.js would run at the turns of `rehearsal`, side by side where the browser can, without
 * running it and without blocking. Everything that it reads has to be on the GPU already.
 *
 * Rejects with an ExecutorError `compile-failed`, `out-of-memory` or `context-lost`; the caller releases `use`.
 */
export async function linkAhead(
  context: SharedContext,
  use: CacheUse,
  rehearsal: Generator<void, unknown>,
): Promise<void> {
  const { gl, backend } = context;
  const cache = Cache.of(backend);
  let since = performance.now();
  const pause = async () => {
    if (performance.now() - since < SLICE_MS) return;
    await context.settle();
    since = performance.now();
  };
  try {
    while (!rehearseTurn(cache, use, rehearsal)) await pause();
  } finally {
    rehearsal.return(undefined);
  }
  // Where it cannot be asked without waiting whether a program is linked, the links are in the queue.
  await context.settle();
  for (const { webGLProgram, fragmentShader } of cache.binaries(use)) {
    await untilLinked(context, webGLProgram, [fragmentShader]);
    await pause();
  }
  if (gl.getError() === gl.OUT_OF_MEMORY)
    throw new ExecutorError('out-of-memory', 'no room for the textures of the kernels');
  backend.getUniformLocations();
}

/** Whether the rehearsal is over. */
function rehearseTurn(cache: Cache, use: CacheUse, rehearsal: Generator<void, unknown>): boolean {
  env().set(COMPILE_ONLY, true);
  try {
    return cache.record(use, () => rehearsal.next().done === true);
  } finally {
    env().set(COMPILE_ONLY, false);
  }
}

const COMPILE_ONLY = 'ENGINE_COMPILE_ONLY';
