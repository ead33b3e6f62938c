import type { ExecutorFailure } from '../executors/contract';
import type { DeviceName } from '../executors/tensor/contract';

/** Why a graphics device does not do the work: clauses. Browsers ask but once for code that did not come. */
const WORDS: Readonly<Record<ExecutorFailure, string>> = {
  'no-webgl2': 'this browser has no WebGL2',
  'no-webgl2-in-worker': 'this browser gives background work no WebGL2',
  'webgl-refused': 'TensorFlow.js cannot use the WebGL2 of this browser',
  'no-float32-targets': 'the graphics device cannot draw to 32-bit floats',
  'no-wasm': 'this browser has no vectors in WebAssembly',
  'not-loaded': 'the part of the page that uses WebGL2 could not be downloaded; reload the page to try again',
  'too-large': 'the graph is too large for one shader',
  'compile-failed': 'the graphics driver refused the shader',
  'context-lost': 'the graphics context was lost',
  'not-a-number': 'the graphics device answered NaN',
  'out-of-memory': 'the graphics device is out of memory',
  failed: 'the work on the graphics device failed',
};

/** Where WebAssembly says it otherwise. */
const WASM_WORDS: Partial<Readonly<Record<ExecutorFailure, string>>> = {
  'too-large': 'the arrays of a step take more than 1 GiB',
  'compile-failed': 'the browser refused the module',
  'out-of-memory': 'there is not enough memory',
  failed: 'it failed',
};

/** Why an executor or a device does not do the work, as a clause. */
export function executorWords(failure: ExecutorFailure, device?: DeviceName): string {
  return (device === 'wasm' ? WASM_WORDS[failure] : undefined) ?? WORDS[failure];
}
