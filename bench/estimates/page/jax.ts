import { defaultDevice, grad, init, type Array as JaxArray, jit, numpy as np, random } from '@jax-js/jax';
import { sizeOf } from '../../../src/engine/ir/shape';
import { fromPowerSums, type Moments } from '../../../src/engine/statistics/moments';
import type { Competitor, Trial } from './competitor';
import { quickNormals, quickUniforms } from './quickNoise';
import { type Task, values } from './task';

export type JaxDevice = 'wasm' | 'webgl' | 'webgpu';

/**
 * jax-js on one of its devices: draws, surrogate, gradient and sums in one jitted function of a random key, with the
 * parameters tiled to one copy a sample.
 */
export function jax(device: JaxDevice): Competitor {
  return {
    async open() {
      const found = await init(device);
      if (!found.includes(device)) throw new Error(`jax-js has no ${device} device here`);
      defaultDevice(device);
      const batches = [1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20];
      return {
        device,
        variants: [
          {
            name: 'all in one jit',
            batches,
            prepare: async (task, n) => trial(task, n, 'jitted with the rest'),
          },
          { name: 'noise jitted apart', batches, prepare: async (task, n) => trial(task, n, 'jitted apart') },
          {
            name: 'noise from a quick generator',
            batches,
            prepare: async (task, n) => trial(task, n, 'quick'),
          },
        ],
      };
    },
  };
}

type NoiseSource = 'jitted with the rest' | 'jitted apart' | 'quick';

function trial(task: Task, n: number, source: NoiseSource): Trial {
  const shapes = noiseShapes(task, n);
  const draw = (key: JaxArray) => {
    const keys = random.split(key, shapes.length);
    const noise = shapes.map(({ kind, shape }, i) => {
      const own = keys.ref.slice(i);
      return kind === 'normal' ? random.normal(own, shape) : random.uniform(own, shape);
    });
    keys.dispose();
    return noise;
  };
  const sums = (noise: JaxArray[]) => {
    const g = gradients(task, n, noise);
    return np.concatenate([g.ref.sum(1), np.square(g).sum(1)]);
  };
  const drawAndSum = jit((key: JaxArray) => sums(draw(key)));
  const drawOnly = jit(draw);
  const sumOnly = jit(sums);
  let seed = 1;
  const roundOf = {
    'jitted with the rest': () => drawAndSum(random.key(seed++)),
    'jitted apart': () => sumOnly(drawOnly(random.key(seed++))),
    quick: () => sumOnly(shapes.map(quick)),
  };
  return {
    inFlight: 2,
    async round(): Promise<readonly Moments[]> {
      const read = await roundOf[source]().data();
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
    dispose() {
      drawAndSum.dispose();
      drawOnly.dispose();
      sumOnly.dispose();
    },
  };
}

interface NoiseShape {
  readonly kind: 'normal' | 'uniform';
  readonly shape: number[];
}

function quick({ kind, shape }: NoiseShape): JaxArray {
  const draw = kind === 'normal' ? quickNormals : quickUniforms;
  return np.array(draw(sizeOf(shape)), { shape });
}

function noiseShapes(task: Task, n: number): NoiseShape[] {
  switch (task.name) {
    case 'two-noises score':
      return [
        { kind: 'normal', shape: [n] },
        { kind: 'uniform', shape: [n] },
      ];
    case 'simple-5 score':
    case 'simple-5 pathwise':
      return [
        { kind: 'normal', shape: [n] },
        { kind: 'normal', shape: [n] },
      ];
    case 'eight-normals score':
      return [{ kind: 'normal', shape: [8, n] }];
  }
}

/** The gradients of `n` samples, of shape [parameters, n]. An array is consumed by use; `.ref` keeps it. */
function gradients(task: Task, n: number, noise: JaxArray[]): JaxArray {
  const [first = Number.NaN, second = Number.NaN] = values(task);
  const [noise1, noise2] = noise;
  if (!noise1) throw new Error('no noise');
  switch (task.name) {
    case 'two-noises score': {
      if (!noise2) throw new Error('no uniform noise');
      const mu = np.full([n], first);
      const ls = np.full([n], second);
      const x = mu.ref.add(np.exp(ls.ref).mul(noise1));
      const y = np.where(noise2.less(sigmoid(x.ref)), 1, 0);
      const cost = np.square(y.sub(0.45)).add(np.square(x.ref).mul(0.1));
      const surrogate = (loc: JaxArray, logScale: JaxArray) =>
        np
          .square(x.sub(loc).div(np.exp(logScale.ref)))
          .mul(-0.5)
          .sub(logScale)
          .mul(cost)
          .sum();
      return np.stack(grad(surrogate, { argnums: [0, 1] })(mu, ls));
    }
    case 'simple-5 score': {
      if (!noise2) throw new Error('no second noise');
      const theta = np.full([n], first);
      const x1 = theta.ref.mul(1.5).add(noise1);
      const x2 = theta.ref.mul(x1.ref).add(noise2);
      const f2 = np.square(x2.ref);
      const all = np.square(x1.ref).add(f2.ref);
      const surrogate = (t: JaxArray) =>
        np
          .square(x1.ref.sub(t.ref.mul(1.5)))
          .mul(-0.5)
          .mul(all)
          .add(
            np
              .square(x2.sub(t.mul(x1)))
              .mul(-0.5)
              .mul(f2),
          )
          .sum();
      return grad(surrogate)(theta).reshape([1, n]);
    }
    case 'simple-5 pathwise': {
      if (!noise2) throw new Error('no second noise');
      const surrogate = (t: JaxArray) => {
        const x1 = t.ref.mul(1.5).add(noise1);
        const x2 = t.mul(x1.ref).add(noise2);
        return np.square(x1).add(np.square(x2)).sum();
      };
      return grad(surrogate)(np.full([n], first)).reshape([1, n]);
    }
    case 'eight-normals score': {
      const theta = np.broadcastTo(np.array(values(task)).reshape([8, 1]), [8, n]);
      const x = theta.ref.add(noise1);
      const pairs = x.ref.slice([0, 4]).mul(x.ref.slice([4, 8]));
      const cost = np.square(x.ref.sum(0)).mul(0.25).add(pairs.sum(0));
      const surrogate = (t: JaxArray) => np.square(x.sub(t)).mul(-0.5).mul(cost).sum();
      return grad(surrogate)(theta);
    }
  }
}

function sigmoid(x: JaxArray): JaxArray {
  return np.reciprocal(np.exp(x.neg()).add(1));
}
