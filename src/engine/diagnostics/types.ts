import type { Facts } from './facts';

/** Where a finding is: what the page marks and the field that shows the words. */
export interface FindingPlace {
  readonly nodes?: readonly string[];
  readonly edge?: readonly [string, string];
  readonly plan?: string;
  /** The field of the first node (or of the plan, or of the document): `expression`, `args.loc`, `value`, `name` ... */
  readonly field?: string;
  /** Characters [from, to) of that field's text. */
  readonly span?: readonly [number, number];
}

export type Severity = 'error' | 'warning';
export type Code = keyof Facts;

/** An error or warning as data: what, where, and the facts that its words need. `words.ts` words it. */
export type Finding = { [K in Code]: { readonly code: K; readonly facts: Facts[K] } & FindingPlace }[Code];

/** A finding in words, as shown on the page and printed by `scg check`. */
export interface Diagnostic extends FindingPlace {
  readonly severity: Severity;
  readonly code: Code;
  readonly message: string;
  readonly hint: string;
}

/** Thrown where a computation cannot go on; carries what the page shows. */
export class FindingError extends Error {
  override readonly name = 'FindingError';
  constructor(readonly findings: readonly Finding[]) {
    super(findings.map((finding) => finding.code).join(', '));
  }
}
