import * as tf from '@tensorflow/tfjs-core';
import type { Runner, Way } from './rival';
import { BATCH, type ByParameter, LAYERS, RATE, startOfVae } from './setting';
import { flat, type Layer, SHAPES, startLayers } from './tensorflowWeights';

const { pixels, causes } = LAYERS;

type Steps = Runner<ByParameter<Float32Array>>;

export const steps: readonly Way<ByParameter<Float32Array>>[] = [
  { name: 'a variable for each array', prepare: async () => runner(separate()) },
  { name: 'all weights in one variable', prepare: async () => runner(joined()) },
];

/** Weights to learn: as variables, and as the layers made of them. */
interface Learned {
  readonly variables: readonly tf.Variable[];
  readonly layers: () => readonly Layer<tf.Tensor>[];
}

function separate(): Learned {
  const layers = startLayers().map(({ weights, biases }) => ({
    weights: tf.variable(weights),
    biases: tf.variable(biases),
  }));
  return { variables: layers.flatMap(({ weights, biases }) => [weights, biases]), layers: () => layers };
}

function joined(): Learned {
  const start = startLayers();
  const all = tf.tidy(() =>
    tf.variable(tf.concat(start.flatMap(({ weights, biases }) => [weights.flatten(), biases]))),
  );
  return {
    variables: [all],
    layers: () => {
      let place = 0;
      return SHAPES.map(([inputs, outputs]) => {
        const weights = all.slice([place], [inputs * outputs]).reshape([inputs, outputs]);
        const biases = all.slice([place + inputs * outputs], [outputs]);
        place += (inputs + 1) * outputs;
        return { weights, biases };
      });
    },
  };
}

function runner({ variables, layers }: Learned): Steps {
  const optimizer = tf.train.adam(RATE);
  const { x: numbers } = startOfVae();
  const table = tf.tensor2d(Float32Array.from(numbers), [numbers.length / pixels, pixels]);
  const rows = table.shape[0];
  const list = [...variables];
  const step = () => {
    const index = tf.randomUniform([BATCH], 0, rows, 'int32');
    const x = tf.gather(table, tf.cast(index, 'int32'));
    const noise = tf.randomNormal([BATCH, causes]);
    const { grads } = tf.variableGrads(() => meanBound(layers(), x, noise), list);
    optimizer.applyGradients(Object.entries(grads).map(([name, tensor]) => ({ name, tensor })));
  };
  return {
    async run(count) {
      for (let i = 0; i < count; i++) tf.tidy(step);
      // Waits for the device by the few numbers of one vector.
      const last = tf.tidy(() => list[0]?.flatten().slice([0], [1]) ?? tf.scalar(0));
      await last.data();
      last.dispose();
    },
    async result() {
      const made = layers();
      const numbers = await flat(made);
      return numbers;
    },
    dispose() {
      for (const variable of list) variable.dispose();
      table.dispose();
      optimizer.dispose();
    },
  };
}

/** Mean over the rows of L + R. */
function meanBound(layers: readonly Layer<tf.Tensor>[], x: tf.Tensor, noise: tf.Tensor): tf.Scalar {
  const [first, second, third, fourth] = layers.map(
    ({ weights, biases }) =>
      (input: tf.Tensor) =>
        tf.add(tf.matMul(input as tf.Tensor2D, weights as tf.Tensor2D), biases),
  );
  if (!first || !second || !third || !fourth) throw new Error('a layer is missing');
  const h1 = second(tf.tanh(first(tf.sub(x, 0.5))));
  const [mu, logSigma] = tf.split(h1, 2, 1);
  if (!mu || !logSigma) throw new Error('split gave too little');
  const sigma = logSigma.exp();
  const h = mu.add(sigma.mul(noise));
  const p = tf
    .sigmoid(fourth(tf.tanh(third(h))))
    .mul(0.998)
    .add(0.001);
  const likelihood = x
    .mul(p.log())
    .add(tf.sub(1, x).mul(tf.sub(1, p).log()))
    .sum();
  const divergence = mu.square().add(sigma.square()).sub(1).mul(0.5).sub(logSigma).sum();
  return divergence.sub(likelihood).div(BATCH);
}
