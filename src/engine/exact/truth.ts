import { type CompiledCosts, compileCosts, compileOpenCosts } from '../compile/nodes';
import type { Plan } from '../document/types';
import { costOf } from '../ir/cost';
import type { Feeds, Program } from '../ir/program';
import { sizeOf } from '../ir/shape';
import { largestTable, SMALL_TABLE } from '../ir/tables';
import type { Model } from '../model/model';
import { modelUsesStop } from '../model/model';
import type { Bounded } from './bounded';
import { costsOf } from './costs';
import { ROUNDED } from './derivative';
import { domainOf } from './domain';
import { type Limits, MOST_INSTRUCTIONS, MOST_OPERATIONS } from './limits';
import { objectiveOf } from './objective';
import { type NoMoments, type PlanMoments, tryPlanMoments } from './plan';
import { type Coordinate, PRECISION, slopesOf } from './slopes';
import type { Failure } from './summation';
import { type Verdict, verdictOfAll, verdictsOf } from './verdict';

export interface ExactGradient {
  readonly parameter: string;
  /** Row-major over the parameter's shape. */
  readonly values: Float64Array;
  /** Bounds on their errors. */
  readonly errors: Float64Array;
}

export interface ExactPlan {
  readonly plan: string;
  /** Whether the exact mean of the estimator is the exact gradient, as far as their bounds tell. */
  readonly verdict: Verdict;
  readonly gradients: readonly {
    readonly parameter: string;
    readonly mean: Float64Array;
    readonly meanErrors: Float64Array;
    readonly variance: Float64Array;
    readonly varianceErrors: Float64Array;
  }[];
  /** The best constants that its moments were worked out with, by the names under which its program is fed them. */
  readonly optima: Feeds;
}

export interface Truth {
  readonly method: 'enumeration' | 'quadrature' | 'polynomials';
  /** E[sum of costs]. */
  readonly cost: number;
  readonly costError: number;
  /**
   * Its gradient, by differentiating the integral numerically. A trained cost is differentiated in its own parameters;
   * where there is an objective, that is differentiated instead.
   */
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
  /** The costs are too much to be evaluated thousands of times. */
  | {
      readonly reason: 'size';
      readonly what: 'instructions' | 'operations';
      readonly size: number;
      readonly limit: number;
    }
  /** The expected cost has no derivative in a parameter, or none that can be told from its rounding. */
  | { readonly reason: 'kink'; readonly parameter: string }
  | { readonly reason: 'time'; readonly seconds: number }
  | { readonly reason: Exclude<Failure, 'time'> }
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
  /** Of work, after which what is not had is given up; missing: no limit. */
  readonly seconds?: number;
  /** Called with the share of the work that is done, from 0 to 1, and what is being worked out. */
  readonly onProgress?: (share: number, what: string) => void;
  /** Called with what is known so far, once the gradient is, before the moments of each plan. */
  readonly onPart?: (truth: Truth) => void;
}

/**
 * The exact cost and gradient by enumeration of finite supports and quadrature over continuous base noise, or as
 * polynomials in normal noise where there are too many variables for quadrature; and the exact mean and variance of one
 * estimate of every plan. Independent of the estimators: the gradient is a difference quotient of the integral.
 */
export function exactTruth(
  model: Model,
  plans: readonly Plan[],
  feeds: Feeds,
  options: TruthOptions = {},
): TruthResult {
  const limits = limitsOf(options);
  const objective = objectiveOf(model.document);
  if (!objective && modelUsesStop(model)) return { none: { reason: 'stop' } };
  const compiled = compileCosts(model);
  const rows = largestTable(compiled.program.instructions);
  if (rows > SMALL_TABLE) return { none: { reason: 'data', rows, limit: SMALL_TABLE } };
  const size = tooMuchOf(compiled.program);
  if (size) return { none: size };
  if (!compiled.sources) return { none: { reason: 'shared-rejection' } };
  const costs = costsOf(compiled, feeds, limits, () => compileOpenCosts(model));
  if ('reason' in costs) return { none: costs };

  const coordinates = coordinatesOf(compiled, objective, feeds);
  const all = compiled.program.outputs.map((_, i) => i);
  const cost = costs.sum(feeds, all);
  if ('failure' in cost) return { none: withoutTruth(cost.failure, options) };
  if (cost.error > PRECISION * Math.max(Math.abs(cost.value), cost.size))
    return { none: { reason: 'rough' } };
  const steps = coordinates.length + plans.length;
  const slopes = slopesOf(costs, feeds, coordinates, domainOf(model, feeds), limits, ({ name }, i) =>
    options.onProgress?.(i / steps, `the derivative in ${name}`),
  );
  if ('failure' in slopes)
    return {
      none:
        slopes.failure === 'kink'
          ? { reason: 'kink', parameter: slopes.parameter }
          : withoutTruth(slopes.failure, options),
    };
  const gradient = compiled.parameters
    .map(({ name }) => gradientOf(name, coordinates, slopes))
    // What does not move an objective is no parameter of it.
    .filter((own) => !objective || isMoved(own));
  let known: Truth = {
    method: costs.method,
    cost: cost.value,
    costError: cost.error + parameterRounding(coordinates, slopes, feeds),
    gradient,
    plans: [],
    without: [],
  };
  for (const [i, plan] of plans.entries()) {
    options.onPart?.(known);
    options.onProgress?.((coordinates.length + i) / steps, `the moments of plan ${plan.name}`);
    const moments = limits.expired() ? 'time' : tryPlanMoments(model, plan, feeds, limits);
    known =
      typeof moments === 'string'
        ? { ...known, without: [...known.without, { plan: plan.name, why: moments }] }
        : { ...known, plans: [...known.plans, planTruth(plan, moments, gradient, cost.value)] };
  }
  return { truth: known };
}

function tooMuchOf({ instructions }: Program): NoTruth | undefined {
  const reason = 'size';
  if (instructions.length > MOST_INSTRUCTIONS)
    return { reason, what: 'instructions', size: instructions.length, limit: MOST_INSTRUCTIONS };
  const { operations } = costOf(instructions);
  return operations > MOST_OPERATIONS
    ? { reason, what: 'operations', size: operations, limit: MOST_OPERATIONS }
    : undefined;
}

/** The numbers of all parameters, each with the costs that train it, or with the objective where there is one. */
function coordinatesOf(
  { program, groups }: CompiledCosts,
  objective: ReturnType<typeof objectiveOf>,
  feeds: Feeds,
): readonly Coordinate[] {
  const names = program.outputs.map(({ name }) => name);
  return groups.flatMap(({ parameters, costs: own }) =>
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
}

function gradientOf(
  parameter: string,
  coordinates: readonly Coordinate[],
  slopes: readonly Bounded[],
): ExactGradient {
  const own = slopes.filter((_, i) => coordinates[i]?.name === parameter);
  return {
    parameter,
    values: Float64Array.from(own, ({ value }) => value),
    errors: Float64Array.from(own, ({ error }) => error),
  };
}

/** Whether some derivative is certainly not 0. */
function isMoved({ values, errors }: ExactGradient): boolean {
  return values.some((slope, i) => Math.abs(slope) > (errors[i] ?? 0));
}

/** What the rounding of parameters may move the cost by. */
function parameterRounding(
  coordinates: readonly Coordinate[],
  slopes: readonly Bounded[],
  feeds: Feeds,
): number {
  return slopes.reduce((sum, { value }, i) => {
    const { name, k } = coordinates[i] ?? { name: '', k: 0 };
    return sum + ROUNDED * Math.abs(value * (feeds.get(name)?.[k] ?? 0));
  }, 0);
}

function limitsOf({ seconds }: TruthOptions): Limits {
  if (seconds === undefined) return { expired: () => false };
  const end = performance.now() + 1000 * seconds;
  return { expired: () => performance.now() > end };
}

function withoutTruth(failure: Failure, { seconds = 0 }: TruthOptions): NoTruth {
  return failure === 'time' ? { reason: 'time', seconds } : { reason: failure };
}

/** The exact moments of one plan beside the truth. */
function planTruth(
  plan: Plan,
  moments: PlanMoments,
  truth: readonly ExactGradient[],
  cost: number,
): ExactPlan {
  let offset = 0;
  const gradients = moments.parameters.map(({ name, shape }) => {
    const to = offset + sizeOf(shape);
    const part = (list: Float64Array) => list.slice(offset, to);
    const own = {
      parameter: name,
      mean: part(moments.mean),
      meanErrors: part(moments.meanErrors),
      variance: part(moments.variance),
      varianceErrors: part(moments.varianceErrors),
    };
    offset = to;
    return own;
  });
  const verdict = verdictOfAll(gradients.flatMap((gradient) => verdictsOf(gradient, truth, cost)));
  return { plan: plan.name, verdict, gradients, optima: moments.optima };
}
