import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-webgl';
import { sizeOf } from '../../../src/engine/ir/shape';
import { fromPowerSums, type Moments } from '../../../src/engine/statistics/moments';
import type { Competitor } from './competitor';
import { quickNormals, quickUniforms } from './quickNoise';
import { type Task, values } from './task';

/**
 * TensorFlow.js as one writes such an estimator by hand: parameters tiled to one copy a sample, so that tf.grads of the
 * summed surrogate gives every sample's own gradient. Terms of the surrogate that no parameter reaches are left out.
 */
export const tensorflow: Competitor = {
  async open() {
    if (!(await tf.setBackend('webgl'))) throw new Error('TensorFlow.js has no WebGL backend here');
    await tf.ready();
    const batches = [1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20];
    return {
      device: 'WebGL',
      variants: [
        {
          name: "TensorFlow.js's noise",
          batches,
          prepare: async (task, n) => trial(task, n, tf.randomNormal, uniform),
        },
        {
          name: 'noise from a quick generator',
          batches,
          prepare: async (task, n) => trial(task, n, quickNormal, quickUniform),
        },
      ],
    };
  },
};

type Noise = (shape: [number] | [number, number]) => tf.Tensor;

function trial(task: Task, n: number, normal: Noise, uniformNoise: Noise) {
  const gradients = gradientsOf(task, n, normal, uniformNoise);
  return {
    inFlight: 2,
    async round(): Promise<readonly Moments[]> {
      // Rows are parameters, columns samples: sums of g and g^2, read back in one piece.
      const sums = tf.tidy(() => {
        const g = gradients();
        return tf.concat([g.sum(1), g.square().sum(1)]);
      });
      const read = await sums.data();
      sums.dispose();
      // Powers above the second are not asked for.
      return task.parameters.map((_, i) =>
        fromPowerSums(
          n,
          0,
          read[i] ?? Number.NaN,
          read[i + task.parameters.length] ?? Number.NaN,
          Number.NaN,
          Number.NaN,
        ),
      );
    },
    dispose() {},
  };
}

/** A function that draws `n` samples and gives their gradients as a tensor of shape [parameters, n]. */
function gradientsOf(task: Task, n: number, normal: Noise, uniformNoise: Noise): () => tf.Tensor {
  const [first = Number.NaN, second = Number.NaN] = values(task);
  switch (task.name) {
    case 'two-noises score':
      return () => {
        const [mu, ls] = [tf.fill([n], first), tf.fill([n], second)];
        const x = mu.add(ls.exp().mul(normal([n])));
        const y = uniformNoise([n]).less(x.sigmoid()).cast('float32');
        const cost = y.sub(0.45).square().add(x.square().mul(0.1));
        const surrogate = (loc: tf.Tensor, logScale: tf.Tensor) =>
          normalLogDensity(x, loc, logScale).mul(cost).sum();
        return tf.stack(tf.grads(surrogate)([mu, ls]));
      };
    case 'simple-5 score':
      return () => {
        const theta = tf.fill([n], first);
        const x1 = theta.mul(1.5).add(normal([n]));
        const x2 = theta.mul(x1).add(normal([n]));
        const f2 = x2.square();
        const all = x1.square().add(f2);
        const surrogate = (t: tf.Tensor) =>
          unitLogDensity(x1, t.mul(1.5))
            .mul(all)
            .add(unitLogDensity(x2, t.mul(x1)).mul(f2))
            .sum();
        return tf.stack(tf.grads(surrogate)([theta]));
      };
    case 'simple-5 pathwise':
      return () => {
        const theta = tf.fill([n], first);
        const [noise1, noise2] = [normal([n]), normal([n])];
        const surrogate = (t: tf.Tensor) => {
          const x1 = t.mul(1.5).add(noise1);
          const x2 = t.mul(x1).add(noise2);
          return x1.square().add(x2.square()).sum();
        };
        return tf.stack(tf.grads(surrogate)([theta]));
      };
    case 'eight-normals score': {
      return () => {
        const theta = tf.tile(tf.tensor2d(values(task), [8, 1]), [1, n]);
        const x = theta.add(normal([8, n]));
        const pairs = x.slice([0, 0], [4, n]).mul(x.slice([4, 0], [4, n]));
        const cost = x.sum(0).square().mul(0.25).add(pairs.sum(0));
        const surrogate = (t: tf.Tensor) => unitLogDensity(x, t).mul(cost).sum();
        const [g] = tf.grads(surrogate)([theta]);
        if (!g) throw new Error('tf.grads gave no gradient');
        return g;
      };
    }
  }
}

/** Up to a constant, which has no gradient. */
function normalLogDensity(x: tf.Tensor, loc: tf.Tensor, logScale: tf.Tensor): tf.Tensor {
  return x.sub(loc).div(logScale.exp()).square().mul(-0.5).sub(logScale);
}

function unitLogDensity(x: tf.Tensor, loc: tf.Tensor): tf.Tensor {
  return x.sub(loc).square().mul(-0.5);
}

function uniform(shape: [number] | [number, number]): tf.Tensor {
  return tf.randomUniform(shape, 0, 1);
}

function quickUniform(shape: [number] | [number, number]): tf.Tensor {
  return tf.tensor(quickUniforms(sizeOf(shape)), shape);
}

function quickNormal(shape: [number] | [number, number]): tf.Tensor {
  return tf.tensor(quickNormals(sizeOf(shape)), shape);
}
