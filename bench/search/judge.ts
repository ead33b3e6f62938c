import { expectedCosts } from '../../src/engine/exact/expectedCosts';
import { NO_LIMITS } from '../../src/engine/exact/limits';
import type { Feeds } from '../../src/engine/ir/program';
import { modelOf } from '../../src/engine/model/model';
import type { ExactAnswer } from '../../src/engine/testing/exactAnswer';
import { SCORE } from './plans';
import { type Comparison, compareMean, compareVariance, lacksEvent } from './statistics';
import { type Coordinate, columnsOf, costsOf, type PlanTrial, type Trial } from './trial';

export type Kind =
  /** E[cost] is another. */
  | 'cost'
  /** The gradient is another, by a difference of costs with common noise or by the score where that is sound. */
  | 'gradient'
  /** A plan that the analysis calls sound has another mean than the gradient, which a difference of costs confirms. */
  | 'condition 1'
  /** The exact mean or variance of a plan is not that of its run. */
  | 'plan mean'
  | 'plan variance'
  /** The verdict is against the run, or against the plan's design. */
  | 'called unbiased'
  | 'called biased'
  /** The exact answer is NaN or infinite. */
  | 'not finite';

export interface Disagreement extends Comparison {
  readonly kind: Kind;
  /** The plan and the coordinate. */
  readonly place: string;
}

/** Standard errors from which on chance is no excuse: 7e-6 each, and a second run must agree. */
const ERRORS = 4.5;

function disagrees({ z }: Comparison): boolean {
  return z !== undefined && z >= ERRORS;
}

/** Of a cost that never varies in a run: as if what is rare were at most about 10 in size. */
const USUAL_VARIANCE = 1;

export interface Judged {
  readonly disagreements: readonly Disagreement[];
  readonly compared: number;
  /** Comparisons that heavy tails or rare events leave open. */
  readonly open: number;
}

/** Holds the exact answer of a document against runs of `count` estimates. */
export function judge(trial: Trial, answer: ExactAnswer, seed: number, count: number): Judged {
  const tally = new Tally();
  const costs = costsOf(trial, trial.feeds, seed, count);
  const slack = roundingOf(costs, 1);
  tally.compare('cost', 'cost', compareMean(costs, answer.cost, { variance: USUAL_VARIANCE, slack }));
  const quotients = quotientsOf(trial, answer, seed, count);
  for (const { coordinate, comparison } of quotients)
    tally.compare('gradient', `quotient ${placeOf(coordinate)}`, comparison);
  const judges = new Map(quotients.map(({ coordinate, comparison }) => [placeOf(coordinate), [comparison]]));
  // The plan of scores first, so that the others are held against it as well.
  const plans = trial.plans.toSorted((a, b) => Number(b.plan.name === SCORE) - Number(a.plan.name === SCORE));
  for (const plan of plans) judgePlan(tally, { trial, plan, answer, judges, costs, seed, count });
  return tally;
}

class Tally implements Judged {
  readonly disagreements: Disagreement[] = [];
  compared = 0;
  open = 0;

  compare(kind: Kind, place: string, comparison: Comparison): void {
    if (!Number.isFinite(comparison.exact))
      this.disagreements.push({ kind: 'not finite', place: `${kind} ${place}`, ...comparison });
    // An estimate that overflows is told of as such where it is shown, and says nothing of the exact answer.
    else if (comparison.z === undefined || Number.isNaN(comparison.estimate)) this.open++;
    else {
      this.compared++;
      if (comparison.z > ERRORS) this.disagreements.push({ kind, place, ...comparison });
    }
  }

  add(disagreement: Disagreement): void {
    this.disagreements.push(disagreement);
  }
}

function placeOf({ parameter, k }: Coordinate): string {
  return `${parameter}[${k}]`;
}

interface Quotient {
  readonly coordinate: Coordinate;
  readonly comparison: Comparison;
}

/** Coordinates whose difference quotients are worth their time. */
const MOST_QUOTIENTS = 3;

/**
 * Differences of costs with common noise in every coordinate, at three steps, two of them joined as Richardson does;
 * what the steps differ by is allowed for.
 */
function quotientsOf(trial: Trial, answer: ExactAnswer, seed: number, count: number): Quotient[] {
  const coordinates = [...answer.gradient].flatMap(([parameter, values]) =>
    Array.from(values, (exact, k) => ({ parameter, k, exact })),
  );
  return coordinates.slice(0, MOST_QUOTIENTS).map(({ exact, ...coordinate }) => {
    const at = trial.feeds.get(coordinate.parameter)?.[coordinate.k] ?? 0;
    const h = stepAt(at);
    const costs = [h, -h, h / 2, -h / 2, h / 4, -h / 4].map((step) =>
      costsOf(trial, moved(trial.feeds, coordinate, at + step), seed, count),
    );
    const slope = (i: number, step: number) =>
      Float64Array.from(
        costs[i] ?? [],
        (right, n) => (right - (costs[i + 1]?.[n] ?? Number.NaN)) / (2 * step),
      );
    const wide = slope(0, h);
    const narrow = slope(2, h / 2);
    const narrowest = slope(4, h / 4);
    const joined = narrowest.map((value, n) => (4 * value - (narrow[n] ?? Number.NaN)) / 3);
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value / values.length, 0);
    const rounding = (4e-14 * Math.abs(answer.cost)) / h;
    // What a short step changes rarely, such as a coin, may not have changed in any of the estimates.
    const unseen = (4 * UNSEEN * spreadOf(costs.flatMap((own) => [...own]))) / (count * h);
    // A wave that is faster than the steps shows in what two of them differ by.
    const bent = Math.abs(mean(narrow) - mean(wide)) + Math.abs(mean(narrowest) - mean(narrow));
    const slack = bent / 3 + rounding + unseen;
    const comparison = compareMean(joined, exact, { slack });
    // Steps outside the domain, and differences that are all 0, say nothing; nor do steps that a wave fits into, as the
    // integral itself says.
    const own = disagrees(comparison) ? ownQuotient(trial, coordinate, at, h) : exact;
    const open =
      Number.isNaN(comparison.estimate) ||
      comparison.z === Number.POSITIVE_INFINITY ||
      (Math.abs(own - exact) > 0.1 * Math.abs(comparison.estimate - exact) &&
        !disagrees(compareMean(joined, own, { slack })));
    return {
      coordinate,
      comparison: open ? { ...comparison, estimate: 0, z: undefined } : comparison,
    };
  });
}

/** The integral's own difference at the narrower two of these steps. */
function ownQuotient({ document, feeds }: Trial, coordinate: Coordinate, at: number, h: number): number {
  const expected = expectedCosts(modelOf(document), feeds, NO_LIMITS);
  const costs = document.nodes.flatMap(({ kind, name }) => (kind === 'cost' ? [name] : []));
  const [narrow, narrowest] = [h / 2, h / 4].map((step) => {
    const [above, below] = [at + step, at - step].map(
      (value) => expected?.(costs, moved(feeds, coordinate, value))?.value ?? Number.NaN,
    ) as [number, number];
    return (above - below) / (2 * step);
  }) as [number, number];
  return (4 * narrowest - narrow) / 3;
}

/** Changes of a cost, as often as chance may leave out of all estimates: once in e^10. */
const UNSEEN = 10;

function spreadOf(values: readonly number[]): number {
  const mean = values.reduce((sum, x) => sum + x / values.length, 0);
  const square = values.reduce((sum, x) => sum + (x - mean) ** 2 / values.length, 0);
  return Number.isFinite(square) ? Math.sqrt(square) : 0;
}

function stepAt(value: number): number {
  if (value === 0) return 0.04;
  const step = Math.min(0.04, 0.04 * Math.abs(value));
  return value > 0 && value < 1 ? Math.min(step, 0.2 * (1 - value)) : step;
}

function moved(feeds: Feeds, { parameter, k }: Coordinate, value: number): Feeds {
  const values = Float64Array.from(feeds.get(parameter) ?? []);
  values[k] = value;
  return new Map([...feeds, [parameter, values]]);
}

interface PlanCase {
  readonly trial: Trial;
  readonly plan: PlanTrial;
  readonly answer: ExactAnswer;
  /** Comparisons of each coordinate that others are held against. */
  readonly judges: Map<string, Comparison[]>;
  readonly costs: Float64Array;
  readonly seed: number;
  readonly count: number;
}

function judgePlan(tally: Tally, { trial, plan, answer, judges, costs, seed, count }: PlanCase): void {
  const { name } = plan.plan;
  const own = answer.plans.find((candidate) => candidate.plan === name);
  const columns = columnsOf(plan.runner, plan.feeds, seed, count).slice(1);
  plan.coordinates.forEach((coordinate, i) => {
    const values = columns[i];
    const exact = answer.gradient.get(coordinate.parameter)?.[coordinate.k];
    if (!values || exact === undefined) return;
    const place = `${name} ${placeOf(coordinate)}`;
    const moments = own?.gradients.find(({ parameter }) => parameter === coordinate.parameter);
    const variance = moments?.variance[coordinate.k];
    const at = trial.feeds.get(coordinate.parameter)?.[coordinate.k] ?? 0;
    const slack = roundingOf(costs, at);
    const open = (own: Comparison) =>
      lacksEvent(values, moments?.mean[coordinate.k] ?? Number.NaN, variance ?? Number.NaN)
        ? { ...own, z: undefined }
        : own;
    const againstTruth = open(compareMean(values, exact, { variance, slack }));
    if (moments) {
      const mean = moments.mean[coordinate.k] ?? Number.NaN;
      const [meanBound, varianceBound] = [moments.meanErrors, moments.varianceErrors].map(
        (bounds) => bounds[coordinate.k] ?? 0,
      ) as [number, number];
      const ofMean = compareMean(values, mean, { variance, slack: slack + meanBound });
      tally.compare('plan mean', place, open(ofMean));
      // Where every estimate is the same, the exact variance is 0 up to its bound.
      const rounding = slack ** 2 + varianceBound;
      tally.compare('plan variance', place, open(compareVariance(values, variance ?? Number.NaN, rounding)));
    }
    const others = judges.get(placeOf(coordinate)) ?? [];
    if (plan.sound) tally.compare(kindOf(againstTruth, others), place, againstTruth);
    else if (own?.verdict === 'unbiased') tally.compare('called unbiased', place, againstTruth);
    const agrees = againstTruth.z !== undefined && againstTruth.z <= ERRORS;
    if (plan.sound && own?.verdict === 'biased' && agrees)
      tally.add({ kind: 'called biased', place, ...againstTruth });
    if (plan.sound && name === SCORE) judges.set(placeOf(coordinate), [...others, againstTruth]);
  });
}

/**
 * Who is wrong where a sound plan's run has another mean than the exact gradient: the gradient, unless costs or the
 * plan of scores agree with it and not with the run.
 */
function kindOf(run: Comparison, judges: readonly (Comparison | undefined)[]): Kind {
  const against = judges.some(
    (own) =>
      own?.z !== undefined &&
      own.z <= ERRORS &&
      Math.abs(run.estimate - own.estimate) > ERRORS * (own.error + run.error),
  );
  return against ? 'condition 1' : 'gradient';
}

/** What rounding may do to a gradient: a share of what the cost is worth, over the parameter's scale. */
function roundingOf(costs: Float64Array, at: number): number {
  const square = costs.reduce((sum, cost) => sum + (cost * cost) / costs.length, 0);
  const size = Number.isFinite(square) ? Math.sqrt(square) : 0;
  return (ROUNDING * size + SMALLEST) / (at === 0 ? 1 : Math.min(1, Math.abs(at)));
}
const ROUNDING = 1e-10;
const SMALLEST = 1e-14;
