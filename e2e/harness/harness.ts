import { matMul, memory, tensor2d } from '@tensorflow/tfjs-core';
import type { KernelPlan } from '../../src/engine/executors/tensor/kernelPlan';
import type { Program } from '../../src/engine/ir/program';
import { type Answer, Bench, type Order } from './bench';
import type { Task } from './benchWorker';
import { type PlanAnswer, type PlanOrder, TensorBench } from './tensorBench';

/** Calls of the WebGL2 interface so far: what was made, less what was deleted. */
export interface Holdings {
  readonly links: number;
  readonly textures: number;
  readonly programs: number;
  readonly buffers: number;
  readonly framebuffers: number;
  readonly shaders: number;
  readonly fences: number;
  readonly tensors: number;
  /** Bytes of the textures of TensorFlow.js's tensors. */
  readonly bytes: number;
}

/** What the browser tests find on the page. */
export interface Harness {
  readonly bench: Bench;
  readonly tensorBench: TensorBench;
  holdings(): Holdings;
  /** The product of two 2x2 matrices, by an operation of TensorFlow.js on the same context. */
  multiply(a: number[], b: number[]): Promise<number[]>;
  inWorker(program: Program, order: Order, side?: number): Promise<Answer>;
  planInWorker(plan: KernelPlan, order: PlanOrder): Promise<PlanAnswer>;
}

declare global {
  interface Window {
    harness: Harness;
  }
}

const calls = new Map<string, number>();

/** Counts the calls of a method of every WebGL2 context. */
function count(name: keyof WebGL2RenderingContext): void {
  const original: unknown = Reflect.get(WebGL2RenderingContext.prototype, name);
  if (typeof original !== 'function') throw new Error(`${name} is no method`);
  Reflect.set(
    WebGL2RenderingContext.prototype,
    name,
    function counted(this: WebGL2RenderingContext, ...args: unknown[]) {
      calls.set(name, (calls.get(name) ?? 0) + 1);
      return Reflect.apply(original, this, args);
    },
  );
}

const MADE = ['Texture', 'Program', 'Shader', 'Buffer', 'Framebuffer'] as const;
count('linkProgram');
count('fenceSync');
count('deleteSync');
for (const thing of MADE) {
  count(`create${thing}`);
  count(`delete${thing}`);
}
const made = (name: string) => calls.get(name) ?? 0;
const held = (thing: (typeof MADE)[number]) => made(`create${thing}`) - made(`delete${thing}`);

window.harness = {
  bench: new Bench(),
  tensorBench: new TensorBench(),
  holdings: () => ({
    links: made('linkProgram'),
    textures: held('Texture'),
    programs: held('Program'),
    buffers: held('Buffer'),
    framebuffers: held('Framebuffer'),
    shaders: held('Shader'),
    fences: made('fenceSync') - made('deleteSync'),
    tensors: memory().numTensors,
    bytes: Number(Reflect.get(memory(), 'numBytesInGPU')),
  }),
  multiply: async (a, b) => {
    const [x, y] = [tensor2d(a, [2, 2]), tensor2d(b, [2, 2])];
    const product = matMul(x, y);
    const values = [...(await product.data())];
    for (const tensor of [x, y, product]) tensor.dispose();
    return values;
  },
  inWorker: (program, order, side) => workerAnswer<Answer>({ program, order, side }),
  planInWorker: (plan, order) => workerAnswer<PlanAnswer>({ plan, order }),
};

function workerAnswer<T>(task: Task): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./benchWorker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<T>) => {
      worker.terminate();
      resolve(data);
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(task);
  });
}
