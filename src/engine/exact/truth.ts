import type { Model } from '../compile/model';
import { modelUsesStop } from '../compile/model';
import { compileCosts } from '../compile/nodes';
import type { CompiledSources } from '../compile/program';
import type { Plan } from '../document/types';
import type { ValueId } from '../ir/operations';
import type { Feeds } from '../ir/program';
import { sizeOf } from '../ir/shape';
import { largestTable, SMALL_TABLE } from '../ir/tables';
import { converge } from './converge';
import { derivative } from './derivative';
import { Integral } from './expectation';
import { mostContinuous, type ValueGroup, valueGroups } from './groups';
import { MOST_CONTINUOUS } from './limits';
import { objectiveOf } from './objective';
import { type NoMoments, type PlanMoments, tryPlanMoments } from './plan';
import { polynomialMeans } from './polynomialMoments';
import { type Verdict, verdictOfAll, verdictsOf } from './verdict';

export interface ExactGradient {
  readonly parameter: string;
  /** Row-major over the parameter's shape. */
  readonly values: Float64Array;
  /** Absolute bounds of their errors. */
  readonly errors: Float64Array;
}

export interface ExactPlan {
  readonly plan: string;
  /** Whether the exact mean of the estimator is the exact gradient, as far as the bounds tell. */
  readonly verdict: Verdict;
  readonly gradients: readonly {
    readonly parameter: string;
    readonly mean: Float64Array;
    readonly meanErrors: Float64Array;
    readonly variance: Float64Array;
    readonly varianceErrors: Float64Array;
  }[];
}

export interface Truth {
  readonly method: 'enumeration' | 'quadrature' | 'polynomials';
  /** E[sum of costs]. */
  readonly cost: number;
  /** An absolute bound of its error. */
  readonly costError: number;
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
  /** The expected cost has no derivative at this setting. */
  | { readonly reason: 'kink' }
  /** The integral did not come out as a number; why is not known. */
  | { readonly reason: 'not-finite' }
  /** Shown: the integral diverges. */
  | { readonly reason: 'infinite' }
  /** It could not be shown that what lies in the tails does not matter. */
  | { readonly reason: 'tails' }
  | { readonly reason: 'nan'; readonly node?: string }
  | { readonly reason: 'time'; readonly seconds: number }
  /** A long run, which knows nothing of the integral, says otherwise. */
  | {
      readonly reason: 'withdrawn';
      /** The expected cost, or the parameter whose derivative it is. */
      readonly what: string;
      readonly exact: number;
      readonly estimate: number;
      readonly standardError: number;
    };

export type TruthResult =
  | { readonly truth: Truth; readonly none?: undefined }
  | { readonly truth?: undefined; readonly none: NoTruth };

export interface TruthOptions {
  /** When to give up, in seconds from the call. */
  readonly seconds?: number;
  /** `share` of the work that is done, from 0 to 1, and what is worked at. */
  readonly onProgress?: (share: number, what: string) => void;
}

/**
 * The exact cost and gradient by enumeration of finite supports and quadrature over continuous base noise, and the
 * exact mean and variance of one estimate of every plan; over more variables than quadrature can have, where costs are polynomials in
 * normal noise. Independent of the estimators: the gradient is a difference
 * quotient of the integral. Every number comes with a bound of its error.
 */
export function exactTruth(
  model: Model,
  plans: readonly Plan[],
  feeds: Feeds,
  { seconds = Number.POSITIVE_INFINITY, onProgress = () => {} }: TruthOptions = {},
): TruthResult {
  const until = performance.now() + 1000 * seconds;
  const isLate = () => performance.now() > until;
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
  const steps = 2 + plans.length;
  let before: Float64Array | undefined;
  let last: Float64Array | undefined;
  const found = converge(polynomial ? 0 : continuous, (panels) => {
    const cost = costs(feeds, panels);
    if (cost === undefined) return undefined;
    const values = [
      sumAt(
        cost,
        cost.map((_, i) => i),
      ),
    ];
    for (const [i, { name, k, outputs }] of coordinates.entries()) {
      if (isLate()) return undefined;
      onProgress((2 * i) / (steps * coordinates.length), 'the gradient of the expected cost');
      const slope = derivative((x) => {
        const all = costs(moved(feeds, name, k, x), panels);
        return all && sumAt(all, outputs);
      }, feeds.get(name)?.[k] ?? 0);
      if (slope === undefined) return undefined;
      values.push(slope);
    }
    before = last;
    last = Float64Array.from(values);
    return last;
  });
  if (found.kind !== 'converged')
    return { none: isLate() ? { reason: 'time', seconds } : { reason: found.kind } };
  const cost = found.values[0] ?? Number.NaN;
  const errors = found.values.map(
    (value, i) => Math.abs(value - (before?.[i] ?? value)) + rounding(i === 0 ? 0 : value, cost),
  );

  const gradient = compiled.parameters
    .map(({ name }) => ({
      parameter: name,
      values: found.values.slice(1).filter((_, i) => coordinates[i]?.name === name),
      errors: errors.slice(1).filter((_, i) => coordinates[i]?.name === name),
    }))
    .filter(
      ({ values, errors: bounds }) =>
        !objective || values.some((slope, k) => Math.abs(slope) > (bounds[k] ?? 0)),
    );
  const exactPlans: ExactPlan[] = [];
  const without: { plan: string; why: NoMoments }[] = [];
  for (const [i, plan] of plans.entries()) {
    onProgress((2 + i) / steps, `the moments of plan ${plan.name}`);
    const moments = tryPlanMoments(model, plan, feeds, isLate);
    if (typeof moments === 'string') without.push({ plan: plan.name, why: moments });
    else exactPlans.push(planTruth(plan, moments, gradient, cost));
  }
  const method = polynomial ? 'polynomials' : continuous > 0 ? 'quadrature' : 'enumeration';
  return { truth: { method, cost, costError: errors[0] ?? 0, gradient, plans: exactPlans, without } };
}

/** What a difference quotient is wrong by at steps of about 1e-3: its remainder, and the rounding of the cost. */
function rounding(slope: number, cost: number): number {
  return 1e-8 * Math.abs(slope) + 1e-12 * Math.abs(cost);
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
  { parameters, mean: means, meanErrors, variance: variances, varianceErrors }: PlanMoments,
  truth: readonly ExactGradient[],
  cost: number,
): ExactPlan {
  let offset = 1;
  const gradients = parameters.map(({ name, shape }) => {
    const from = offset;
    offset += sizeOf(shape);
    const own = (all: Float64Array) => all.slice(from, offset);
    return {
      parameter: name,
      mean: own(means),
      meanErrors: own(meanErrors),
      variance: own(variances),
      varianceErrors: own(varianceErrors),
    };
  });
  const verdict = verdictOfAll(gradients.flatMap((gradient) => verdictsOf(gradient, truth, cost)));
  return { plan: plan.name, verdict, gradients };
}

function moved(feeds: Feeds, name: string, k: number, value: number): Feeds {
  const values = Float64Array.from(feeds.get(name) ?? []);
  values[k] = value;
  return new Map([...feeds, [name, values]]);
}
