import type { Model } from '../compile/model';
import { modelUsesStop } from '../compile/model';
import { compileCosts } from '../compile/nodes';
import type { CompiledSources } from '../compile/program';
import { type Document, type Plan, parentsOf } from '../document/types';
import type { ValueId } from '../ir/operations';
import type { Feeds } from '../ir/program';
import { sizeOf } from '../ir/shape';
import { largestTable, SMALL_TABLE } from '../ir/tables';
import { converge } from './converge';
import { derivative } from './derivative';
import { Integral } from './expectation';
import { mostContinuous, type ValueGroup, valueGroups } from './groups';
import { MOST_CONTINUOUS } from './limits';
import { type NoMoments, type PlanMoments, tryPlanMoments } from './plan';
import { polynomialMeans } from './polynomialMoments';

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
  readonly method: 'enumeration' | 'quadrature' | 'polynomials';
  /** E[sum of costs]. */
  readonly cost: number;
  /** Its gradient, by differentiating the integral numerically; for a trained cost that of its own parameters; of an objective, where one is given. */
  readonly gradient: readonly ExactGradient[];
  /** Plans whose moments were found. */
  readonly plans: readonly ExactPlan[];
  /** The others, each with the reason. */
  readonly without: readonly { readonly plan: string; readonly why: NoMoments }[];
}

export type NoTruth =
  | { readonly reason: 'stop' }
  | { readonly reason: 'continuous'; readonly scalars: number; readonly limit: number }
  | { readonly reason: 'data'; readonly rows: number; readonly limit: number }
  | { readonly reason: 'shared-rejection' }
  | { readonly reason: 'rows' }
  | { readonly reason: 'rough' }
  | { readonly reason: 'not-finite' };

export type TruthResult =
  | { readonly truth: Truth; readonly none?: undefined }
  | { readonly truth?: undefined; readonly none: NoTruth };

/**
 * The exact cost and gradient by enumeration of finite supports and quadrature over continuous base noise, and the
 * exact mean and variance of one estimate of every plan; over more variables than quadrature can have, where costs are polynomials in
 * normal noise. Independent of the estimators: the gradient is a difference
 * quotient of the integral.
 */
export function exactTruth(model: Model, plans: readonly Plan[], feeds: Feeds): TruthResult {
  const objective = objectiveOf(model.document);
  if (!objective && modelUsesStop(model)) return { none: { reason: 'stop' } };
  const compiled = compileCosts(model);
  const rows = largestTable(compiled.program.instructions);
  if (rows > SMALL_TABLE) return { none: { reason: 'data', rows, limit: SMALL_TABLE } };
  if (!compiled.sources) return { none: { reason: 'shared-rejection' } };
  const parts = valueGroups(
    compiled,
    compiled.program.outputs.map(({ value }) => value),
  );
  const continuous = mostContinuous(parts);
  const polynomial = continuous > MOST_CONTINUOUS;
  if (polynomial && !polynomialMeans(compiled.program, feeds))
    return { none: { reason: 'continuous', scalars: continuous, limit: MOST_CONTINUOUS } };

  const costs = (at: Feeds, panels: number) =>
    polynomial ? polynomialMeans(compiled.program, at) : expectedCosts(compiled, parts, at, panels);
  const names = compiled.program.outputs.map(({ name }) => name);
  const coordinates = compiled.groups.flatMap(({ parameters, costs: own }) =>
    parameters
      .filter((name) => !objective || objective.above.has(name))
      .flatMap((name) =>
        Array.from(feeds.get(name) ?? [], (_, k) => ({
          name,
          k,
          outputs: (objective?.costs ?? own).map((cost) => names.indexOf(`cost:${cost}`)),
        })),
      ),
  );
  const found = converge(polynomial ? 0 : continuous, (panels) => {
    const cost = costs(feeds, panels);
    if (cost === undefined) return undefined;
    const values = [
      sumAt(
        cost,
        cost.map((_, i) => i),
      ),
    ];
    for (const { name, k, outputs } of coordinates) {
      const slope = derivative((x) => {
        const all = costs(moved(feeds, name, k, x), panels);
        return all && sumAt(all, outputs);
      }, feeds.get(name)?.[k] ?? 0);
      if (slope === undefined) return undefined;
      values.push(slope);
    }
    return Float64Array.from(values);
  });
  if (found.kind !== 'converged') return { none: { reason: found.kind } };

  const gradient = compiled.parameters
    .map(({ name }) => ({
      parameter: name,
      values: found.values.slice(1).filter((_, i) => coordinates[i]?.name === name),
    }))
    .filter(({ values }) => !objective || values.some((slope) => Math.abs(slope) > UNMOVED));
  const exactPlans: ExactPlan[] = [];
  const without: { plan: string; why: NoMoments }[] = [];
  for (const plan of plans) {
    const moments = tryPlanMoments(model, plan, feeds);
    if (typeof moments === 'string') without.push({ plan: plan.name, why: moments });
    else exactPlans.push(planTruth(plan, moments, gradient));
  }
  const method = polynomial ? 'polynomials' : continuous > 0 ? 'quadrature' : 'enumeration';
  return { truth: { method, cost: found.values[0] ?? Number.NaN, gradient, plans: exactPlans, without } };
}

/** Slopes of an objective that are no more than rounding. */
const UNMOVED = 1e-9;

/**
 * Costs that train nothing are the objective that trained costs, such as a critic's, stand in for: the truth is its gradient, in the parameters
 * that move it, whatever the others stop. Undefined where every cost trains.
 */
function objectiveOf({ nodes }: Document) {
  const costs = nodes.flatMap((node) =>
    node.kind === 'cost' && node.trains?.length === 0 ? [node.name] : [],
  );
  if (costs.length === 0) return undefined;
  const above = new Set(costs);
  // A set is walked with what is added on the way.
  for (const name of above)
    for (const node of nodes) if (node.name === name) for (const parent of parentsOf(node)) above.add(parent);
  return { costs, above };
}

/** E[cost] of every cost; undefined where the rows would be too many. */
function expectedCosts(
  compiled: CompiledSources,
  parts: readonly ValueGroup[],
  feeds: Feeds,
  panels: number,
): number[] | undefined {
  const means = new Map<ValueId, number>();
  for (const { ids } of parts) {
    const integral = Integral.make(compiled, ids, feeds, panels);
    if (!integral) return undefined;
    integral.mean(integral.evaluate(ids)).forEach((mean, i) => {
      means.set(ids[i] ?? -1, mean);
    });
  }
  return compiled.program.outputs.map(({ value }) => means.get(value) ?? Number.NaN);
}

function sumAt(values: readonly number[], positions: readonly number[]): number {
  return positions.reduce((sum, position) => sum + (values[position] ?? 0), 0);
}

/** The exact moments of one plan beside the truth. */
function planTruth(
  plan: Plan,
  { parameters, mean: means, variance: variances }: PlanMoments,
  truth: readonly ExactGradient[],
): ExactPlan {
  let offset = 1;
  const gradients = parameters.map(({ name, shape }) => {
    const size = sizeOf(shape);
    const mean = means.slice(offset, offset + size);
    const variance = variances.slice(offset, offset + size);
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
