import { env } from '@tensorflow/tfjs-core';
import { ExecutorError } from '../../contract';
import type { SharedContext } from '../../fused/context';
import { waitUntil } from '../../fused/waiting';
import { Cache, type CacheUse } from './cache';

/**
 * Compiles what TensorFlow.js would run in `rehearsal`, side by side where the browser can, without running it and without
 * blocking. Everything that it reads has to be on the GPU already.
 *
 * Rejects with an ExecutorError `compile-failed`, `out-of-memory` or `context-lost`; the caller releases `use`.
 */
export async function linkAhead(context: SharedContext, use: CacheUse, rehearsal: () => void): Promise<void> {
  const { gl, backend, parallel } = context;
  const cache = Cache.of(backend);
  env().set(COMPILE_ONLY, true);
  try {
    cache.record(use, rehearsal);
  } finally {
    env().set(COMPILE_ONLY, false);
  }
  if (gl.getError() === gl.OUT_OF_MEMORY)
    throw new ExecutorError('out-of-memory', 'no room for the textures of the kernels');
  const binaries = cache.binaries(use);
  if (parallel)
    for (const { webGLProgram } of binaries)
      await waitUntil(() => {
        context.check();
        return gl.getProgramParameter(webGLProgram, parallel.COMPLETION_STATUS_KHR) === true;
      });
  context.check();
  for (const { webGLProgram, fragmentShader } of binaries) {
    if (gl.getProgramParameter(webGLProgram, gl.LINK_STATUS)) continue;
    context.check();
    const log = gl.getShaderInfoLog(fragmentShader) || gl.getProgramInfoLog(webGLProgram);
    throw new ExecutorError('compile-failed', log?.trim() || 'no reason given');
  }
  backend.getUniformLocations();
}

const COMPILE_ONLY = 'ENGINE_COMPILE_ONLY';
