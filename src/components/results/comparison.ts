import {
  isHeavy,
  type Moments,
  type Snapshot,
  standardError,
  type TailFit,
  type TruthReport,
  variance,
  varianceError,
} from '../../engine';
import { formatBounded } from '../ui/numbers';

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
  /** What the exact mean may be off by. */
  readonly exactMeanError: number;
  readonly exactVariance: number | undefined;
  /** What the exact moments hold for, where that is not every estimate; or why there are none. */
  readonly note: string | undefined;
  readonly verdict: PlanVerdict;
  /** What the largest single estimates say of the variance, where they say that it cannot be trusted. */
  readonly heavyTail: TailFit | undefined;
  /** Estimates so far. */
  readonly count: number;
  /** Some estimate was NaN or infinite, or so large that its square is, so that there is no mean or no variance. */
  readonly broken: boolean;
}

export type PlanVerdict =
  | { readonly kind: 'unbiased' | 'biased' | 'biased elsewhere'; readonly by: 'exact mean' }
  /** `distance`: between mean and truth, in standard errors. */
  | { readonly kind: 'agrees' | 'biased'; readonly by: 'run'; readonly distance: number }
  /** By the bounds of the exact answer, because it was taken back, or because the sample has too heavy a tail. */
  | { readonly kind: 'unknown'; readonly why: 'bounds' | 'withdrawn' | 'tail' }
  | { readonly kind: 'open' };

/** The truth for one coordinate. */
export interface CoordinateTruth {
  /** 0 where it may be zero. */
  readonly mean: number;
  /** 0 where it is exact. */
  readonly standardError: number;
  /** Of what an exact one is off by. */
  readonly bound: number;
  /** With as many digits as are known. */
  readonly text: string;
  /** What it is called: a long run that stands in is not called the truth. */
  readonly name: 'truth' | 'long run';
}

/** What a report is called where its numbers stand. */
export function truthName({ method }: Pick<TruthReport, 'method'>): CoordinateTruth['name'] {
  return method === 'long-run' ? 'long run' : 'truth';
}

export function coordinateTruth(
  truth: TruthReport | undefined,
  parameter: string,
  coordinate: number,
): CoordinateTruth | undefined {
  const gradient = truth?.gradients.find((entry) => entry.parameter === parameter);
  const mean = gradient?.mean[coordinate];
  if (!truth || mean === undefined) return undefined;
  const bound = gradient?.bounds[coordinate] ?? 0;
  return {
    mean: Math.abs(mean) <= bound ? 0 : mean,
    standardError: gradient?.standardError[coordinate] ?? 0,
    bound,
    text: formatBounded(mean, bound),
    name: truthName(truth),
  };
}

/** One row a plan, in the order of `plans`. */
export function comparePlans(
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
    const meanBound = exact?.meanErrors[coordinate] ?? 0;
    const tail = isHeavy(gradient?.tail) ? gradient?.tail : undefined;
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
      exactMeanError: meanBound,
      exactVariance:
        exact &&
        aboveRounding(
          exact.variance[coordinate] ?? Number.NaN,
          exact.mean[coordinate] ?? 0,
          exact.varianceErrors[coordinate],
        ),
      note: exactPlan?.note ?? truth?.without.find((entry) => entry.plan === plan)?.why,
      verdict: broken
        ? { kind: 'open' }
        : truth?.isWithdrawn
          ? { kind: 'unknown', why: 'withdrawn' }
          : exactPlan && target
            ? exactVerdict(exactPlan.verdict === 'biased', exact?.verdicts[coordinate])
            : measuredVerdict(moments, target, tail),
      heavyTail: broken ? undefined : tail,
      count: moments?.count ?? 0,
      broken,
    };
  });
}

/** Of a variance, what rounding in float32 alone does not make: equal estimates differ in their last digit. */
function aboveRounding(spread: number, mean: number, bound = 0): number {
  return spread <= Math.max(1e-13 * mean * mean, bound) ? 0 : spread;
}

function signalToNoise(moments: Moments | undefined, spread: number): number {
  if (!moments || moments.count < 2) return Number.NaN;
  if (spread === 0) return moments.mean === 0 ? Number.NaN : Number.POSITIVE_INFINITY;
  return Math.abs(moments.mean) / Math.sqrt(spread);
}

/** A plan is biased as a whole; where its mean is the truth, it is so in another coordinate. */
function exactVerdict(
  isBiasedSomewhere: boolean,
  here: 'unbiased' | 'biased' | 'unknown' = 'unknown',
): PlanVerdict {
  if (here === 'unknown') return { kind: 'unknown', why: 'bounds' };
  return { kind: here === 'unbiased' && isBiasedSomewhere ? 'biased elsewhere' : here, by: 'exact mean' };
}

function measuredVerdict(
  moments: Moments | undefined,
  target: CoordinateTruth | undefined,
  tail: TailFit | undefined,
): PlanVerdict {
  if (!target || !moments || moments.count < 2) return { kind: 'open' };
  if (tail) return { kind: 'unknown', why: 'tail' };
  const error = Math.hypot(standardError(moments), target.standardError, target.bound);
  const difference = Math.abs(moments.mean - target.mean);
  if (!Number.isFinite(difference)) return { kind: 'open' };
  // Without any spread, rounding is all that may separate two equal numbers.
  const rounding = 1e-5 * Math.max(Math.abs(target.mean), Math.abs(moments.mean));
  const distance = difference <= rounding ? 0 : difference / error;
  return { kind: distance > BIAS_ERRORS ? 'biased' : 'agrees', by: 'run', distance };
}
