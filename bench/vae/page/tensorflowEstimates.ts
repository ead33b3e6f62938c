import * as tf from '@tensorflow/tfjs-core';
import type { Runner, Sums, Way } from './rival';
import { BATCH, LAYERS, startOfVae } from './setting';
import { flat, type Layer, startLayers } from './tensorflowWeights';

const { pixels, causes } = LAYERS;

type Outer = (inputs: tf.Tensor, slopes: tf.Tensor) => tf.Tensor;

/** Every estimate's own matrix of slopes, [64, inputs, outputs]. */
export const estimates: readonly Way<Sums>[] = [
  { name: 'outer products by broadcasting', prepare: async () => runner(byBroadcast) },
  { name: 'outer products by matMul', prepare: async () => runner(byProduct) },
];

const byBroadcast: Outer = (inputs, slopes) => tf.mul(inputs.expandDims(2), slopes.expandDims(1));
const byProduct: Outer = (inputs, slopes) => tf.matMul(inputs.expandDims(2), slopes.expandDims(1));

type Totals = {
  readonly sum: Layer<tf.Tensor>[];
  readonly squares: Layer<tf.Tensor>[];
};

function runner(outer: Outer): Runner<Sums> {
  const layers = startLayers();
  const { x: numbers } = startOfVae();
  const table = tf.tensor2d(Float32Array.from(numbers), [numbers.length / pixels, pixels]);
  const nothing = () =>
    layers.map(({ weights, biases }) => ({ weights: tf.zerosLike(weights), biases: tf.zerosLike(biases) }));
  let totals: Totals = { sum: nothing(), squares: nothing() };
  let count = 0;
  return {
    async run(rounds) {
      for (let round = 0; round < rounds; round++) {
        const before = totals;
        totals = tf.tidy(() => added(before, slopesOf(layers, table), outer));
        disposeOf(before);
        count += BATCH;
      }
      const [first] = totals.sum;
      const last = tf.tidy(() => first?.biases.slice([0], [1]) ?? tf.scalar(0));
      await last.data();
      last.dispose();
    },
    result: async () => ({ count, sum: await flat(totals.sum), squares: await flat(totals.squares) }),
    dispose() {
      disposeOf(totals);
      disposeOf({ sum: layers, squares: [] });
      table.dispose();
    },
  };
}

/** What a layer takes in and the slope of L + R in what it gives out, row by row. */
interface Slopes {
  readonly inputs: tf.Tensor;
  readonly slopes: tf.Tensor;
}

function added({ sum, squares }: Totals, rows: readonly Slopes[], outer: Outer): Totals {
  const made = rows.map(({ inputs, slopes }) => ({ weights: outer(inputs, slopes), biases: slopes }));
  const plus = (before: readonly Layer<tf.Tensor>[], of: (gradients: tf.Tensor) => tf.Tensor) =>
    made.map(({ weights, biases }, i) => {
      const own = before[i];
      if (!own) throw new Error('a layer is missing');
      return { weights: own.weights.add(of(weights)), biases: own.biases.add(of(biases)) };
    });
  return { sum: plus(sum, (g) => g.sum(0)), squares: plus(squares, (g) => g.square().sum(0)) };
}

/** Forwards, and backwards by hand. */
function slopesOf(layers: readonly Layer<tf.Tensor>[], table: tf.Tensor2D): Slopes[] {
  const index = tf.cast(tf.randomUniform([BATCH], 0, table.shape[0], 'int32'), 'int32');
  const x = tf.gather(table, index);
  const noise = tf.randomNormal([BATCH, causes]);
  const [one, two, three, four] = layers;
  if (!one || !two || !three || !four) throw new Error('a layer is missing');
  const forwards = (input: tf.Tensor, { weights, biases }: Layer<tf.Tensor>) =>
    tf.add(tf.matMul(input as tf.Tensor2D, weights as tf.Tensor2D), biases);
  const backwards = (slopes: tf.Tensor, { weights }: Layer<tf.Tensor>) =>
    tf.matMul(slopes as tf.Tensor2D, weights as tf.Tensor2D, false, true);
  const throughTanh = (slopes: tf.Tensor, y: tf.Tensor) => slopes.mul(tf.sub(1, y.square()));

  const centred = x.sub(0.5);
  const a1 = tf.tanh(forwards(centred, one));
  const [mu, logSigma] = tf.split(forwards(a1, two), 2, 1);
  if (!mu || !logSigma) throw new Error('split gave too little');
  const sigma = logSigma.exp();
  const spread = sigma.mul(noise);
  const h = mu.add(spread);
  const a2 = tf.tanh(forwards(h, three));
  const s = tf.sigmoid(forwards(a2, four));
  const p = s.mul(0.998).add(0.001);

  const d4 = tf
    .div(p.sub(x), p.mul(tf.sub(1, p)))
    .mul(0.998)
    .mul(s)
    .mul(tf.sub(1, s));
  const d3 = throughTanh(backwards(d4, four), a2);
  const dh = backwards(d3, three);
  const d2 = tf.concat([dh.add(mu), dh.mul(spread).add(sigma.square()).sub(1)], 1);
  const d1 = throughTanh(backwards(d2, two), a1);
  return [
    { inputs: centred, slopes: d1 },
    { inputs: a1, slopes: d2 },
    { inputs: h, slopes: d3 },
    { inputs: a2, slopes: d4 },
  ];
}

function disposeOf({ sum, squares }: Totals): void {
  for (const { weights, biases } of [...sum, ...squares]) tf.dispose([weights, biases]);
}
