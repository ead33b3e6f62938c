import * as tf from '@tensorflow/tfjs-core';
import { type ByParameter, LAYERS, startOfVae } from './setting';

const { pixels, hidden, causes } = LAYERS;

/** Inputs and outputs of the four layers, two of either network. */
export const SHAPES = [
  [pixels, hidden],
  [hidden, 2 * causes],
  [causes, hidden],
  [hidden, pixels],
] as const;

/** A layer's matrix, [inputs, outputs], and its biases. */
export type Layer<T> = {
  readonly weights: T;
  readonly biases: T;
};

/** The start as one array for each matrix and each vector of biases. */
export function startLayers(): Layer<tf.Tensor>[] {
  const { phi, theta } = startOfVae();
  let place = 0;
  return SHAPES.map(([inputs, outputs], i) => {
    if (i === 2) place = 0;
    const numbers = i < 2 ? phi : theta;
    const matrix = numbers.subarray(place, place + inputs * outputs);
    place += inputs * outputs;
    const biases = numbers.slice(place, place + outputs);
    place += outputs;
    return {
      weights: tf.tidy(() => tf.tensor2d(Float32Array.from(matrix), [outputs, inputs]).transpose()),
      biases: tf.tensor1d(Float32Array.from(biases)),
    };
  });
}

/** The product's two flat vectors, whose matrices are [outputs, inputs]. */
export async function flat(layers: readonly Layer<tf.Tensor>[]): Promise<ByParameter<Float32Array>> {
  const of = async (own: readonly Layer<tf.Tensor>[]) => {
    const joined = tf.tidy(() =>
      tf.concat(own.flatMap(({ weights, biases }) => [weights.transpose().flatten(), biases])),
    );
    const numbers = await joined.data();
    joined.dispose();
    return Float32Array.from(numbers);
  };
  return { phi: await of(layers.slice(0, 2)), theta: await of(layers.slice(2)) };
}
