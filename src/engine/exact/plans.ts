import type { Compiled } from '../compile/program';
import type { ValueId } from '../ir/operations';
import type { Feeds, Program } from '../ir/program';
import { Integral } from './expectation';

/** Exact mean and variance of one estimate, flattened over a program's outputs. */
export interface ExactMoments {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/**
 * Mean and variance of one estimate (the mean of M samples) of a gradient program, at stationarity of what it carries
 * from estimate to estimate. Undefined where there are too many rows.
 *
 * A carried value b (a moving average) is independent of the estimate that reads it, and the estimate is affine in
 * it, g = g0 + sum_i (b_i - mu_i) h_i; so Var g = Var(g0) / M + sum_ij Cov(b_i, b_j) E[hbar_i hbar_j], with the mean
 * and covariance of the linear recursion b' = A b + c: mu = E[c] / (1 - A), Cov = Cov(c_i, c_j) / M / (1 - A_i A_j).
 */
export function exactMoments(compiled: Compiled, feeds: Feeds, panels: number): ExactMoments | undefined {
  const { program } = compiled;
  const outputs = program.outputs.map(({ value }) => value);
  const nexts = program.states.map(({ next }) => next);
  const integral = Integral.make(compiled, [...outputs, ...nexts], feeds, panels);
  if (!integral) return undefined;
  const carried = stationary(program, integral, nexts);
  const table = integral.evaluate(outputs, carried.at());
  const mean = integral.mean(table);
  const slopes = program.states.map((_, i) => difference(integral.evaluate(outputs, carried.at(i)), table));
  const slopeMeans = slopes.map((slope) => integral.mean(slope));
  const m = program.samples;
  const variance = mean.map((centre, k) => {
    let sum = integral.meanProduct(table, k, centre, table, k, centre) / m;
    slopes.forEach((p, i) => {
      slopes.forEach((q, j) => {
        const same = integral.meanProduct(p, k, 0, q, k, 0);
        const across = (slopeMeans[i]?.[k] ?? 0) * (slopeMeans[j]?.[k] ?? 0);
        sum += (carried.covariance[i]?.[j] ?? 0) * ((same + (m - 1) * across) / m);
      });
    });
    return sum;
  });
  return { mean, variance };
}

/** The stationary law of the scalar states of a program, each next one affine in its own previous value. */
function stationary(program: Program, integral: Integral, nexts: readonly ValueId[]) {
  const readers = program.states.map(({ name }) =>
    program.instructions.findIndex((instruction) => instruction.op === 'state' && instruction.name === name),
  );
  const set = (values: readonly number[]) =>
    new Map(readers.flatMap((id, i) => (id < 0 ? [] : [[id, Float64Array.of(values[i] ?? 0)] as const])));
  const zeros = readers.map(() => 0);
  const constant = integral.evaluate(nexts, set(zeros));
  const constantMean = integral.mean(constant);
  const slope = integral
    .mean(integral.evaluate(nexts, set(readers.map(() => 1))))
    .map((one, i) => one - (constantMean[i] ?? 0));
  const mean = Array.from(constantMean, (c, i) => c / (1 - (slope[i] ?? 0)));
  const covariance = mean.map((_, i) =>
    mean.map((__, j) => {
      const c = integral.meanProduct(constant, i, constantMean[i] ?? 0, constant, j, constantMean[j] ?? 0);
      return c / program.samples / (1 - (slope[i] ?? 0) * (slope[j] ?? 0));
    }),
  );
  return {
    covariance,
    /** The states at their means, state `raised` one higher. */
    at: (raised?: number) => set(mean.map((mu, i) => (i === raised ? mu + 1 : mu))),
  };
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((x, i) => x - (b[i] as number));
}
