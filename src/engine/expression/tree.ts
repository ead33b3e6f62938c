/** Characters [from, to) of the expression's text. */
export type Span = readonly [number, number];

export type ComparisonSign = '<' | '<=' | '>' | '>=' | '==' | '!=';
export type BinarySign = '+' | '-' | '*' | '/' | '^' | ComparisonSign;

/** The name before an argument, as in `logits=t`. */
export interface ArgName {
  readonly name: string;
  readonly span: Span;
}

/** A parsed expression. Every node knows its place in the text. */
export type Tree = { readonly span: Span } & (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'negation'; readonly operand: Tree }
  | { readonly kind: 'binary'; readonly sign: BinarySign; readonly left: Tree; readonly right: Tree }
  | { readonly kind: 'conditional'; readonly condition: Tree; readonly then: Tree; readonly otherwise: Tree }
  | { readonly kind: 'index'; readonly target: Tree; readonly index: Tree }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly nameSpan: Span;
      readonly args: readonly Tree[];
      /** What the arguments are called, by position, where any is: `Normal(0, scale=1)`. */
      readonly argNames?: readonly (ArgName | undefined)[];
    }
);
