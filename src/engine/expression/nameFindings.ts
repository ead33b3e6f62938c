import { nearest } from '../base/nearest';
import type { Finding } from '../diagnostics/types';
import { CONSTANTS, FUNCTIONS } from './functions';
import type { ExpressionFunction } from './functions/contract';
import { distributionsOf, partsOf } from './names';
import type { Span, Tree } from './tree';

type Call = Extract<Tree, { kind: 'call' }>;

/** The names that an expression may meet, as its document knows them. */
export interface KnownNames {
  /** The node's parents: what the expression may name. */
  readonly parents: Iterable<string>;
  /** Whether the document has a node of this name: it then lacks an edge only. */
  readonly isNode: (name: string) => boolean;
  readonly isDistribution: (name: string) => boolean;
}

/** What is wrong with a name that stands for no parent and no number. */
export function nameFinding(name: string, span: Span, known: KnownNames): Finding {
  if (known.isNode(name)) return { code: 'not-a-parent', facts: { name }, span };
  const called = FUNCTIONS.get(name);
  if (called) return { code: 'function-without-arguments', facts: { signature: called.signature }, span };
  if (known.isDistribution(name))
    return { code: 'distribution-misplaced', facts: { distribution: name }, span };
  return { code: 'unknown-name', facts: { name, suggestion: nearest(name, known.parents) }, span };
}

/** What is wrong with a call of a name that is no function. */
export function callFinding({ name, nameSpan: span }: Call, known: KnownNames): Finding {
  if (known.isDistribution(name))
    return { code: 'distribution-misplaced', facts: { distribution: name }, span };
  if (known.isNode(name) || CONSTANTS.has(name)) return { code: 'node-called', facts: { name }, span };
  return { code: 'unknown-function', facts: { name, suggestion: nearest(name, FUNCTIONS.keys()) }, span };
}

/**
 * Too few or too many arguments for the function that is called, or names of arguments; undefined where they are right.
 */
export function arityFinding(call: Call, called: ExpressionFunction): Finding | undefined {
  const { name, args, argNames, span } = call;
  const named = argNames?.find((own) => own);
  if (named)
    return {
      code: 'named-argument',
      facts: { call: name, arg: named.name, signature: called.signature },
      span: named.span,
    };
  const [fewest, most] = called.arity;
  if (args.length >= fewest && args.length <= most) return undefined;
  return {
    code: 'argument-count',
    facts: { call: name, signature: called.signature, given: args.length },
    span,
  };
}

/**
 * Everything that is wrong with the names in an expression, each name once, in the order of the text: what can be said
 * without knowing the shape of any value.
 */
export function checkNames(tree: Tree, known: KnownNames): Finding[] {
  const parents = new Set(known.parents);
  const found = new Map<string, Finding>();
  const add = (key: string, finding: Finding | undefined) => {
    if (finding && !found.has(key)) found.set(key, finding);
  };
  const visit = (part: Tree) => {
    const isNumber = part.kind === 'name' && CONSTANTS.has(part.name) && !known.isNode(part.name);
    if (part.kind === 'name' && !isNumber && !parents.has(part.name))
      add(part.name, nameFinding(part.name, part.span, known));
    if (part.kind !== 'call') return partsOf(part).forEach(visit);
    const called = FUNCTIONS.get(part.name);
    add(`${part.name}()`, called ? arityFinding(part, called) : callFinding(part, known));
    const distributions = distributionsOf(part);
    for (const inner of part.args) {
      const isDistribution =
        (inner.kind === 'call' || inner.kind === 'name') && known.isDistribution(inner.name);
      // A distribution in its place is no name of a value; its arguments are read like any.
      if (distributions.includes(inner) && isDistribution) partsOf(inner).forEach(visit);
      else visit(inner);
    }
  };
  visit(tree);
  return [...found.values()];
}
