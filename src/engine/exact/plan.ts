import { type CompiledUnit, compileUnit } from '../compile/plan';
import type { ParameterSlot } from '../compile/program';
import { FindingError } from '../diagnostics/types';
import type { Plan } from '../document/types';
import type { Feeds } from '../ir/program';
import { largestTable, SMALL_TABLE } from '../ir/tables';
import type { Model } from '../model/model';
import { splitUnit } from './addends';
import { valueGroups } from './groups';
import { type Limits, MOST_OF_PLAN, NO_LIMITS } from './limits';
import { type ExactMoments, exactMoments } from './planMoments';
import { polynomialMoments } from './polynomialMoments';
import type { Failure } from './summation';

/**
 * Exact mean and variance of one estimate of a plan, with bounds on their errors, flattened over the gradients of all
 * parameters.
 */
export interface PlanMoments {
  readonly parameters: readonly ParameterSlot[];
  readonly mean: Float64Array;
  readonly meanErrors: Float64Array;
  readonly variance: Float64Array;
  readonly varianceErrors: Float64Array;
  /** The best constant baselines, by the names under which the plan's program is fed them. */
  readonly optima: Feeds;
}

/**
 * The exact moments of a plan's estimate. Undefined where there are none: too many values; too many continuous
 * scalars, unless the estimate is a polynomial in them; infinite moments; a baseline that learns, whose law is not
 * known; or samples that are ranked among one another.
 */
export function planMoments(model: Model, plan: Plan, feeds: Feeds): PlanMoments | undefined {
  const found = tryPlanMoments(model, plan, feeds);
  return typeof found === 'string' ? undefined : found;
}

/** Why a plan has no exact moments. */
export type NoMoments =
  | 'faulty'
  | 'learned'
  | 'ranked'
  | 'shared-rejection'
  | 'continuous'
  | 'size'
  | Failure;

/** The same, with the reason where there are none. */
export function tryPlanMoments(
  model: Model,
  plan: Plan,
  feeds: Feeds,
  limits: Limits = NO_LIMITS,
): PlanMoments | NoMoments {
  const unit = compiledUnit(model, plan);
  if (!unit) return 'faulty';
  if (unit.program.instructions.length > MOST_OF_PLAN) return 'size';
  if (!unit.sources) return 'shared-rejection';
  if (!unit.affine) return 'learned';
  if (!unit.affineOutside) return 'ranked';
  if (largestTable(unit.program.instructions) > SMALL_TABLE) return 'rows';
  const credits = unit.outside.map(({ credit }) => credit);
  // Output 0 is the cost.
  const outputs = unit.program.outputs.slice(1).map(({ value }) => value);
  // A polynomial in many variables has thousands of addends, and none of them is needed by itself.
  const whole = valueGroups(unit, outputs, credits);
  if ('failure' in whole && whole.failure === 'continuous') {
    const moments = polynomialMoments(model, plan, feeds);
    if (moments) return planMomentsOf(unit, moments);
  }
  const split = splitUnit(unit);
  const groups = valueGroups(split.unit, split.parts.slice(1).flat(), credits);
  if ('failure' in groups) return groups.failure;
  const found = exactMoments(split, groups, feeds, limits);
  return 'failure' in found ? found.failure : planMomentsOf(unit, found);
}

/** Undefined where the plan has findings of its own, such as an index out of range for a value that it enumerates. */
function compiledUnit(model: Model, plan: Plan): CompiledUnit | undefined {
  try {
    return compileUnit(model, plan);
  } catch (error) {
    if (error instanceof FindingError) return undefined;
    throw error;
  }
}

function planMomentsOf({ parameters, optima }: CompiledUnit, moments: ExactMoments): PlanMoments {
  const { mean, variance, optima: best } = moments;
  return {
    parameters,
    mean: Float64Array.from(mean, ({ value }) => value),
    meanErrors: Float64Array.from(mean, ({ error }) => error),
    variance: Float64Array.from(variance, ({ value }) => value),
    varianceErrors: Float64Array.from(variance, ({ error }) => error),
    optima: new Map(optima.map((name, i) => [name, Float64Array.of(best[i] ?? Number.NaN)])),
  };
}
