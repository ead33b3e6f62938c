import { compileCosts, compileOpenCosts } from '../compile/nodes';
import type { Plan } from '../document/types';
import type { Feeds } from '../ir/program';
import { sizeOf } from '../ir/shape';
import { largestTable, SMALL_TABLE } from '../ir/tables';
import type { Model } from '../model/model';
import { modelUsesStop } from '../model/model';
import { type Bounded, exactly, type Sized } from './bounded';
import { type Costs, costsOf } from './costs';
import { derivative, LONGEST_STEP, ROUNDED } from './derivative';
import { domainOf } from './domain';
import type { Limits } from './limits';
import { objectiveOf } from './objective';
import { type NoMoments, type PlanMoments, tryPlanMoments } from './plan';
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

/** Share of a slope, or of the size of the costs where that is larger, that its error may come to: beyond, it is not called exact. */
const PRECISION = 1e-4;

/** Share of the size of the costs: if they are off by more, differences of them are taken at long steps. */
const INEXACT = 1e-9;

/**
 * The exact cost and gradient by enumeration of finite supports and quadrature over continuous base noise, and the
 * exact mean and variance of one estimate of every plan; over more variables than quadrature can have, where costs are polynomials in
 * normal noise. Independent of the estimators: the gradient is a difference
 * quotient of the integral.
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
  if (!compiled.sources) return { none: { reason: 'shared-rejection' } };
  const costs = costsOf(compiled, feeds, limits, () => compileOpenCosts(model));
  if ('reason' in costs) return { none: costs };

  const names = compiled.program.outputs.map(({ name }) => name);
  const all = names.map((_, i) => i);
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
  const cost = costs.sum(feeds, all);
  if ('failure' in cost) return { none: withoutTruth(cost.failure, options) };
  if (cost.error > PRECISION * Math.max(Math.abs(cost.value), cost.size))
    return { none: { reason: 'rough' } };
  const isInside = domainOf(model, feeds);
  const steps = coordinates.length + plans.length;
  const slopes: Bounded[] = [];
  // Coordinates of one parameter have one middle.
  const middles = new Map<string, Middle>();
  for (const { name, k, outputs } of coordinates) {
    options.onProgress?.(slopes.length / steps, `the derivative in ${name}`);
    const key = [name, ...outputs].join();
    const middle = middles.get(key) ?? costs.sum(feeds, outputs, name);
    middles.set(key, middle);
    const slope = slopeOf(costs, feeds, { name, k, outputs, middle }, isInside);
    if (limits.expired()) return { none: withoutTruth('time', options) };
    if (typeof slope === 'string') return { none: withoutTruth(slope, options) };
    if (!slope) return { none: { reason: 'kink', parameter: name } };
    slopes.push(slope);
  }
  const gradient = compiled.parameters
    .map(({ name }) => {
      const own = slopes.filter((_, i) => coordinates[i]?.name === name);
      return {
        parameter: name,
        values: Float64Array.from(own, ({ value }) => value),
        errors: Float64Array.from(own, ({ error }) => error),
      };
    })
    .filter(
      ({ values, errors }) => !objective || values.some((slope, i) => Math.abs(slope) > (errors[i] ?? 0)),
    );
  const rounded = slopes.reduce((sum, { value }, i) => {
    const { name, k } = coordinates[i] ?? { name: '', k: 0 };
    return sum + ROUNDED * Math.abs(value * (feeds.get(name)?.[k] ?? 0));
  }, 0);
  const exactPlans: ExactPlan[] = [];
  const without: { plan: string; why: NoMoments }[] = [];
  const known = (): Truth => ({
    method: costs.method,
    cost: cost.value,
    costError: cost.error + rounded,
    gradient,
    plans: [...exactPlans],
    without: [...without],
  });
  for (const [i, plan] of plans.entries()) {
    options.onPart?.(known());
    options.onProgress?.((coordinates.length + i) / steps, `the moments of plan ${plan.name}`);
    const moments = limits.expired() ? 'time' : tryPlanMoments(model, plan, feeds, limits);
    if (typeof moments === 'string') without.push({ plan: plan.name, why: moments });
    else exactPlans.push(planTruth(plan, moments, gradient, cost.value));
  }
  return { truth: known() };
}

function limitsOf({ seconds }: TruthOptions): Limits {
  if (seconds === undefined) return { expired: () => false };
  const end = performance.now() + 1000 * seconds;
  return { expired: () => performance.now() > end };
}

function withoutTruth(failure: Failure, { seconds = 0 }: TruthOptions): NoTruth {
  return failure === 'time' ? { reason: 'time', seconds } : { reason: failure };
}

interface Coordinate {
  readonly name: string;
  readonly k: number;
  readonly outputs: readonly number[];
  /** The sum of its costs where the coordinate stands. */
  readonly middle: Middle;
}

type Middle = ReturnType<Costs['sum']>;

/**
 * The derivative of the sum of the coordinate's costs, with the size that they have around; undefined, or what failed on the way, where it
 * has none that is precise.
 */
function slopeOf(
  costs: Costs,
  feeds: Feeds,
  { name, k, outputs, middle }: Coordinate,
  isInside: (at: Feeds) => boolean,
): Sized | Failure | undefined {
  const here = feeds.get(name)?.[k] ?? 0;
  let size = 0;
  let failure: Failure | undefined;
  const isInexact = !('failure' in middle) && middle.error > INEXACT * middle.size;
  const slope = derivative(
    (x) => {
      const at = x === here ? feeds : moved(feeds, name, k, x);
      if (x !== here && !isInside(at)) return undefined;
      const found = x === here ? middle : costs.sum(at, outputs, name);
      if ('failure' in found) failure = found.failure;
      if ('failure' in found || !Number.isFinite(found.value)) return undefined;
      size = Math.max(size, found.size);
      return found;
    },
    here,
    isInexact ? LONGEST_STEP : costs.step,
  );
  if (!slope || slope.error > PRECISION * Math.max(Math.abs(slope.value), size)) return failure;
  // What does not move at all is 0, not the rounding of 0.
  return { ...(slope.value === 0 && slope.error === 0 ? exactly(0) : slope), size };
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

function moved(feeds: Feeds, name: string, k: number, value: number): Feeds {
  const values = Float64Array.from(feeds.get(name) ?? []);
  values[k] = value;
  return new Map([...feeds, [name, values]]);
}
