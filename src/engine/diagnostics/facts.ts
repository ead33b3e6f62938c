import type { ExpressionFacts } from './expressionFacts';
import type { WorkFacts } from './workFacts';

/** The facts of every kind of finding, by code. A new code needs a row here and its words in `words.ts`. */
export interface Facts extends ExpressionFacts, WorkFacts {
  // The document as text.
  'not-json': { readonly detail: string; readonly line: number; readonly column: number };
  /** `mend`: what to do, where there is better advice than to make it smaller. */
  'too-large': {
    readonly what: string;
    readonly size: number;
    readonly limit: number;
    readonly mend?: string;
  };
  'missing-version': { readonly got: string };
  'newer-version': { readonly version: number; readonly known: number };

  // The document as a link.
  'no-example': { readonly id: string };
  'bad-link': { readonly problem: 'empty' | 'unreadable' | 'cut' | 'unknown'; readonly text: string };
  'unknown-codec': { readonly tag: string; readonly known: readonly string[] };

  // Fields. Place.field says which.
  'missing-field': { readonly expected: string };
  'wrong-value': { readonly expected: string; readonly got: string };
  'unknown-field': { readonly suggestion: string | undefined };
  'unknown-choice': {
    /** What is chosen: `kind of node`, `distribution`, `estimator` ... */
    readonly what: string;
    readonly got: string;
    readonly choices: readonly string[];
    readonly suggestion: string | undefined;
  };
  'ragged-tensor': { readonly lengths: readonly [string, string] };

  // Names.
  'bad-name': { readonly name: string; readonly problem: 'characters' | 'length' | 'empty' };
  'reserved-name': { readonly name: string; readonly meaning: string };
  'taken-name': { readonly name: string; readonly what: 'node' | 'plan' };
  'unknown-node': {
    readonly name: string;
    /** `field`: the field of the document that the place names. */
    readonly role: 'parent' | 'trains' | 'plan' | 'edit' | 'field';
    readonly suggestion: string | undefined;
  };
  'unknown-plan': { readonly name: string };

  // Edges.
  cycle: { readonly path: readonly string[] };
  'self-loop': Record<string, never>;
  'duplicate-parent': { readonly name: string };
  /** An edge that the law of a circle in a formula needs, and that so cannot go. */
  'needed-parent': { readonly name: string; readonly law: string };
  'source-parents': { readonly kind: 'parameter' | 'input' };
  'not-a-parameter': { readonly name: string; readonly kind: string };

  // Distributions and plans.
  'missing-args': {
    readonly distribution: string;
    readonly missing: readonly string[];
    readonly alternatives: readonly (readonly string[])[];
  };
  'unknown-args': {
    readonly distribution: string;
    readonly unknown: readonly string[];
    readonly alternatives: readonly (readonly string[])[];
  };
  'conflicting-args': {
    readonly distribution: string;
    readonly given: readonly string[];
    readonly alternatives: readonly (readonly string[])[];
  };
  'args-without-distribution': { readonly args: readonly string[] };
  'not-stochastic': { readonly name: string; readonly kind: string };
  /** A number that the distribution cannot take; `got` is the number, or the sum of a simplex, or low and high. */
  'argument-range': {
    readonly arg: string;
    readonly got: string;
    readonly range:
      | 'finite'
      | 'positive'
      | 'naturalNumber'
      | 'unitInterval'
      | 'positiveProbability'
      | 'simplex'
      | 'logits'
      | 'lowerTriangular'
      | 'interval';
  };
  'missing-class-axis': { readonly distribution: string; readonly arg: string };
  'not-square': { readonly distribution: string; readonly arg: string; readonly shape: string };
  'odd-samples': { readonly samples: number };
  /** A baseline that would see its own sample, or cannot be had. */
  'refused-baseline': { readonly baseline: string; readonly why: string; readonly mend: string };
  'no-estimator': { readonly estimator: string; readonly distribution: string; readonly why: string };

  // Training and pictures. Place.field says which.
  /** The node that a field names is of another kind than `expected`, such as `a parameter`. */
  'unfitting-node': { readonly name: string; readonly kind: string; readonly expected: string };
  'two-groups': { readonly name: string };

  // What only shows when the graph runs. `of` draws were looked at.
  'not-a-number': { readonly bad: number; readonly of: number; readonly got: string };
  /**
   * The plan breaks Condition 1: the function that jumps, or may where it is not `sure`, or the distribution that is
   * not differentiable in `from`.
   */
  'condition-1': {
    readonly parameter: string;
    readonly from: string;
    readonly to: string;
    readonly culprit: string;
    readonly kind: 'function' | 'edge' | 'support' | 'weak';
    readonly sure: boolean;
    readonly mend: readonly string[];
    /** Whether the node has a pathwise estimator. */
    readonly hasPath: boolean;
  };
  'unused-parent': { readonly name: string };

  // Expressions and shapes.
  'shape-mismatch': { readonly what: string; readonly shapes: readonly string[] };
}
