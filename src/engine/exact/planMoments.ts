import type { CompiledUnit } from '../compile/plan';
import type { ValueId } from '../ir/operations';
import type { Feeds } from '../ir/program';
import { sizeOf } from '../ir/shape';
import type { SplitUnit } from './addends';
import { type Bounded, exactly, over, plus, scaled, times, total, ZERO } from './bounded';
import type { ValueGroup } from './groups';
import { Integral, type Table, type Wanted } from './integral';
import { integrandOf } from './integrand';
import { atZero, evaluateAt, type LeverSetting, type Levers, leversOf, slopesAt, withLevers } from './levers';
import type { Limits } from './limits';
import { solve } from './solve';
import type { Failure } from './summation';

/** Exact mean and variance of one estimate, flattened over the gradients that a program gives. */
export interface ExactMoments {
  readonly mean: readonly Bounded[];
  readonly variance: readonly Bounded[];
  /** The best constants, in the order of the unit's `optima`. */
  readonly optima: readonly number[];
}

/** What is drawn by the units outside, or by earlier estimates. */
interface Laws {
  readonly setting: LeverSetting;
  /** Errors of the means that the setting holds: of carried states, and of what the units outside answer for. */
  readonly stateErrors: readonly number[];
  readonly outsideErrors: readonly number[];
  /** Of the carried states, which are independent of the estimate that reads them. */
  readonly covariance: readonly (readonly Bounded[])[];
}

/**
 * Mean and variance of one estimate of a gradient program, which is the mean over m units, once what it carries from
 * estimate to estimate is stationary; or why they are not had.
 *
 * Let g be a unit's estimate at the levers' means. Carried values b, which are independent of the estimate that reads
 * them, add sum_ij Cov(b_i, b_j) E[hbar_i hbar_j]. The mean of the other units, sum_n h_n (1/(m-1)) sum_(other units)
 * q_n with q = Q-hat - E Q-hat, adds the variance of a degenerate U-statistic, sum_np (E h_n h_p E q_n q_p + E h_n q_p
 * E h_p q_n + (m-2) E h_n E h_p E q_n q_p) / (m (m-1)), and its covariance with g, 2 sum_n E h_n Cov(g, q_n) / m.
 */
export function exactMoments(
  { unit, parts }: SplitUnit,
  groups: readonly ValueGroup[],
  feeds: Feeds,
  limits: Limits,
): ExactMoments | { readonly failure: Failure } {
  const levers = leversOf(unit);
  const laws = lawsOf(unit, levers, feeds, limits);
  if ('failure' in laws) return laws;
  const integrals: Integrated[] = [];
  for (const { ids, integrand } of groups) {
    const integral = Integral.make(
      integrand,
      withLevers(feeds, levers, atZero(levers)),
      wantedOf(levers),
      limits,
    );
    if ('failure' in integral) return integral;
    integrals.push({ ids, integral });
  }
  // Output 0 is the cost.
  const gradients = parts.slice(1);
  const optima = bestConstants(levers, laws.setting, integrals);
  const setting = { ...laws.setting, optima };
  const moments = new Map(integrals.flatMap((own) => valueMoments(unit, levers, { ...laws, setting }, own)));
  if (limits.expired()) return { failure: 'time' };
  const summed = (column: 'mean' | 'variance') =>
    gradients.flatMap((ids) => {
      const [first = [], ...others] = ids.map((id) => moments.get(id)?.[column] ?? []);
      return others.reduce((sum, list) => sum.map((x, k) => plus(x, list[k] ?? ZERO)), first);
    });
  return { mean: summed('mean'), variance: summed('variance'), optima };
}

function wantedOf({ states, outside, optima }: Levers): Wanted {
  return { squares: true, everything: states.length + outside.length + optima.length > 0 };
}

interface Integrated {
  readonly ids: readonly ValueId[];
  readonly integral: Integral;
}

/** Mean and variance of the mean over the units of every value, element by element. */
function valueMoments(
  unit: CompiledUnit,
  levers: Levers,
  laws: Laws,
  { ids, integral }: Integrated,
): [ValueId, { mean: Bounded[]; variance: Bounded[] }][] {
  const { setting } = laws;
  const table = evaluateAt(integral, levers, ids, setting);
  const leversOfKind = (kind: 'states' | 'outside') =>
    slopesAt(integral, levers, ids, setting, kind, table).map(
      (slopes): Lever => ({ slopes, means: integral.mean(slopes) }),
    );
  const [carried, others] = [leversOfKind('states'), leversOfKind('outside')];
  const credits = evaluateAt(
    integral,
    levers,
    unit.outside.map(({ credit }) => credit),
    setting,
  );
  const values: Values = { integral, units: unit.program.samples, table, carried, others, credits };
  // The levers' own means are known up to errors too.
  const mean = integral.mean(table).map((own, k) => {
    const moved = (by: readonly Lever[], errors: readonly number[]) =>
      by.reduce((sum, { means }, i) => sum + Math.abs(means[k]?.value ?? 0) * (errors[i] ?? 0), 0);
    const error = own.error + moved(carried, laws.stateErrors) + moved(others, laws.outsideErrors);
    return { value: own.value, error };
  });
  const variance = mean.map((centre, k) =>
    total([
      ownVariance(values, k, centre),
      ...carriedVariances(values, k, laws.covariance),
      ...othersVariances(values, k, centre.value, setting.outside),
    ]),
  );
  let column = 0;
  return ids.map((id) => {
    const from = column;
    column += sizeOf(unit.program.instructions[id]?.shape ?? []);
    return [id, { mean: mean.slice(from, column), variance: variance.slice(from, column) }];
  });
}

/** What values change by where a lever moves by 1. */
interface Lever {
  readonly slopes: Table;
  /** By column. */
  readonly means: readonly Bounded[];
}

/** Values in every row, with all that their variance is made of. */
interface Values {
  readonly integral: Integral;
  readonly units: number;
  /** The values at the levers' means: g. */
  readonly table: Table;
  /** Levers that are carried states, with slopes hbar. */
  readonly carried: readonly Lever[];
  /** Levers that are means of the other units, with slopes h. */
  readonly others: readonly Lever[];
  /** What each of the others answers for: Q-hat. */
  readonly credits: Table;
}

/** Var(g) / m. */
function ownVariance({ integral, units, table }: Values, k: number, { value, error }: Bounded): Bounded {
  const own = integral.meanProduct(table, k, value, table, k, value);
  // About a centre that is off by e the mean square is e^2 too large.
  return scaled({ value: own.value, error: own.error + error * error }, 1 / units);
}

/** The terms of the carried states: Cov(b_i, b_j) E[hbar_i hbar_j]. */
function carriedVariances(
  { integral, units: m, carried }: Values,
  k: number,
  covariance: Laws['covariance'],
): Bounded[] {
  return carried.flatMap((a, i) =>
    carried.map((b, j) => {
      const same = integral.meanProduct(a.slopes, k, 0, b.slopes, k, 0);
      const across = times(a.means[k] ?? ZERO, b.means[k] ?? ZERO);
      return times(covariance[i]?.[j] ?? ZERO, scaled(plus(same, scaled(across, m - 1)), 1 / m));
    }),
  );
}

/** The terms of the other units' means: their covariance with g, and the U-statistic's variance. */
function othersVariances(
  { integral, units: m, table, others, credits: q }: Values,
  k: number,
  centre: number,
  centres: readonly number[],
): Bounded[] {
  return others.flatMap((a, n) => {
    const meanA = a.means[k] ?? ZERO;
    const muN = centres[n] ?? 0;
    const withOwn = times(scaled(meanA, 2 / m), integral.meanProduct(table, k, centre, q, n, muN));
    const among = others.map((b, p) => {
      const muP = centres[p] ?? 0;
      const qq = integral.meanProduct(q, n, muN, q, p, muP);
      const crossed = times(
        integral.meanProduct(a.slopes, k, 0, q, p, muP),
        integral.meanProduct(b.slopes, k, 0, q, n, muN),
      );
      const same = times(integral.meanProduct(a.slopes, k, 0, b.slopes, k, 0), qq);
      const across = times(scaled(times(meanA, b.means[k] ?? ZERO), m - 2), qq);
      return scaled(total([same, crossed, across]), 1 / (m * (m - 1)));
    });
    return [withOwn, ...among];
  });
}

/**
 * The constants b that make the total variance of the gradient least: the variance of g + sum_n b_n h_n, summed over
 * all coordinates, is quadratic in b, so sum_p Cov(h_n, h_p) b_p = -Cov(g, h_n).
 */
function bestConstants(levers: Levers, setting: LeverSetting, integrals: readonly Integrated[]): number[] {
  const count = levers.optima.length;
  if (count === 0) return [];
  const matrix = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  const right = new Array<number>(count).fill(0);
  let size = 0;
  for (const { ids, integral } of integrals) {
    const table = evaluateAt(integral, levers, ids, setting);
    const slopes = slopesAt(integral, levers, ids, setting, 'optima', table);
    const means = slopes.map((slope) => integral.mean(slope));
    integral.mean(table).forEach(({ value: centre }, k) => {
      size += integral.meanProduct(table, k, 0, table, k, 0).value;
      slopes.forEach((a, n) => {
        const meanA = means[n]?.[k]?.value ?? 0;
        right[n] = (right[n] ?? 0) - integral.meanProduct(table, k, centre, a, k, meanA).value;
        slopes.forEach((b, p) => {
          const row = matrix[n];
          if (!row) return;
          row[p] = (row[p] ?? 0) + integral.meanProduct(a, k, meanA, b, k, means[p]?.[k]?.value ?? 0).value;
        });
      });
    });
  }
  // Where constants cancel, as between mirrored draws, their slopes are nothing but rounding, and none is best.
  matrix.forEach((row, n) => {
    if ((row[n] ?? 0) > NO_SLOPE ** 2 * size) return;
    for (let p = 0; p < count; p++) {
      row[p] = p === n ? 1 : 0;
      const other = matrix[p];
      if (other && p !== n) other[n] = 0;
    }
    right[n] = 0;
  });
  return solve(matrix, right);
}

/** A slope that is smaller than this share of the estimates is rounding. */
const NO_SLOPE = 1e-12;

/**
 * The stationary law of the states, each next one affine in its own previous value, b' = A b + c: mean E[c] / (1 - A),
 * covariance Cov(c_i, c_j) / m / (1 - A_i A_j); and the means of what the units outside answer for.
 */
function lawsOf(
  unit: CompiledUnit,
  levers: Levers,
  feeds: Feeds,
  limits: Limits,
): Laws | { readonly failure: Failure } {
  const zero = atZero(levers);
  const nexts = unit.program.states.map(({ next }) => next);
  const credits = unit.outside.map(({ credit }) => credit);
  if (nexts.length + credits.length === 0)
    return { setting: zero, stateErrors: [], outsideErrors: [], covariance: [] };
  const integrand = integrandOf(unit, [...nexts, ...credits]);
  // The groups hold more variables than these, and were opened before, so it cannot be for too many variables.
  if ('failure' in integrand) return { failure: 'rows' };
  const integral = Integral.make(integrand, withLevers(feeds, levers, zero), wantedOf(levers), limits);
  if ('failure' in integral) return integral;
  const outside = integral.mean(evaluateAt(integral, levers, credits, zero));
  const base = { ...zero, outside: outside.map(({ value }) => value) };
  const constant = evaluateAt(integral, levers, nexts, base);
  const means = integral.mean(constant);
  const slopes = slopesAt(integral, levers, nexts, base, 'states', constant).map(
    (slope, i) => integral.mean(slope)[i] ?? ZERO,
  );
  const rest = (slope: Bounded) => plus(exactly(1), scaled(slope, -1));
  const states = means.map((c, i) => over(c, rest(slopes[i] ?? ZERO)));
  const covariance = states.map((_, i) =>
    states.map((__, j) => {
      const c = integral.meanProduct(constant, i, means[i]?.value ?? 0, constant, j, means[j]?.value ?? 0);
      const both = times(slopes[i] ?? ZERO, slopes[j] ?? ZERO);
      return over(scaled(c, 1 / unit.program.samples), rest(both));
    }),
  );
  return {
    setting: { ...base, states: states.map(({ value }) => value) },
    stateErrors: states.map(({ error }) => error),
    outsideErrors: outside.map(({ error }) => error),
    covariance,
  };
}
