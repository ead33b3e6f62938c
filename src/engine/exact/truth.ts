import type { Model } from '../compile/model';
import { modelUsesStop } from '../compile/model';
import { type Compiled, compileCosts, compilePlan } from '../compile/program';
import type { Plan } from '../document/types';
import type { Feeds } from '../ir/program';
import { sizeOf } from '../ir/shape';
import { converge } from './converge';
import { derivative } from './derivative';
import { Integral } from './expectation';
import { exactMoments } from './plans';

/** More continuous scalars than these are not integrated over. */
export const MOST_CONTINUOUS = 3;

export interface ExactGradient {
  readonly parameter: string;
  /** Row-major over the parameter's shape. */
  readonly values: Float64Array;
}

export interface ExactPlan {
  readonly plan: string;
  /** Whether the exact mean of the estimator is another than the exact gradient. */
  readonly biased: boolean;
  readonly gradients: readonly {
    readonly parameter: string;
    readonly mean: Float64Array;
    readonly variance: Float64Array;
  }[];
}

export interface Truth {
  readonly method: 'enumeration' | 'quadrature';
  /** E[sum of costs]. */
  readonly cost: number;
  /** Its gradient, by differentiating the integral numerically; for a trained cost that of its own parameters. */
  readonly gradient: readonly ExactGradient[];
  /** Plans whose moments were found; one with infinite variance, say, is left out. */
  readonly plans: readonly ExactPlan[];
}

export type NoTruth =
  | { readonly reason: 'stop' }
  | { readonly reason: 'continuous'; readonly scalars: number; readonly limit: number }
  | { readonly reason: 'rows' }
  | { readonly reason: 'rough' }
  | { readonly reason: 'not-finite' };

export type TruthResult =
  | { readonly truth: Truth; readonly none?: undefined }
  | { readonly truth?: undefined; readonly none: NoTruth };

/**
 * The exact cost and gradient by enumeration of finite supports and quadrature over continuous base noise, and the
 * exact mean and variance of one estimate of every plan. Independent of the estimators: the gradient is a difference
 * quotient of the integral.
 */
export function exactTruth(model: Model, plans: readonly Plan[], feeds: Feeds): TruthResult {
  if (modelUsesStop(model)) return { none: { reason: 'stop' } };
  const compiled = compileCosts(model);
  const continuous = continuousScalars(compiled);
  if (continuous > MOST_CONTINUOUS)
    return { none: { reason: 'continuous', scalars: continuous, limit: MOST_CONTINUOUS } };

  const outputs = compiled.program.outputs.map(({ value }) => value);
  const costs = (at: Feeds, panels: number): Float64Array | undefined => {
    const integral = Integral.make(compiled, outputs, at, panels);
    return integral?.mean(integral.evaluate(outputs));
  };
  const coordinates = compiled.groups.flatMap(({ parameters }, group) =>
    parameters.flatMap((name) => Array.from(feeds.get(name) ?? [], (_, k) => ({ name, k, group }))),
  );
  const found = converge(continuous, (panels) => {
    const cost = costs(feeds, panels)?.[0];
    if (cost === undefined) return undefined;
    const values = [cost];
    for (const { name, k, group } of coordinates) {
      const slope = derivative(
        (x) => costs(moved(feeds, name, k, x), panels)?.[group + 1],
        feeds.get(name)?.[k] ?? 0,
      );
      if (slope === undefined) return undefined;
      values.push(slope);
    }
    return Float64Array.from(values);
  });
  if (found.kind !== 'converged') return { none: { reason: found.kind } };

  const gradient = compiled.parameters.map(({ name }) => ({
    parameter: name,
    values: found.values.slice(1).filter((_, i) => coordinates[i]?.name === name),
  }));
  const exactPlans = plans.flatMap((plan) => {
    const moments = planMoments(model, plan, feeds, continuous, gradient);
    return moments ? [moments] : [];
  });
  const method = continuous > 0 ? 'quadrature' : 'enumeration';
  return { truth: { method, cost: found.values[0] ?? Number.NaN, gradient, plans: exactPlans } };
}

function continuousScalars({ program, sources }: Compiled): number {
  return sources.reduce((sum, source) => {
    if (source.kind === 'draw' && source.distribution.exact.kind === 'enumerate') return sum;
    return sum + sizeOf(program.instructions[source.value]?.shape ?? []);
  }, 0);
}

function planMoments(
  model: Model,
  plan: Plan,
  feeds: Feeds,
  continuous: number,
  truth: readonly ExactGradient[],
): ExactPlan | undefined {
  const compiled = compilePlan(model, plan, { sources: true });
  const found = converge(continuous, (panels) => {
    const moments = exactMoments(compiled, feeds, panels);
    return moments && Float64Array.from([...moments.mean, ...moments.variance]);
  });
  if (found.kind !== 'converged') return undefined;
  const width = found.values.length / 2;
  let offset = 1;
  const gradients = compiled.parameters.map(({ name, shape }) => {
    const size = sizeOf(shape);
    const mean = found.values.slice(offset, offset + size);
    const variance = found.values.slice(width + offset, width + offset + size);
    offset += size;
    return { parameter: name, mean, variance };
  });
  const biased = gradients.some(({ parameter, mean, variance }) => {
    const exact = truth.find((own) => own.parameter === parameter)?.values;
    return mean.some((m, k) => differs(m, exact?.[k] ?? Number.NaN, variance[k] ?? 0));
  });
  return { plan: plan.name, biased, gradients };
}

/** Beyond what the difference quotient and the rule can be wrong by. */
function differs(mean: number, truth: number, variance: number): boolean {
  return Math.abs(mean - truth) > 1e-5 * (Math.abs(truth) + Math.sqrt(variance)) + 1e-9;
}

function moved(feeds: Feeds, name: string, k: number, value: number): Feeds {
  const values = Float64Array.from(feeds.get(name) ?? []);
  values[k] = value;
  return new Map([...feeds, [name, values]]);
}
