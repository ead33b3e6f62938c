import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { Builder, type Value } from '../ir/builder';
import { evaluate } from '../testing/evaluate';
import { gradient } from './gradient';

interface Case {
  readonly name: string;
  readonly ours: (b: Builder, x: Value, z: Value) => Value;
  readonly theirs: (x: tf.Tensor, z: tf.Tensor) => tf.Tensor;
}

const X = [0.3, 1.2, 0.7, 2.1, 0.4, 1.6];
const Z = [1.5, 0.2, 0.9, 1.1, 0.6, 2.3];
const SHAPE = [2, 3];

/** A sample of operations, each alone and some together, as another library differentiates them (in float32). */
const CASES: readonly Case[] = [
  { name: 'exp', ours: (b, x) => b.exp(x), theirs: (x) => tf.exp(x) },
  { name: 'log', ours: (b, x) => b.log(x), theirs: (x) => tf.log(x) },
  { name: 'log1p', ours: (b, x) => b.log1p(x), theirs: (x) => tf.log1p(x) },
  { name: 'expm1', ours: (b, x) => b.expm1(x), theirs: (x) => tf.expm1(x) },
  { name: 'sqrt', ours: (b, x) => b.sqrt(x), theirs: (x) => tf.sqrt(x) },
  { name: 'sin', ours: (b, x) => b.sin(x), theirs: (x) => tf.sin(x) },
  { name: 'cos', ours: (b, x) => b.cos(x), theirs: (x) => tf.cos(x) },
  { name: 'tanh', ours: (b, x) => b.tanh(x), theirs: (x) => tf.tanh(x) },
  { name: 'sigmoid', ours: (b, x) => b.sigmoid(x), theirs: (x) => tf.sigmoid(x) },
  { name: 'softplus', ours: (b, x) => b.softplus(x), theirs: (x) => tf.softplus(x) },
  { name: 'abs', ours: (b, x, z) => b.abs(b.sub(x, z)), theirs: (x, z) => tf.abs(tf.sub(x, z)) },
  { name: 'erf', ours: (b, x) => b.erf(x), theirs: (x) => tf.erf(x) },
  { name: 'mul', ours: (b, x, z) => b.mul(x, z), theirs: (x, z) => tf.mul(x, z) },
  { name: 'div', ours: (b, x, z) => b.div(x, z), theirs: (x, z) => tf.div(x, z) },
  { name: 'pow', ours: (b, x, z) => b.pow(x, z), theirs: (x, z) => tf.pow(x, z) },
  { name: 'max', ours: (b, x, z) => b.max(x, z), theirs: (x, z) => tf.maximum(x, z) },
  {
    name: 'matmul and transpose',
    ours: (b, x, z) => b.matmul(x, b.transpose(z)),
    theirs: (x, z) => tf.matMul(x as tf.Tensor2D, tf.transpose(z) as tf.Tensor2D),
  },
  { name: 'sum over an axis', ours: (b, x) => b.exp(b.sum(x, [0])), theirs: (x) => tf.exp(tf.sum(x, [0])) },
  { name: 'max over an axis', ours: (b, x) => b.exp(b.amax(x, [1])), theirs: (x) => tf.exp(tf.max(x, [1])) },
  {
    name: 'a log density with broadcasting',
    ours: (b, x, z) => {
      const scale = b.exp(b.element(z, 0));
      return b.sub(b.mul(-0.5, b.square(b.div(x, scale))), b.log(scale));
    },
    theirs: (x, z) => {
      const scale = tf.exp(tf.slice(z, [0, 0], [1, 3]));
      return tf.sub(tf.mul(-0.5, tf.square(tf.div(x, scale))), tf.log(scale));
    },
  },
];

describe('reverse mode against TensorFlow.js', () => {
  test.each(CASES)('$name', async ({ ours, theirs }) => {
    await tf.setBackend('cpu');
    const b = new Builder();
    const x = b.feed('x', SHAPE);
    const z = b.feed('z', SHAPE);
    const y = ours(b, x, z);
    const own = gradient(b, b.sum(b.mul(y, y)), [x, z]).flatMap((g) => evaluate(b, g, { x: X, z: Z }));
    // TensorFlow.js wants every input to take part.
    const other = tf.grads((p, q) =>
      tf.add(tf.sum(tf.square(theirs(p, q))), tf.sum(tf.mul(0, tf.add(p, q)))),
    )([tf.tensor2d(X, [2, 3]), tf.tensor2d(Z, [2, 3])]);
    const expected = other.flatMap((g) => [...g.dataSync()]);
    // Float32 against float64.
    expected.forEach((g, i) => {
      expect(Math.abs((own[i] ?? Number.NaN) - g)).toBeLessThan(2e-5 * (1 + Math.abs(g)));
    });
  });
});
