import { expect, test } from 'vitest';
import type { ExecutorFailure } from '../executors/contract';
import { executorWords } from './executorWords';

const FAILURES: Readonly<Record<ExecutorFailure, RegExp>> = {
  'no-webgl2': /^this browser has no WebGL2$/,
  'no-webgl2-in-worker': /background work no WebGL2/,
  'webgl-refused': /TensorFlow\.js cannot use/,
  'no-float32-targets': /32-bit floats/,
  'no-wasm': /WebAssembly/,
  'not-loaded': /could not be downloaded/,
  'too-large': /too large for one shader/,
  'compile-failed': /refused the shader/,
  'context-lost': /was lost/,
  'not-a-number': /NaN/,
  'out-of-memory': /out of memory/,
  failed: /failed/,
};

test.each(Object.entries(FAILURES))('%s is said as it is, and differs from all others', (failure, words) => {
  const all = (Object.keys(FAILURES) as ExecutorFailure[]).map((other) => executorWords(other));
  expect(executorWords(failure as ExecutorFailure)).toMatch(words);
  expect(all.filter((other) => words.test(other))).toHaveLength(1);
});

test('no shader is spoken of where WebAssembly refuses', () => {
  for (const failure of Object.keys(FAILURES) as ExecutorFailure[])
    if (!/webgl|context|targets|not-a-number|not-loaded/.test(failure))
      expect(executorWords(failure, 'wasm')).not.toMatch(/shader|graphics/);
});
