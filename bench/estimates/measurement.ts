import type { TaskName } from './page/task';

/** A batch size, and the estimates per second that it came to in a short try. */
export interface Tuning {
  readonly batch: number;
  readonly estimatesPerSecond: number;
}

export interface Timing {
  readonly batch: number;
  /** Median over the repeats. */
  readonly estimatesPerSecond: number;
  readonly slowest: number;
  readonly fastest: number;
  /** The largest deviation from an exact mean or variance, in standard errors. */
  readonly worstDeviation: number;
  readonly checkedEstimates: number;
}

/** What one competitor brought on one task, in the quickest of its ways. */
export interface Measurement extends Timing {
  readonly device: string;
  readonly variant: string;
}

/** How long one measurement may take. */
export interface Effort {
  /** For each variant and batch size, to choose the quickest. */
  readonly tuningSeconds: number;
  /** Estimates whose moments are held against the exact ones. */
  readonly checkedEstimates: number;
  readonly repeats: number;
  readonly secondsPerRepeat: number;
}

/** A measurement, or why there is none. */
export type Outcome = Measurement | { readonly error: string };

/** One competitor, on every task. */
export interface Row {
  readonly label: string;
  readonly outcomes: Readonly<Partial<Record<TaskName, Outcome>>>;
}

/** One plan of the graph on which estimators are compared. */
export interface EstimatorRow {
  readonly plan: string;
  /** Estimates per second. */
  readonly fused: number;
  readonly reference: number;
  /** Of one estimate of the gradient. */
  readonly mean: number;
  readonly variance: number;
  /** Whether mean and variance are exact; else they are a run's. */
  readonly isExact: boolean;
  readonly biased: boolean;
}
