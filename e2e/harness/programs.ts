import { gradient } from '../../src/engine/autodiff/gradient';
import { DISTRIBUTIONS } from '../../src/engine/distributions/registry';
import { Builder, type Operand, type Value } from '../../src/engine/ir/builder';
import type { Program, State } from '../../src/engine/ir/program';
import { feedArgs } from '../../src/engine/testing/distributionArgs';
import type { DistributionSetting } from '../../src/engine/testing/distributionSettings';
import { countedNoise } from '../../src/engine/testing/noise';

export const SIDE = 16;
export const LANES = SIDE * SIDE;

export const source = (index: number, copy = 0, sample = 0) => ({ index, sample, copy });

/** A program with one output for every value, called by its position. */
export function programOf(
  b: Builder,
  outputs: readonly Value[],
  more: { states?: readonly State[]; samples?: number; warmUp?: number } = {},
): Program {
  return {
    instructions: b.instructions,
    outputs: outputs.map((value, i) => ({ name: `${i}`, value: value.id })),
    states: more.states ?? [],
    samples: more.samples ?? 1,
    warmUp: more.warmUp ?? 0,
  };
}

/**
 * `from + width * u` for the feeds of these names and a uniform u: different in every lane, and never known beforehand.
 */
export function spread(b: Builder, name: string, index: number): Value {
  const u = b.noise('uniform', [], source(index));
  return b.add(b.feed(`${name}.from`, []), b.mul(b.feed(`${name}.width`, []), u));
}

/** Feeds for `spread` over [from, to]. */
export function over(name: string, from: number, to: number): Record<string, number[]> {
  return { [`${name}.from`]: [from], [`${name}.width`]: [to - from] };
}

/** A made-up gradient program with a bit of everything: vectors, a matrix product, discrete draws and a state. */
export function mixedProgram(samples = 1): Program {
  const b = new Builder();
  const theta = b.feed('theta', [3]);
  const z = b.noise('normal', [3], source(0));
  const x = b.add(theta, z);
  const u = b.noise('uniform', [2], source(0));
  const hidden = b.tanh(b.matmul(b.feed('weights', [2, 3]), x));
  const y = b.lt(u, b.sigmoid(hidden));
  const cost = b.add(b.sum(b.square(b.sub(y, 0.3))), b.mul(0.1, b.sum(b.square(x))));
  const previous = b.state('average', []);
  const gradient = b.mul(z, b.sub(cost, previous));
  const next = b.add(b.mul(0.9, previous), b.mul(0.1, cost));
  const average: State = { name: 'average', shape: [], initial: [0.5], next: next.id };
  return programOf(b, [cost, gradient, previous], { states: [average], samples, warmUp: 7 });
}

export const MIXED_FEEDS = { theta: [0.3, -0.7, 1.1], weights: [0.5, -1, 0.25, 2, 0.1, -0.4] };

/** `count` outputs, each of a noise of its own and of the first. */
export function wideProgram(count: number): Program {
  const b = new Builder();
  const first = b.noise('normal', [], source(0));
  const outputs = Array.from({ length: count }, (_, i) =>
    b.add(b.mul(first, i + 1), b.noise('normal', [], source(i + 1))),
  );
  return programOf(b, outputs);
}

/** About `length` statements in one chain, none of which can be left out. */
export function longProgram(length: number): Program {
  const b = new Builder();
  const noise = b.noise('normal', [], source(0));
  let x: Operand = noise;
  for (let i = 0; i < length / 2; i++) x = b.add(b.mul(x, b.add(noise, i + 0.5)), 1);
  return programOf(b, [b.value(x)]);
}

/**
 * A draw, the score of its log density for every argument and, where there is a path, the derivatives of a weighted sum
 * of its coordinates; with the feeds, and the arguments that have such outputs.
 */
export function distributionProgram({ name, args: numbers }: DistributionSetting) {
  const distribution = DISTRIBUTIONS[name];
  const b = new Builder();
  const { args, feeds } = feedArgs(b, distribution, numbers, undefined);
  const draw = distribution.sample(b, args, [], countedNoise(b));
  const names = Object.keys(args);
  const scores = gradient(b, distribution.logProb(b, args, b.stop(draw)), Object.values(args));
  const weights = Array.from({ length: draw.shape[0] ?? 1 }, (_, i) => 1 - 0.6 * i);
  const weighed = b.sum(b.mul(draw, b.constant(weights, draw.shape)));
  const paths = distribution.pathwise ? gradient(b, weighed, Object.values(args)) : [];
  return {
    program: programOf(b, [draw, ...scores, ...paths]),
    feeds,
    args: names,
    paths: distribution.pathwise ? names : [],
  };
}
