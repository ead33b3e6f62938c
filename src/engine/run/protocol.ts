import type { Diagnostic } from '../diagnostics/types';
import type { Document } from '../document/types';
import type { Snapshot, TruthReport } from './contract';
import type { Focus } from './session';

/** What the page asks of the worker that runs estimates. */
export type RunOrder =
  | { readonly kind: 'open'; readonly document: Document; readonly seed: number }
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
  /** What the check of an exact answer says, where it takes nothing back but, before this, the moments of single plans. */
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
