import {
  type Moments,
  type Snapshot,
  standardError,
  type TruthReport,
  variance,
  varianceError,
} from '../../engine';

/** How many standard errors a mean may be off before the plan is called biased, where there is no exact mean. */
export const BIAS_ERRORS = 4;

/** What is known of one plan's gradient estimate, for one coordinate of one parameter. */
export interface PlanRow {
  readonly plan: string;
  /** Measured; NaN before the first estimates, or when an estimate was not finite. */
  readonly mean: number;
  readonly standardError: number;
  readonly variance: number;
  readonly varianceError: number;
  /** |mean| / standard deviation. */
  readonly signalToNoise: number;
  readonly estimatesPerSecond: number;
  /** Variance times seconds per estimate: what an estimate of given precision costs. */
  readonly varianceTime: number;
  readonly exactMean: number | undefined;
  readonly exactVariance: number | undefined;
  readonly verdict: Verdict;
  /** Estimates so far. */
  readonly count: number;
  /** Some estimate was NaN or infinite, or so large that its square is, so that there is no mean or no variance. */
  readonly broken: boolean;
}

export type Verdict =
  | { readonly kind: 'unbiased' | 'biased' | 'biased elsewhere'; readonly by: 'exact mean' }
  /** `distance`: between mean and truth, in standard errors. */
  | { readonly kind: 'agrees' | 'biased'; readonly by: 'run'; readonly distance: number }
  | { readonly kind: 'open' };

/** The truth for one coordinate; `standardError` is 0 where it is exact. */
export interface CoordinateTruth {
  readonly mean: number;
  readonly standardError: number;
}

export function coordinateTruth(
  truth: TruthReport | undefined,
  parameter: string,
  coordinate: number,
): CoordinateTruth | undefined {
  const gradient = truth?.gradients.find((entry) => entry.parameter === parameter);
  const mean = gradient?.mean[coordinate];
  if (mean === undefined) return undefined;
  return { mean, standardError: gradient?.standardError[coordinate] ?? 0 };
}

/** One row a plan, in the order of `plans`. */
export function comparison(
  plans: readonly string[],
  snapshot: Snapshot | undefined,
  truth: TruthReport | undefined,
  parameter: string,
  coordinate: number,
): PlanRow[] {
  const target = coordinateTruth(truth, parameter, coordinate);
  return plans.map((plan) => {
    const measured = snapshot?.plans.find((entry) => entry.plan === plan);
    const gradient = measured?.gradients.find((entry) => entry.parameter === parameter);
    const exactPlan = truth?.plans.find((entry) => entry.plan === plan);
    const exact = exactPlan?.gradients.find((entry) => entry.parameter === parameter);
    const moments = gradient?.moments[coordinate];
    const spread = moments ? aboveRounding(variance(moments), moments.mean) : Number.NaN;
    const perSecond = measured?.estimatesPerSecond ?? Number.NaN;
    const broken =
      moments !== undefined &&
      moments.count > 0 &&
      !Number.isFinite(moments.count > 1 ? variance(moments) : moments.mean);
    return {
      plan,
      mean: moments && moments.count > 0 ? moments.mean : Number.NaN,
      standardError: moments ? standardError(moments) : Number.NaN,
      variance: spread,
      varianceError: moments ? varianceError(moments) : Number.NaN,
      signalToNoise: signalToNoise(moments, spread),
      estimatesPerSecond: perSecond,
      varianceTime: perSecond > 0 ? spread / perSecond : Number.NaN,
      exactMean: exact?.mean[coordinate],
      exactVariance:
        exact && aboveRounding(exact.variance[coordinate] ?? Number.NaN, exact.mean[coordinate] ?? 0),
      verdict: broken
        ? { kind: 'open' }
        : exactPlan && target
          ? exactVerdict(exactPlan.biased, exact?.mean[coordinate], exact?.variance[coordinate], target.mean)
          : measuredVerdict(moments, target),
      count: moments?.count ?? 0,
      broken,
    };
  });
}

/** Of a variance, what rounding in float32 alone does not make: equal estimates differ in their last digit. */
function aboveRounding(spread: number, mean: number): number {
  return spread <= 1e-13 * mean * mean ? 0 : spread;
}

function signalToNoise(moments: Moments | undefined, spread: number): number {
  if (!moments || moments.count < 2) return Number.NaN;
  if (spread === 0) return moments.mean === 0 ? Number.NaN : Number.POSITIVE_INFINITY;
  return Math.abs(moments.mean) / Math.sqrt(spread);
}

/** A plan is biased as a whole; where its mean is the truth, it is so in another coordinate. */
function exactVerdict(
  biased: boolean,
  mean: number | undefined,
  spread: number | undefined,
  truth: number,
): Verdict {
  if (!biased) return { kind: 'unbiased', by: 'exact mean' };
  // As close as exact answers come: by difference quotients, and rules of integration.
  const near = 1e-5 * (Math.abs(truth) + Math.sqrt(spread ?? 0)) + 1e-9;
  const isHere = mean === undefined || !(Math.abs(mean - truth) <= near);
  return { kind: isHere ? 'biased' : 'biased elsewhere', by: 'exact mean' };
}

function measuredVerdict(moments: Moments | undefined, target: CoordinateTruth | undefined): Verdict {
  if (!target || !moments || moments.count < 2) return { kind: 'open' };
  const error = Math.hypot(standardError(moments), target.standardError);
  const difference = Math.abs(moments.mean - target.mean);
  if (!Number.isFinite(difference)) return { kind: 'open' };
  // Without any spread, rounding is all that may separate two equal numbers.
  const rounding = 1e-5 * Math.max(Math.abs(target.mean), Math.abs(moments.mean));
  const distance = difference <= rounding ? 0 : difference / error;
  return { kind: distance > BIAS_ERRORS ? 'biased' : 'agrees', by: 'run', distance };
}
