import type { Verdict } from '../exact/verdict';
import type { ExecutorName, Failure } from '../executors/contract';
import type { Moments } from '../statistics/moments';
import type { TailFit } from '../statistics/paretoTail';

/** What the page sees of a run: plain data that crosses the worker's boundary a few times a second. */
export interface Snapshot {
  /** Estimates made so far, of every plan. */
  readonly estimates: number;
  readonly plans: readonly PlanSnapshot[];
  /** Recent draws per stochastic node (first plan), up to 2,000 numbers; vectors contribute their first element. */
  readonly draws: readonly { readonly node: string; readonly values: Float32Array }[];
}

export interface PlanSnapshot {
  readonly plan: string;
  readonly executor: ExecutorName;
  /** Why this plan does not run on the fused executor, if it does not. */
  readonly fallback: { readonly failure: Failure; readonly detail: string } | undefined;
  readonly estimatesPerSecond: number;
  readonly cost: Moments;
  readonly gradients: readonly ParameterSnapshot[];
}

export interface ParameterSnapshot {
  readonly parameter: string;
  /** Per coordinate, row-major; of a large parameter the first 1,000 ones. */
  readonly moments: readonly Moments[];
  /** Sum of the coordinates' variances. */
  readonly totalVariance: number;
  /** Running mean and its standard error at about 120 log-spaced counts, for the coordinate in view. */
  readonly trace: { readonly count: Float64Array; readonly mean: Float64Array; readonly error: Float64Array };
  /** Up to 4,000 recent single estimates of the coordinate in view. */
  readonly recent: Float64Array;
  /** What its largest single estimates say of its variance; undefined where they are no tail. */
  readonly tail: TailFit | undefined;
}

/** The exact answer, or a long run where there is none. */
export interface TruthReport {
  readonly method: 'enumeration' | 'quadrature' | 'polynomials' | 'long-run';
  /** An exact answer was out, and was taken back. */
  readonly isWithdrawn: boolean;
  /** `standardError`: of a long run, else 0; `bound`: of what an exact answer is wrong by, else 0. */
  readonly cost: { readonly mean: number; readonly standardError: number; readonly bound: number };
  readonly gradients: readonly {
    readonly parameter: string;
    readonly mean: Float64Array;
    readonly standardError: Float64Array;
    readonly bounds: Float64Array;
  }[];
  /** Exact mean and variance of every plan's estimate, with absolute bounds of their errors; empty for a long run. */
  readonly plans: readonly {
    readonly plan: string;
    readonly verdict: Verdict;
    /** What the moments hold for, where that is not every estimate. */
    readonly note: string | undefined;
    readonly gradients: readonly {
      readonly parameter: string;
      readonly mean: Float64Array;
      readonly meanErrors: Float64Array;
      readonly variance: Float64Array;
      readonly varianceErrors: Float64Array;
      /** Per coordinate; none where the parameter has no truth. */
      readonly verdicts: readonly Verdict[];
    }[];
  }[];
  /** Plans without exact moments, and why, in words. */
  readonly without: readonly { readonly plan: string; readonly why: string }[];
}
