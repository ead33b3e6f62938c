import { engine, type MathBackendWebGL, matMul, type Tensor, tensor1d } from '../../webgl/tensorflow';
import type { Lowered, TensorId, TensorShape, WebglStep } from './steps';

/** Tensors of a plan that are there. One without numbers has none. */
export type Tensors = ReadonlyMap<TensorId, Tensor>;

/** A flat tensor on the GPU; TensorFlow.js would else turn a short one into uniforms of the programs that read it. */
export function upload(backend: MathBackendWebGL, numbers: ArrayLike<number>): Tensor {
  const tensor = tensor1d(Float32Array.from(numbers));
  backend.uploadToGPU(tensor.dataId);
  return tensor;
}

/** The mixed seed and the first estimate, each as the int of the same bits. */
export type Counter = readonly [number, number];

/**
 * Queues all steps, one at each turn, on the tensors that a run starts with, and disposes of what no later step reads.
 * Comes to the tensors that are kept, those it started with among them; ended early, it disposes of all that it made.
 */
export function* execute(
  backend: MathBackendWebGL,
  { tensors, steps, released }: Pick<Lowered, 'tensors' | 'steps' | 'released'>,
  start: Tensors,
  counter: Counter,
): Generator<void, Tensors> {
  const live = new Map(start);
  let isDone = false;
  try {
    for (const [s, step] of steps.entries()) {
      live.set(step.out, queue(backend, tensors, step, live, counter));
      for (const id of released[s] ?? []) {
        live.get(id)?.dispose();
        live.delete(id);
      }
      yield;
    }
    isDone = true;
    return live;
  } finally {
    if (!isDone) for (const [id, tensor] of live) if (!start.has(id)) tensor.dispose();
  }
}

function queue(
  backend: MathBackendWebGL,
  shapes: readonly TensorShape[],
  step: WebglStep,
  live: Tensors,
  counter: Counter,
): Tensor {
  const inputs = step.inputs.map((id) => {
    const tensor = live.get(id);
    if (!tensor) throw new RangeError(`a step reads tensor ${id}, which does not exist`);
    return tensor;
  });
  if (step.kind === 'product') {
    const [a, c] = inputs;
    if (!(a && c)) throw new RangeError('a product of fewer than two tensors');
    return matMul(a, c);
  }
  const { shape = [], isPacked = false } = shapes[step.out] ?? {};
  const program = {
    variableNames: inputs.map((_, slot) => `x${slot}`),
    outputShape: [...shape],
    userCode: step.code,
    packedInputs: step.readsPacked,
    packedOutput: isPacked,
    ...(step.isCounted ? { customUniforms: [{ name: 'counter', type: 'ivec2' as const }] } : {}),
  };
  const out = backend.runWebGLProgram(
    program,
    inputs,
    'float32',
    step.isCounted ? [[...counter]] : undefined,
    true,
  );
  return engine().makeTensorFromTensorInfo(out, backend);
}
