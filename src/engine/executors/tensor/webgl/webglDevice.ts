import { ExecutorError } from '../../contract';
import { SharedContext } from '../../webgl/context';
import type { Device, DeviceProgram } from '../contract';
import type { KernelPlan } from '../kernelPlan';
import { WebglProgram } from './webglProgram';

/** Runs kernel plans on the WebGL backend of TensorFlow.js, in float32. */
class WebglDevice implements Device {
  readonly name = 'webgl';
  readonly words: string;
  readonly #context: SharedContext;
  /** Programs are compiled one plan after another. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(context: SharedContext) {
    this.#context = context;
    this.words = `WebGL, ${context.device}`;
  }

  prepare(plan: KernelPlan): Promise<DeviceProgram> {
    const next = this.#last.then(() => WebglProgram.prepare(this.#context, plan));
    this.#last = next.catch(() => undefined);
    return next;
  }
}

/**
 * The device, on the main thread or in a worker, or why there is none, as `SharedContext.open` tells it.
 *
 * It shares the WebGL context of TensorFlow.js with the fused executor. After a `context-lost`, dispose of its programs
 * and ask for a device again: it comes with a new context where the present one is lost.
 */
export async function createWebglDevice(): Promise<Device | ExecutorError> {
  try {
    return new WebglDevice(await SharedContext.open());
  } catch (error) {
    if (error instanceof ExecutorError) return error;
    throw error;
  }
}
