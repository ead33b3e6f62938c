import type { Diagnostic } from '../diagnostics/types';
import type { Document } from '../document/types';
import type { Snapshot, TruthReport } from './contract';
import type { Focus } from './session';

/** What the page asks of the worker that runs estimates. */
export type RunOrder =
  | { readonly kind: 'open'; readonly document: Document; readonly generation: number; readonly seed: number }
  | { readonly kind: 'clear' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'step'; readonly count: number }
  | { readonly kind: 'reset'; readonly generation: number; readonly seed: number }
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
  readonly generation: number;
}

export interface TruthNews {
  readonly generation: number;
  /** Undefined where there is no truth to be had. */
  readonly report: TruthReport | undefined;
}
