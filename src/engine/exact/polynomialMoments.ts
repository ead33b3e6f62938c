import { compilePlan } from '../compile/plan';
import type { Plan } from '../document/types';
import type { Feeds, Program } from '../ir/program';
import type { Model } from '../model/model';
import type { Bounded } from './bounded';
import type { ExactMoments } from './planMoments';
import {
  addPolynomials,
  type HermiteSeries,
  hermiteSeries,
  normalCovariance,
  normalMean,
  polynomialMean,
  seriesSize,
} from './polynomial';
import { PolynomialProgram } from './polynomialProgram';
import { solve } from './solve';

/**
 * The exact mean of every output of a program that is a polynomial in normal noise, however many variables there are,
 * at one setting of the feeds after another.
 */
export function polynomialMeans(program: Program): (feeds: Feeds) => number[] | undefined {
  const opened = PolynomialProgram.open(program);
  return (feeds) => opened?.outputs(feeds)?.map(polynomialMean);
}

/**
 * The exact moments of a plan's estimate where it is polynomial in normal noise and carries nothing from estimate to
 * estimate.
 */
export function polynomialMoments(model: Model, plan: Plan, feeds: Feeds): ExactMoments | undefined {
  const { program, optima } = compilePlan(model, plan);
  if (optima.length * program.instructions.length > MOST_WORK) return undefined;
  const opened = PolynomialProgram.open(program);
  const at = (constants: readonly number[]) =>
    opened?.outputs(
      new Map([...feeds, ...optima.map((name, i) => [name, Float64Array.of(constants[i] ?? 0)] as const)]),
    );
  const plain = at([]);
  if (!plain || plain.reduce((size, own) => size + seriesSize(own), 0) > MOST_PRODUCTS) return undefined;
  const slopes: HermiteSeries[][] = [];
  for (const n of optima.keys()) {
    const moved = at(optima.map((_, i) => (i === n ? 1 : 0)));
    if (!moved) return undefined;
    slopes.push(moved.map((p, k) => hermiteSeries(addPolynomials(p, plain[k] ?? new Map(), -1))));
  }
  const atZero = plain.map(hermiteSeries);
  const best = bestConstants(atZero, slopes);
  const series = optima.length === 0 ? atZero : at(best)?.map(hermiteSeries);
  if (!series) return undefined;
  // Output 0 is the cost.
  const gradients = series.slice(1);
  return {
    mean: gradients.map((own) => rounded(normalMean(own), sizeOf(own))),
    variance: gradients.map((own) => {
      const value = normalCovariance(own, own) / program.samples;
      return rounded(value, value);
    }),
    optima: best,
  };
}

/** Instructions that are worked out, once for each best constant. */
const MOST_WORK = 500_000;
/** Products of Hermite polynomials that an estimate may come to. */
const MOST_PRODUCTS = 500_000;

/** Of sums of thousands of terms. */
const ROUNDING = 1e-13;

function rounded(value: number, size: number): Bounded {
  return { value, error: ROUNDING * size };
}

function sizeOf(series: HermiteSeries): number {
  return [...series.values()].reduce((sum, own) => sum + Math.abs(typeof own === 'number' ? own : 0), 0);
}

/**
 * The constants b that make the total variance of g + sum_n b_n h_n over all coordinates least: they solve sum_p
 * Cov(h_n, h_p) b_p = -Cov(g, h_n). Output 0 is the cost, and no part of it.
 */
function bestConstants(
  plain: readonly HermiteSeries[],
  slopes: readonly (readonly HermiteSeries[])[],
): number[] {
  const together = (p: readonly HermiteSeries[], q: readonly HermiteSeries[]) =>
    p.reduce((sum, own, k) => (k === 0 ? sum : sum + normalCovariance(own, q[k] ?? new Map())), 0);
  return slopes.length === 0
    ? []
    : solve(
        slopes.map((h) => slopes.map((other) => together(h, other))),
        slopes.map((h) => -together(plain, h)),
      );
}
