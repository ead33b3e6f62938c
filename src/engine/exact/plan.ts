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
  readonly variance: Float64Array;
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
  | 'not-finite';

/** The same, with the reason where there are none. */
export function tryPlanMoments(model: Model, plan: Plan, feeds: Feeds): PlanMoments | NoMoments {
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
  const found = converge(continuous, (panels) => {
    const moments = exactMoments(split, groups, feeds, panels);
    if (!moments) return undefined;
    // Nobody asks how the cost varies, which may be infinite where the gradient is not.
    moments.variance[0] = 0;
    return Float64Array.from([...moments.mean, ...moments.variance, ...moments.optima]);
  });
  if (found.kind !== 'converged') return found.kind;
  const { values } = found;
  const width = (values.length - length) / 2;
  return planMomentsOf(unit, {
    mean: values.slice(0, width),
    variance: values.slice(width, 2 * width),
    optima: Array.from(values.slice(2 * width)),
  });
}

function planMomentsOf({ parameters, optima }: CompiledUnit, moments: ExactMoments): PlanMoments {
  const { mean, variance, optima: best } = moments;
  return {
    parameters,
    mean,
    variance,
    optima: new Map(optima.map((name, i) => [name, Float64Array.of(best[i] ?? Number.NaN)])),
  };
}
