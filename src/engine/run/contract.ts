import type { Diagnostic } from '../diagnostics/types';
import type { Document } from '../document/types';
import type { ExecutorName, ExecutorReason } from '../executors/contract';
import type { Moments } from '../statistics/moments';
import type { TailFit } from '../statistics/paretoTail';

/** The coordinate whose trace and single estimates are handed out. */
export interface Focus {
  readonly parameter: string;
  readonly coordinate: number;
}

/** What the page asks of the worker that runs estimates. */
export type RunOrder =
  /** `isAnew`: from the first estimate, and that is shown at once. */
  | { readonly kind: 'open'; readonly document: Document; readonly seed: number; readonly isAnew?: boolean }
  | { readonly kind: 'go'; readonly on: boolean }
  | { readonly kind: 'step'; readonly count: number }
  | { readonly kind: 'look'; readonly focus: Focus };

export type RunNews =
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly kind: 'status'; readonly status: RunStatus };

export interface RunStatus {
  readonly state: 'idle' | 'running' | 'paused';
  /** What keeps the document from running. */
  readonly diagnostics: readonly Diagnostic[];
  /** A passing event to tell, such as a lost context. */
  readonly notice: string | undefined;
}

/** What the page sees of a run: plain data that crosses the worker's boundary a few times a second. */
export interface Snapshot {
  /** Estimates made so far, of every plan. */
  readonly estimates: number;
  readonly plans: readonly PlanSnapshot[];
  /** Recent draws per stochastic node (first plan), up to 500 numbers; vectors contribute their first element. */
  readonly draws: readonly { readonly node: string; readonly values: Float32Array }[];
}

export interface PlanSnapshot {
  readonly plan: string;
  readonly executor: ExecutorName;
  /** Why this plan does not run on the fused executor, if it does not. */
  readonly fallback: ExecutorReason | undefined;
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
