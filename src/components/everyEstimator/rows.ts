import {
  costGradient,
  estimatorMean,
  executorWords,
  type SurveyReport,
  standardError,
  variance,
  varianceError,
} from '../../engine';
import { believedAt, regulatorAt, type Setting } from '../../presets/reinforcement/everyEstimator';
import { METHODS, type Method } from '../../presets/reinforcement/methods';

/** Standard errors that a mean may be off by chance. */
const ERRORS = 4;

export type RowVerdict =
  | { readonly kind: 'open' }
  /** Its formula says that its mean is the gradient, and the measured mean agrees. */
  | { readonly kind: 'unbiased' }
  /** Its formula says that it is not, and the measured mean agrees with the formula. */
  | { readonly kind: 'biased' }
  /** The measured mean does not agree with the formula. */
  | { readonly kind: 'off' }
  /** It could not be measured: why, in words. */
  | { readonly kind: 'failed'; readonly why: string };

/** What a row of the table shows. Measured numbers are NaN before there are any. */
export interface MethodRow {
  readonly method: Method;
  /** By formula. */
  readonly exactMean: number;
  readonly bias: number;
  readonly mean: number;
  readonly standardError: number;
  readonly count: number;
  readonly variance: number;
  readonly varianceError: number;
  /** Of one estimate. */
  readonly seconds: number;
  /** Variance times seconds. */
  readonly work: number;
  /** Of the measured mean from the exact one, in standard errors. */
  readonly distance: number;
  readonly verdict: RowVerdict;
  /** Why seconds are those of the reference executor, as a clause; undefined where they are those of the shader. */
  readonly slowness: string | undefined;
}

export interface ExactMean {
  readonly method: Method;
  readonly mean: number;
  readonly bias: number;
}

/** The mean of a method's estimates, by its formula. */
export function exactMean(method: Method, setting: Setting): number {
  return estimatorMean(regulatorAt(setting), setting.gain, method.mean, believedAt(setting));
}

/** The gradient, and the exact mean of every method, at a setting. */
export function exactMeans(setting: Setting): {
  readonly truth: number;
  readonly means: readonly ExactMean[];
} {
  const truth = costGradient(regulatorAt(setting), setting.gain);
  return {
    truth,
    means: METHODS.map((method) => {
      const mean = exactMean(method, setting);
      // What rounding leaves is no bias.
      const bias = Math.abs(mean - truth) < 1e-9 * (1 + Math.abs(truth)) ? 0 : mean - truth;
      return { method, mean, bias };
    }),
  };
}

export function methodRow({ method, mean, bias }: ExactMean, report: SurveyReport | undefined): MethodRow {
  const moments = report?.gradient;
  const measured = moments && moments.count > 1 ? moments : undefined;
  const error = measured ? standardError(measured) : Number.NaN;
  const spread = measured ? variance(measured) : Number.NaN;
  const seconds = report?.seconds ?? Number.NaN;
  const distance = measured ? Math.abs(measured.mean - mean) / error : Number.NaN;
  return {
    method,
    exactMean: mean,
    bias,
    mean: measured?.mean ?? Number.NaN,
    standardError: error,
    count: measured?.count ?? 0,
    variance: spread,
    varianceError: measured ? varianceError(measured) : Number.NaN,
    seconds,
    work: spread * seconds,
    distance,
    verdict: verdictOf(report, bias, distance),
    slowness:
      report?.fallback && report.failure === undefined ? executorWords(report.fallback.failure) : undefined,
  };
}

function verdictOf(report: SurveyReport | undefined, bias: number, distance: number): RowVerdict {
  if (report?.failure !== undefined) return { kind: 'failed', why: report.failure };
  if (!report?.done) return { kind: 'open' };
  if (!(distance <= ERRORS)) return { kind: 'off' };
  return { kind: bias === 0 ? 'unbiased' : 'biased' };
}

/** How far from the truth the axis of means reaches, and its ends: by what is exact alone, so that it does not tremble. */
export function meanAxis(truth: number, biases: readonly number[]): readonly [number, number] {
  const size = Math.max(0.05, Math.abs(truth));
  const largest = Math.max(0, ...biases.map(Math.abs));
  const span = Math.min(0.75 * size, Math.max(0.12 * size, 1.3 * largest));
  return [truth - span, truth + span];
}

/**
 * Times on the reference executor cannot be compared with those of a shader: such rows are marked, and `slowness` says why. Where all are on the
 * reference executor they compare with each other.
 */
export function comparedTimes(rows: readonly MethodRow[]): {
  readonly rows: readonly MethodRow[];
  readonly slowness: string | undefined;
} {
  const timed = rows.filter(({ seconds }) => Number.isFinite(seconds));
  const reasons = [...new Set(timed.flatMap(({ slowness }) => slowness ?? []))].join('; ');
  if (reasons === '') return { rows, slowness: undefined };
  if (timed.some(({ slowness }) => slowness === undefined))
    return {
      rows,
      slowness: `* on the reference executor, in float64: ${reasons}; so its time cannot be compared with the others.`,
    };
  return {
    rows: rows.map((row) => ({ ...row, slowness: undefined })),
    slowness: `Times are those of the reference executor, in float64: ${reasons}.`,
  };
}
