import type { CompiledUnit } from '../compile/plan';
import type { ValueId } from '../ir/operations';
import type { Feeds } from '../ir/program';
import { sizeOf } from '../ir/shape';
import type { SplitUnit } from './addends';
import { Integral } from './expectation';
import type { ValueGroup } from './groups';
import { atZero, evaluateAt, type Levers, leversOf, type Setting, slopesAt, withLevers } from './levers';
import { solve } from './solve';

/** Exact mean and variance of one estimate, flattened over a program's outputs. */
export interface ExactMoments {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  /** The best constants, in the order of the unit's `optima`. */
  readonly optima: readonly number[];
}

/** What is drawn by the units outside, or by earlier estimates. */
interface Laws {
  readonly setting: Setting;
  /** Of the carried states, which are independent of the estimate that reads them. */
  readonly covariance: readonly (readonly number[])[];
}

/**
 * Mean and variance of one estimate, the mean over m units, of a gradient program, at stationarity of what it carries
 * from estimate to estimate. Undefined where there are too many rows.
 *
 * With g a unit's estimate at the levers' means: carried values b (independent of the estimate that reads them) add
 * sum_ij Cov(b_i, b_j) E[hbar_i hbar_j]; the mean of the other units, sum_n h_n (1/(m-1)) sum_(other units) q_n with
 * q = Q-hat - E Q-hat, adds the variance of a degenerate U-statistic,
 * sum_np (E h_n h_p E q_n q_p + E h_n q_p E h_p q_n + (m-2) E h_n E h_p E q_n q_p) / (m (m-1)), and its
 * covariance with g, 2 sum_n E h_n Cov(g, q_n) / m.
 */
export function exactMoments(
  { unit, parts }: SplitUnit,
  groups: readonly ValueGroup[],
  feeds: Feeds,
  panels: number,
): ExactMoments | undefined {
  const levers = leversOf(unit);
  const laws = lawsOf(unit, levers, feeds, panels);
  if (!laws) return undefined;
  const credits = unit.outside.map(({ credit }) => credit);
  const integrals: Integrated[] = [];
  for (const { ids } of groups) {
    const integral = integralOf(unit, levers, [...ids, ...credits], feeds, panels);
    if (!integral) return undefined;
    integrals.push({ ids, integral });
  }
  // Output 0 is the cost.
  const gradients = new Set(parts.slice(1).flat());
  const optima = bestConstants(levers, laws.setting, integrals, gradients);
  const setting = { ...laws.setting, optima };
  const moments = new Map(integrals.flatMap((own) => valueMoments(unit, levers, { ...laws, setting }, own)));
  const summed = (column: 'mean' | 'variance') =>
    Float64Array.from(
      parts.flatMap((ids) => {
        const [first = [], ...others] = ids.map((id) => moments.get(id)?.[column] ?? []);
        return others.reduce((sum, list) => sum.map((x, k) => x + (list[k] ?? 0)), first);
      }),
    );
  return { mean: summed('mean'), variance: summed('variance'), optima };
}

interface Integrated {
  readonly ids: readonly ValueId[];
  readonly integral: Integral;
}

/** Mean and variance of the mean over the units of every value, element by element. */
function valueMoments(
  unit: CompiledUnit,
  levers: Levers,
  { setting, covariance }: Laws,
  { ids, integral }: Integrated,
): [ValueId, { mean: number[]; variance: number[] }][] {
  const m = unit.program.samples;
  const table = evaluateAt(integral, levers, ids, setting);
  const mean = Array.from(integral.mean(table));
  const carried = slopesAt(integral, levers, ids, setting, 'states', table);
  const others = slopesAt(integral, levers, ids, setting, 'outside', table);
  const carriedMeans = carried.map((slope) => integral.mean(slope));
  const otherMeans = others.map((slope) => integral.mean(slope));
  const q = evaluateAt(
    integral,
    levers,
    unit.outside.map(({ credit }) => credit),
    setting,
  );
  const centres = setting.outside;
  const variance = mean.map((centre, k) => {
    let sum = integral.meanProduct(table, k, centre, table, k, centre) / m;
    carried.forEach((a, i) => {
      carried.forEach((b, j) => {
        const same = integral.meanProduct(a, k, 0, b, k, 0);
        const across = (carriedMeans[i]?.[k] ?? 0) * (carriedMeans[j]?.[k] ?? 0);
        sum += (covariance[i]?.[j] ?? 0) * ((same + (m - 1) * across) / m);
      });
    });
    others.forEach((a, n) => {
      const meanA = otherMeans[n]?.[k] ?? 0;
      const muN = centres[n] ?? 0;
      sum += (2 * meanA * integral.meanProduct(table, k, centre, q, n, muN)) / m;
      others.forEach((b, p) => {
        const muP = centres[p] ?? 0;
        const qq = integral.meanProduct(q, n, muN, q, p, muP);
        const crossed = integral.meanProduct(a, k, 0, q, p, muP) * integral.meanProduct(b, k, 0, q, n, muN);
        const same = integral.meanProduct(a, k, 0, b, k, 0) * qq;
        const across = (m - 2) * meanA * (otherMeans[p]?.[k] ?? 0) * qq;
        sum += (same + crossed + across) / (m * (m - 1));
      });
    });
    return sum;
  });
  let column = 0;
  return ids.map((id) => {
    const from = column;
    column += sizeOf(unit.program.instructions[id]?.shape ?? []);
    return [id, { mean: mean.slice(from, column), variance: variance.slice(from, column) }];
  });
}

/**
 * The constants b that make the total variance of the gradient least: the variance of g + sum_n b_n h_n, summed over
 * all coordinates, is quadratic in b, so sum_p Cov(h_n, h_p) b_p = -Cov(g, h_n).
 */
function bestConstants(
  levers: Levers,
  setting: Setting,
  integrals: readonly Integrated[],
  gradients: ReadonlySet<ValueId>,
): number[] {
  const count = levers.optima.length;
  if (count === 0) return [];
  const matrix = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  const right = new Array<number>(count).fill(0);
  for (const { ids: all, integral } of integrals) {
    const ids = all.filter((id) => gradients.has(id));
    const table = evaluateAt(integral, levers, ids, setting);
    const slopes = slopesAt(integral, levers, ids, setting, 'optima', table);
    const means = slopes.map((slope) => integral.mean(slope));
    integral.mean(table).forEach((centre, k) => {
      slopes.forEach((a, n) => {
        const meanA = means[n]?.[k] ?? 0;
        right[n] = (right[n] ?? 0) - integral.meanProduct(table, k, centre, a, k, meanA);
        slopes.forEach((b, p) => {
          const row = matrix[n];
          if (row) row[p] = (row[p] ?? 0) + integral.meanProduct(a, k, meanA, b, k, means[p]?.[k] ?? 0);
        });
      });
    });
  }
  return solve(matrix, right);
}

/**
 * The stationary law of the states, each next one affine in its own previous value, b' = A b + c: mean E[c] / (1 - A),
 * covariance Cov(c_i, c_j) / m / (1 - A_i A_j); and the means of what the units outside answer for.
 */
function lawsOf(unit: CompiledUnit, levers: Levers, feeds: Feeds, panels: number): Laws | undefined {
  const zero = atZero(levers);
  const nexts = unit.program.states.map(({ next }) => next);
  const credits = unit.outside.map(({ credit }) => credit);
  if (nexts.length + credits.length === 0) return { setting: zero, covariance: [] };
  const integral = integralOf(unit, levers, [...nexts, ...credits], feeds, panels);
  if (!integral) return undefined;
  const outside = Array.from(integral.mean(evaluateAt(integral, levers, credits, zero)));
  const base = { ...zero, outside };
  const constant = evaluateAt(integral, levers, nexts, base);
  const means = integral.mean(constant);
  const slopes = slopesAt(integral, levers, nexts, base, 'states', constant).map(
    (slope, i) => integral.mean(slope)[i] ?? 0,
  );
  const states = Array.from(means, (c, i) => c / (1 - (slopes[i] ?? 0)));
  const covariance = states.map((_, i) =>
    states.map((__, j) => {
      const c = integral.meanProduct(constant, i, means[i] ?? 0, constant, j, means[j] ?? 0);
      return c / unit.program.samples / (1 - (slopes[i] ?? 0) * (slopes[j] ?? 0));
    }),
  );
  return { setting: { ...base, states }, covariance };
}

function integralOf(
  unit: CompiledUnit,
  levers: Levers,
  roots: readonly ValueId[],
  feeds: Feeds,
  panels: number,
): Integral | undefined {
  return Integral.make(unit, roots, withLevers(feeds, levers, atZero(levers)), panels);
}
