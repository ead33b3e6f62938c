import type { Document } from '../document/types';
import type { ExecutorName, ExecutorReason } from '../executors/contract';
import type { Moments } from '../statistics/moments';

/** One of many documents whose first plan's gradient is estimated, one after the other. */
export interface SurveyEntry {
  readonly id: string;
  readonly document: Document;
  /**
   * So many estimates at least are made, and no more are asked for then; fewer where they take longer than
   * `milliseconds`.
   */
  readonly estimates: number;
  readonly milliseconds: number;
  /** Its seconds are wanted too: it goes to the fast executor, and on until they are known. */
  readonly timed: boolean;
}

/** Entries are surveyed in their order. */
export type SurveyOrder =
  | { readonly kind: 'open'; readonly entries: readonly SurveyEntry[] }
  | { readonly kind: 'go'; readonly on: boolean };

/** What is known of an entry. Those of which nothing is known yet are not told of. */
export interface SurveyReport {
  readonly id: string;
  readonly executor: ExecutorName;
  /** Why it does not run on the fused executor, where it was to. */
  readonly fallback: ExecutorReason | undefined;
  /** Of the first coordinate of the document's first parameter. */
  readonly gradient: Moments;
  /** All that was wanted has been made. */
  readonly done: boolean;
  /** Seconds of one estimate on its executor; NaN until known. */
  readonly seconds: number;
  /** Why it was given up, in words. */
  readonly failure?: string;
}

export interface SurveySnapshot {
  readonly reports: readonly SurveyReport[];
  /** A passing event to tell, such as a lost context. */
  readonly notice: string | undefined;
}
