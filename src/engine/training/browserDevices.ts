import { ExecutorError } from '../executors/contract';
import type { Device } from '../executors/tensor/contract';
import { plainDevice } from '../executors/tensor/plain/plain';
import { createWasmDevice } from '../executors/tensor/wasm/wasmDevice';
import type { DeviceSource } from './devices';

/** What a browser trains on: WebAssembly's vectors, WebGL where there is a graphics device, and plain loops at last. */
export const browserDevices: DeviceSource = {
  candidates: async () => {
    const wasm = createWasmDevice();
    const webgl = await webglDevice();
    const found = [...(wasm ? [wasm] : []), ...(webgl ? [webgl] : [])];
    return found.length > 0 ? found : [plainDevice];
  },
};

/**
 * TensorFlow.js is large: it is loaded when it is first asked for. None where it does not load, or does not find a
 * device.
 */
async function webglDevice(): Promise<Device | undefined> {
  try {
    const { createWebglDevice } = await import('../executors/tensor/webgl/webglDevice');
    const made = await createWebglDevice();
    return made instanceof ExecutorError ? undefined : made;
  } catch {
    return undefined;
  }
}
