import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { VaeRival } from './rival';
import { estimates } from './tensorflowEstimates';
import { steps } from './tensorflowSteps';

export type TensorflowBackend = 'webgl' | 'wasm' | 'cpu';

/** TensorFlow.js as one writes such a training by hand, on one of its backends. */
export async function tensorflow(backend: TensorflowBackend, threads?: number): Promise<VaeRival> {
  await loaders[backend]();
  if (threads !== undefined) (await import('@tensorflow/tfjs-backend-wasm')).setThreadsCount(threads);
  if (!(await tf.setBackend(backend))) throw new Error(`TensorFlow.js has no backend ${backend} here`);
  await tf.ready();
  return {
    device: threads === undefined ? backend : `${backend}, ${threads} threads`,
    steps,
    estimates,
    memory: () => ({ tensors: tf.memory().numTensors, bytes: tf.memory().numBytes }),
  };
}

const loaders: Readonly<Record<TensorflowBackend, () => Promise<void>>> = {
  webgl: async () => {
    await import('@tensorflow/tfjs-backend-webgl');
  },
  cpu: async () => {
    await import('@tensorflow/tfjs-backend-cpu');
  },
  wasm: async () => {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    const { default: plain } = await import('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url');
    const { default: simd } = await import(
      '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
    );
    const { default: threaded } = await import(
      '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url'
    );
    setWasmPaths({
      'tfjs-backend-wasm.wasm': absolute(plain),
      'tfjs-backend-wasm-simd.wasm': absolute(simd),
      'tfjs-backend-wasm-threaded-simd.wasm': absolute(threaded),
    });
  },
};

/** Its threads load the module from an address of their own. */
function absolute(path: string): string {
  return new URL(path, location.href).href;
}
