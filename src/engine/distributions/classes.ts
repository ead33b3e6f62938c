import type { Builder, Value } from '../ir/builder';
import { argument, argumentNumbers } from './argument';
import type { Args, NumericArgs } from './contract';
import { keptLast } from './lastAxis';

/**
 * What the distributions over k classes share. Their argument, probs or logits, has a last class axis of length k;
 * probs are divided by their sum, as torch.distributions does, so that the score has mean zero in every direction.
 */

/** The length of the class axis. */
export function classCount(args: Args): number {
  const weights = Object.hasOwn(args, 'logits') ? argument(args, 'logits') : argument(args, 'probs');
  const count = weights.shape.at(-1);
  if (count === undefined) throw new Error('the argument has no class axis');
  return count;
}

/** Numbers proportional to the probabilities, [..., k]. */
function classWeights(b: Builder, args: Args): Value {
  if (!Object.hasOwn(args, 'logits')) return argument(args, 'probs');
  const logits = argument(args, 'logits');
  return b.exp(b.sub(logits, b.stop(keptLast(b, b.amax(logits, [-1])))));
}

/** Probabilities, [..., k]. */
export function classProbabilities(b: Builder, args: Args): Value {
  const weights = classWeights(b, args);
  return b.div(weights, keptLast(b, b.sum(weights, [-1])));
}

/** Log probabilities, [..., k]; minus infinity for an impossible class. */
export function classLogProbabilities(b: Builder, args: Args): Value {
  if (!Object.hasOwn(args, 'logits')) return b.log(classProbabilities(b, args));
  const logits = argument(args, 'logits');
  const top = b.stop(keptLast(b, b.amax(logits, [-1])));
  const sum = b.sum(b.exp(b.sub(logits, top)), [-1]);
  return b.sub(logits, b.add(top, keptLast(b, b.log(sum))));
}

/**
 * The class in whose share of (0, 1) the noise falls: the number of classes, but the last, whose cumulated weight is
 * at most u times the total. A class of weight 0 is never drawn. `noise` has the draw's batch shape.
 */
export function drawClass(b: Builder, args: Args, noise: Value): Value {
  const weights = classWeights(b, args);
  const count = classCount(args);
  if (count === 1) return b.fill(0, noise.shape);
  const batch = weights.shape.slice(0, -1);
  const begin = batch.map(() => 0);
  const cumulated = cumulativeSum(b, weights);
  const total = b.slice(cumulated, [...begin, count - 1], [...batch, 1]);
  const shares = b.slice(cumulated, [...begin, 0], [...batch, count - 1]);
  return b.sum(b.le(shares, b.mul(keptLast(b, noise), total)), [-1]);
}

/** Log mass of the class that `chosen`, of zeros and a single one along the last axis, points at. */
export function classLogProb(b: Builder, args: Args, chosen: Value): Value {
  const single = b.eq(b.sum(chosen, [-1]), 1);
  if (Object.hasOwn(args, 'logits')) {
    const picked = b.sum(b.where(chosen, classLogProbabilities(b, args), 0), [-1]);
    return b.where(single, picked, Number.NEGATIVE_INFINITY);
  }
  // The logarithm comes last: an impossible class makes no NaN in the others.
  const mass = b.sum(b.where(chosen, classProbabilities(b, args), 0), [-1]);
  return b.log(b.where(single, mass, 0));
}

/** Probabilities of one element, in plain numbers. */
export function numericProbabilities(args: NumericArgs): readonly number[] {
  const logits = Object.hasOwn(args, 'logits') ? argumentNumbers(args, 'logits') : undefined;
  const top = Math.max(...(logits ?? []));
  const weights = logits ? logits.map((logit) => Math.exp(logit - top)) : argumentNumbers(args, 'probs');
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Sums of the first 1, 2, ... elements along the last axis, in log2 k steps that each double the reach. */
function cumulativeSum(b: Builder, x: Value): Value {
  const count = x.shape.at(-1) ?? 1;
  const batch = x.shape.slice(0, -1);
  const begin = batch.map(() => 0);
  let sums = x;
  for (let reach = 1; reach < count; reach *= 2) {
    const shifted = b.slice(sums, [...begin, 0], [...batch, count - reach]);
    sums = b.add(sums, b.pad(shifted, [...begin, reach], x.shape));
  }
  return sums;
}
