import { memory } from '@tensorflow/tfjs-core';
import { Bench } from './bench';

/** What the browser tests find on the page. */
export interface Harness {
  readonly bench: Bench;
  /** Tensors and bytes that TensorFlow.js holds. */
  memory(): { readonly tensors: number; readonly bytes: number };
}

declare global {
  interface Window {
    harness: Harness;
  }
}

window.harness = {
  bench: new Bench(),
  memory: () => {
    const { numTensors, numBytes } = memory();
    return { tensors: numTensors, bytes: numBytes };
  },
};
