import type { Document } from '../document/types';
import type { Verdict } from '../exact/verdict';

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

export interface TruthOrder {
  readonly document: Document;
  /** When to give up working out the exact answer. */
  readonly seconds: number;
}

export type TruthNews =
  /** `share` of the work that is done, and what is worked at. */
  | { readonly kind: 'progress'; readonly share: number; readonly what: string }
  /** The answer; or, after a check, the one that takes its place. */
  | { readonly kind: 'answer'; readonly answer: TruthAnswered }
  /** What is known of an answer that is still being worked out: cost and gradient, and the moments of some plans. */
  | { readonly kind: 'part'; readonly report: TruthReport }
  /**
   * What the check of an exact answer says, where it takes nothing back but, before this, the moments of single plans.
   */
  | { readonly kind: 'checked'; readonly outcome: Checked };

/** Whether plain draws agree with an exact answer, or say too little. */
export type Checked = 'agrees' | 'undecided';

/** What came of asking for the truth. */
export interface TruthAnswered {
  /** Undefined where there is no truth to be had. */
  readonly report: TruthReport | undefined;
  /** Why there is no exact answer, where there is none. */
  readonly why: string | undefined;
  /** It was given up for want of time. */
  readonly isOutOfTime: boolean;
}
