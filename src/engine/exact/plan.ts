import type { Model } from '../compile/model';
import { compileUnit } from '../compile/plan';
import type { ParameterSlot } from '../compile/program';
import type { Plan } from '../document/types';
import type { Feeds } from '../ir/program';
import { largestTable, SMALL_TABLE } from '../ir/tables';
import { splitUnit } from './addends';
import { converge } from './converge';
import { mostContinuous, valueGroups } from './groups';
import { MOST_CONTINUOUS } from './limits';
import { exactMoments } from './planMoments';

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
 * continuous scalars, infinite moments, or a baseline that learns, whose law is not known.
 */
export function planMoments(model: Model, plan: Plan, feeds: Feeds): PlanMoments | undefined {
  const unit = compileUnit(model, plan);
  if (!unit.sources || !unit.affine || largestTable(unit.program.instructions) > SMALL_TABLE)
    return undefined;
  const split = splitUnit(unit);
  const groups = valueGroups(
    split.unit,
    split.parts.flat(),
    unit.outside.map(({ credit }) => credit),
  );
  const continuous = mostContinuous(groups);
  if (continuous > MOST_CONTINUOUS) return undefined;
  const { length } = unit.optima;
  const found = converge(continuous, (panels) => {
    const moments = exactMoments(split, groups, feeds, panels);
    return moments && Float64Array.from([...moments.mean, ...moments.variance, ...moments.optima]);
  });
  if (found.kind !== 'converged') return undefined;
  const { values } = found;
  const width = (values.length - length) / 2;
  return {
    parameters: unit.parameters,
    mean: values.slice(0, width),
    variance: values.slice(width, 2 * width),
    optima: new Map(unit.optima.map((name, i) => [name, values.slice(2 * width + i, 2 * width + i + 1)])),
  };
}
