import type { Model } from '../compile/model';
import { type CompiledUnit, compileUnit } from '../compile/plan';
import type { ParameterSlot } from '../compile/program';
import type { Plan } from '../document/types';
import type { Feeds } from '../ir/program';
import { largestTable, SMALL_TABLE } from '../ir/tables';
import { splitUnit } from './addends';
import { converge } from './converge';
import { mostContinuous, valueGroups } from './groups';
import { MOST_CONTINUOUS } from './limits';
import { type ExactMoments, exactMoments } from './planMoments';
import { polynomialMoments } from './polynomialMoments';

/** Exact mean and variance of one estimate of a plan. */
export interface PlanMoments {
  readonly parameters: readonly ParameterSlot[];
  /** Flattened: the cost, then every parameter's gradient. */
  readonly mean: Float64Array;
  /** Absolute bounds of the errors of the means. */
  readonly meanErrors: Float64Array;
  readonly variance: Float64Array;
  readonly varianceErrors: Float64Array;
  /** The best constant baselines, by the names under which the plan's program is fed them. */
  readonly optima: Feeds;
}

/**
 * The exact moments of a plan's estimate, refined until they settle. Undefined where there are none: too many values or
 * continuous scalars (of what is no polynomial in them), infinite moments, a baseline that learns, whose law is not known, or samples
 * that are ranked among one another.
 */
export function planMoments(model: Model, plan: Plan, feeds: Feeds): PlanMoments | undefined {
  const found = tryPlanMoments(model, plan, feeds);
  return typeof found === 'string' ? undefined : found;
}

/** Why a plan has no exact moments. */
export type NoMoments =
  | 'learned'
  | 'ranked'
  | 'shared-rejection'
  | 'continuous'
  | 'rows'
  | 'rough'
  | 'not-finite'
  | 'infinite'
  | 'tails'
  | 'nan'
  | 'time';

/** The same, with the reason where there are none; `isLate` tells when to give up. */
export function tryPlanMoments(
  model: Model,
  plan: Plan,
  feeds: Feeds,
  isLate: () => boolean = () => false,
): PlanMoments | NoMoments {
  const unit = compileUnit(model, plan);
  if (!unit.sources) return 'shared-rejection';
  if (!unit.affine) return 'learned';
  if (!unit.affineOutside) return 'ranked';
  if (largestTable(unit.program.instructions) > SMALL_TABLE) return 'rows';
  const credits = unit.outside.map(({ credit }) => credit);
  const outputs = unit.program.outputs.map(({ value }) => value);
  // A polynomial in many variables has thousands of addends, and needs none of them apart.
  if (mostContinuous(valueGroups(unit, outputs, credits)) > MOST_CONTINUOUS) {
    const moments = polynomialMoments(model, plan, feeds);
    if (moments) return planMomentsOf(unit, moments);
  }
  const split = splitUnit(unit);
  const groups = valueGroups(split.unit, split.parts.flat(), credits);
  const continuous = mostContinuous(groups);
  if (continuous > MOST_CONTINUOUS) return 'continuous';
  const { length } = unit.optima;
  let before: Float64Array | undefined;
  let last: Float64Array | undefined;
  const found = converge(continuous, (panels) => {
    if (isLate()) return undefined;
    const moments = exactMoments(split, groups, feeds, panels);
    if (!moments) return undefined;
    // Nobody asks how the cost varies, which may be infinite where the gradient is not.
    moments.variance[0] = 0;
    before = last;
    last = Float64Array.from([...moments.mean, ...moments.variance, ...moments.optima]);
    return last;
  });
  if (found.kind !== 'converged' && isLate()) return 'time';
  if (found.kind !== 'converged') return found.kind;
  const { values } = found;
  const width = (values.length - length) / 2;
  const moments = {
    mean: values.slice(0, width),
    variance: values.slice(width, 2 * width),
    optima: Array.from(values.slice(2 * width)),
  };
  return planMomentsOf(
    unit,
    moments,
    values.map((value, i) => Math.abs(value - (before?.[i] ?? value))),
  );
}

/** `settled`: how far the last refinement moved means and variances, one after the other. */
function planMomentsOf(
  { parameters, optima }: CompiledUnit,
  moments: ExactMoments,
  settled?: Float64Array,
): PlanMoments {
  const { mean, variance, optima: best } = moments;
  // What rounding makes of a mean follows the size of the estimates.
  const meanErrors = mean.map(
    (m, i) => (settled?.[i] ?? 0) + 1e-12 * (Math.abs(m) + Math.sqrt(Math.max(0, variance[i] ?? 0))),
  );
  const varianceErrors = variance.map((v, i) => (settled?.[mean.length + i] ?? 0) + 1e-10 * v);
  return {
    parameters,
    mean,
    meanErrors,
    variance,
    varianceErrors,
    optima: new Map(optima.map((name, i) => [name, Float64Array.of(best[i] ?? Number.NaN)])),
  };
}
