/** The facts of findings about expressions, by code. Each carries a span. */
export interface ExpressionFacts {
  // Reading.
  'expression-empty': Record<string, never>;
  'expression-too-long': { readonly length: number; readonly limit: number };
  'expression-too-deep': { readonly limit: number };
  /** Operators that each take all before them. */
  'expression-chain': { readonly sign: string; readonly limit: number };
  'unknown-character': { readonly character: string; readonly instead: string | undefined };
  'bad-number': { readonly text: string };
  'unclosed-bracket': { readonly open: '(' | '[' };
  'unopened-bracket': { readonly close: ')' | ']' };
  'missing-operator': { readonly instead: string };
  /** The texts on both sides of the gap; undefined at the ends of the expression. */
  'missing-operand': { readonly after: string | undefined; readonly before: string | undefined };
  'missing-colon': Record<string, never>;
  'unexpected-sign': { readonly sign: string };
  'chained-comparison': { readonly instead: string };

  // Names and calls.
  /** The document has the node, but it is no parent. */
  'not-a-parent': { readonly name: string };
  'unknown-name': { readonly name: string; readonly suggestion: string | undefined };
  'unknown-function': { readonly name: string; readonly suggestion: string | undefined };
  'function-without-arguments': { readonly signature: string };
  'node-called': { readonly name: string };
  'argument-count': { readonly call: string; readonly signature: string; readonly given: number };
  /** Only distributions have arguments with names. */
  'named-argument': { readonly call: string; readonly arg: string; readonly signature: string };
  /** An argument without a name after one with a name. */
  'argument-order': { readonly call: string; readonly signature: string };
  'argument-twice': { readonly call: string; readonly arg: string };
  'not-constant': { readonly call: string; readonly argument: string };
  'bad-index': { readonly index: number; readonly length: number };

  /** What stands where weights are needed is none, or is of the other kind (`got`); `name`, where it is a name. */
  'not-weights': {
    readonly call: string;
    readonly wanted: 'network' | 'cell';
    readonly got: 'network' | 'cell' | undefined;
    readonly name: string | undefined;
  };

  // Distributions inside expressions.
  'distribution-misplaced': { readonly distribution: string };
  /** What stands where a distribution, or a stochastic node that has one, is needed. */
  'not-a-distribution': {
    readonly call: string;
    readonly got: string;
    readonly suggestion: string | undefined;
  };
  'no-closed-form': { readonly call: string; readonly distributions: readonly string[] };
}
