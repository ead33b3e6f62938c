import type { Model } from '../compile/model';
import { modelUsesStop } from '../compile/model';
import { compileCosts } from '../compile/nodes';
import type { CompiledSources } from '../compile/program';
import type { Plan } from '../document/types';
import { argsOf, type ValueId } from '../ir/operations';
import type { Feeds } from '../ir/program';
import { sizeOf } from '../ir/shape';
import { largestTable, SMALL_TABLE } from '../ir/tables';
import { splitMeans } from './addends';
import { type Bounded, exactly, type Sized, total } from './bounded';
import { derivative, LONG_STEP, SHORT_STEP } from './derivative';
import { domainOf } from './domain';
import { Integral } from './expectation';
import { mostContinuous, type ValueGroup, valueGroups } from './groups';
import { type Limits, MOST_CONTINUOUS } from './limits';
import { objectiveOf } from './objective';
import { type NoMoments, type PlanMoments, tryPlanMoments } from './plan';
import { polynomialMeans } from './polynomialMoments';
import { openSources } from './sources';
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
}

/** Share of a slope, or of the size of the costs where that is larger, that its error may come to: beyond, it is not called exact. */
const PRECISION = 1e-4;

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
  const costs = costsOf(compiled, feeds, limits);
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
  const isInside = domainOf(model, feeds);
  const steps = coordinates.length + plans.length;
  const slopes: Bounded[] = [];
  for (const { name, k, outputs } of coordinates) {
    options.onProgress?.(slopes.length / steps, `the derivative in ${name}`);
    const slope = slopeOf(costs, feeds, { name, k, outputs }, isInside);
    if (limits.expired()) return { none: withoutTruth('time', options) };
    if (!slope || slope.error > PRECISION * Math.max(Math.abs(slope.value), slope.size))
      return { none: { reason: 'kink', parameter: name } };
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
  const exactPlans: ExactPlan[] = [];
  const without: { plan: string; why: NoMoments }[] = [];
  for (const [i, plan] of plans.entries()) {
    options.onProgress?.((coordinates.length + i) / steps, `the moments of plan ${plan.name}`);
    const moments = tryPlanMoments(model, plan, feeds, limits);
    if (typeof moments === 'string') without.push({ plan: plan.name, why: moments });
    else exactPlans.push(planTruth(plan, moments, gradient, cost.value));
  }
  return {
    truth: {
      method: costs.method,
      cost: cost.value,
      costError: cost.error,
      gradient,
      plans: exactPlans,
      without,
    },
  };
}

function limitsOf({ seconds }: TruthOptions): Limits {
  if (seconds === undefined) return { expired: () => false };
  const end = performance.now() + 1000 * seconds;
  return { expired: () => performance.now() > end };
}

function withoutTruth(failure: Failure, { seconds = 0 }: TruthOptions): NoTruth {
  return failure === 'time' ? { reason: 'time', seconds } : { reason: failure };
}

/** Expected costs at any numbers from outside. */
interface Costs {
  readonly method: Truth['method'];
  /** The largest step of difference quotients: the longer, the less exact the costs are. */
  readonly step: number;
  /** The sum of the expected values of these outputs; of those alone that depend on `moved`, where it is given. */
  readonly sum: (
    at: Feeds,
    outputs: readonly number[],
    moved?: string,
  ) => Sized | { readonly failure: Failure };
}

function costsOf(compiled: CompiledSources, feeds: Feeds, limits: Limits): Costs | NoTruth {
  const outputs = compiled.program.outputs.map(({ value }) => value);
  const split = splitMeans(compiled);
  const groups = valueGroups(split.compiled, split.parts.flat(), [], true);
  if (!('failure' in groups)) {
    const parts = { compiled: split.compiled, groups, parts: split.parts };
    const whole = valueGroups(compiled, outputs, [], true);
    const together =
      'failure' in whole ? undefined : { compiled, groups: whole, parts: outputs.map((id) => [id]) };
    return integratedCosts(parts, together, limits);
  }
  if (polynomialMeans(compiled.program, feeds)) return polynomialCosts(compiled);
  return groups.failure === 'continuous'
    ? { reason: 'continuous', scalars: groups.scalars, limit: MOST_CONTINUOUS }
    : { reason: 'rows' };
}

function polynomialCosts({ program }: CompiledSources): Costs {
  return {
    method: 'polynomials',
    step: SHORT_STEP,
    sum: (at, outputs) => {
      const means = polynomialMeans(program, at) ?? [];
      return sum(outputs.map((i) => rounded(means[i] ?? Number.NaN)));
    },
  };
}

function rounded(value: number): Sized {
  return { value, error: 1e-14 * Math.abs(value), size: Math.abs(value) };
}

function sum(list: readonly Sized[]): Sized {
  return { ...total(list), size: list.reduce((size, own) => size + own.size, 0) };
}

interface Parts {
  readonly compiled: CompiledSources;
  readonly groups: readonly ValueGroup[];
  /** By output: what it is the sum of. */
  readonly parts: readonly (readonly ValueId[])[];
}

/** Costs as sums of parts, each integrated over its own sources; together where a part by itself has no finite mean. */
function integratedCosts(apart: Parts, together: Parts | undefined, limits: Limits): Costs {
  let parts = apart;
  const dims = mostContinuous(apart.groups);
  const lines = apart.groups.some(({ integrand }) => integrand.order.scalar !== undefined);
  const sum: Costs['sum'] = (at, outputs, moved) => {
    const found = sumOfParts(parts, at, outputs, moved, limits);
    if (!('failure' in found) || parts !== apart || !together || found.failure === 'time') return found;
    const whole = sumOfParts(together, at, outputs, moved, limits);
    if (!('failure' in whole)) parts = together;
    return whole;
  };
  return {
    method: dims > 0 || lines ? 'quadrature' : 'enumeration',
    step: dims > 2 ? LONG_STEP : SHORT_STEP,
    sum,
  };
}

function sumOfParts(
  { compiled, groups, parts }: Parts,
  at: Feeds,
  outputs: readonly number[],
  moved: string | undefined,
  limits: Limits,
): Sized | { readonly failure: Failure } {
  const counts = new Map<ValueId, number>();
  for (const output of outputs)
    for (const id of parts[output] ?? []) counts.set(id, (counts.get(id) ?? 0) + 1);
  const all: Sized[] = [];
  for (const { ids, integrand } of groups) {
    const wanted = ids.filter(
      (id) => counts.has(id) && (moved === undefined || dependsOn(compiled, id, moved)),
    );
    if (wanted.length === 0) continue;
    const integral = Integral.make(integrand, at, MEANS, limits);
    if ('failure' in integral) return integral;
    // A root is a sum of costs, one number.
    for (const [i, id] of ids.entries())
      if (wanted.includes(id)) all.push(scaledBy(integral.means[i], counts.get(id) ?? 0));
  }
  return sum(all);
}

const MEANS = { squares: false, everything: false };

function scaledBy(own: Sized | undefined, factor: number): Sized {
  const { value, error, size } = own ?? { value: Number.NaN, error: 0, size: 0 };
  return { value: factor * value, error: factor * error, size: factor * size };
}

/** Whether a value, or the law of what it depends on, reads the numbers called `name`. */
function dependsOn(compiled: CompiledSources, root: ValueId, name: string): boolean {
  const { instructions, sources } = openSources(compiled, [root]);
  const met = new Set([
    root,
    ...sources.flatMap((source) =>
      source.kind === 'draw' ? [source.logProb, ...Object.values(source.args)] : [],
    ),
  ]);
  for (const id of met) {
    const instruction = instructions[id];
    if (!instruction) continue;
    if (instruction.op === 'feed' && instruction.name === name) return true;
    for (const arg of argsOf(instruction)) met.add(arg);
  }
  return false;
}

interface Coordinate {
  readonly name: string;
  readonly k: number;
  readonly outputs: readonly number[];
}

/** The derivative of the sum of the coordinate's costs, with the size that they have around; undefined where it has none. */
function slopeOf(
  costs: Costs,
  feeds: Feeds,
  { name, k, outputs }: Coordinate,
  isInside: (at: Feeds) => boolean,
): Sized | undefined {
  const here = feeds.get(name)?.[k] ?? 0;
  let size = 0;
  const slope = derivative(
    (x) => {
      const at = moved(feeds, name, k, x);
      if (x !== here && !isInside(at)) return undefined;
      const found = costs.sum(at, outputs, name);
      if ('failure' in found || !Number.isFinite(found.value)) return undefined;
      size = Math.max(size, found.size);
      return found;
    },
    here,
    costs.step,
  );
  if (!slope) return undefined;
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
  return { plan: plan.name, verdict, gradients };
}

function moved(feeds: Feeds, name: string, k: number, value: number): Feeds {
  const values = Float64Array.from(feeds.get(name) ?? []);
  values[k] = value;
  return new Map([...feeds, [name, values]]);
}
