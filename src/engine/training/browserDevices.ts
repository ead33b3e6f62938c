import { ExecutorError } from '../executors/contract';
import { plainDevice } from '../executors/tensor/plain/plain';
import { createWasmDevice } from '../executors/tensor/wasm/wasmDevice';
import { errorWords } from '../jobs/errorWords';
import { loaded } from '../jobs/loaded';
import { type Candidate, type DeviceSource, isDevice } from './devices';

/** What a browser trains on: WebAssembly's vectors, WebGL where there is a graphics device, and plain loops at last. */
export const browserDevices: DeviceSource = {
  candidates: async () => {
    const found = [wasmDevice(), await webglDevice()];
    return found.some(isDevice) ? found : [plainDevice, ...found];
  },
};

function wasmDevice(): Candidate {
  const missing = { failure: 'no-wasm', detail: 'a module with vectors is not valid' } as const;
  return createWasmDevice() ?? { name: 'wasm', missing };
}

/** TensorFlow.js is large: it is loaded when it is first asked for. */
async function webglDevice(): Promise<Candidate> {
  try {
    const { createWebglDevice } = await loaded(import('../executors/tensor/webgl/webglDevice'));
    const made = await createWebglDevice();
    return made instanceof ExecutorError ? { name: 'webgl', missing: made } : made;
  } catch (error) {
    const known = error instanceof ExecutorError ? error : undefined;
    return { name: 'webgl', missing: known ?? { failure: 'failed', detail: errorWords(error) } };
  }
}
