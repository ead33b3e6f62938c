import type { Attempt } from '../equivalence/attempt';
import type { CompareOptions, Planned } from '../equivalence/contract';

/** Two documents that a page asks about. */
export interface ProofOrder {
  readonly left: Planned;
  readonly right: Planned;
  readonly options: CompareOptions;
}

export type ProofNews =
  | { readonly kind: 'done'; readonly attempt: Attempt }
  | { readonly kind: 'failed'; readonly message: string };
