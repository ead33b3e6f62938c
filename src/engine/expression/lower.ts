import { assertNever } from '../base/assertNever';
import type { WeightLayout } from '../base/weightLayout';
import { type Finding, FindingError } from '../diagnostics/types';
import { type Builder, ShapeError, type Value } from '../ir/builder';
import { printShape } from '../ir/shape';
import { CONSTANTS, FUNCTIONS } from './functions';
import { type Distributions, lowerDensity } from './lowerDensity';
import { lowerIndex } from './lowerIndex';
import { lowerNetwork } from './lowerNetwork';
import { lowerPower } from './lowerPower';
import { arityFinding, callFinding, type KnownNames, nameFinding } from './nameFindings';
import type { BinarySign, Span, Tree } from './tree';

/** What an expression means, beyond itself: given by the caller, who knows the document. */
export interface LowerContext {
  readonly builder: Builder;
  /** The values of the names that the expression may use: the node's parents. */
  readonly values: ReadonlyMap<string, Value>;
  /** What the numbers of a value are for, of names whose values are weights. */
  readonly layouts: ReadonlyMap<string, WeightLayout>;
  /** Whether the document has a node of this name: it then lacks an edge only. */
  readonly isNode: (name: string) => boolean;
  readonly distributions: Distributions;
}

/**
 * Writes an expression as IR and gives the value of its result; shapes broadcast as in NumPy.
 * Throws FindingError with the span of the part that is wrong: a name that is no parent, an unknown function, a wrong
 * number of arguments, shapes that do not fit, an index out of range.
 */
export function lower(tree: Tree, context: LowerContext): Value {
  const { builder: b } = context;
  switch (tree.kind) {
    case 'number':
      return b.constant(tree.value);
    case 'name':
      return lowerName(tree.name, tree.span, context);
    case 'negation':
      return b.neg(lower(tree.operand, context));
    case 'binary': {
      const left = lower(tree.left, context);
      const right = lower(tree.right, context);
      return placed(tree.span, tree.sign, () => lowerBinary(b, tree.sign, left, right));
    }
    case 'conditional': {
      const condition = lower(tree.condition, context);
      const then = lower(tree.then, context);
      const otherwise = lower(tree.otherwise, context);
      return placed(tree.span, '? :', () => b.where(condition, then, otherwise));
    }
    case 'index': {
      const target = lower(tree.target, context);
      const index = lower(tree.index, context);
      return placed(tree.span, 'x[i]', () => lowerIndex(b, target, index));
    }
    case 'call':
      return lowerCall(tree, context);
    default:
      return assertNever(tree);
  }
}

function lowerName(name: string, span: Span, context: LowerContext): Value {
  const { builder, values, isNode } = context;
  const value = values.get(name);
  if (value) return value;
  const constant = CONSTANTS.get(name);
  if (constant !== undefined && !isNode(name)) return builder.constant(constant);
  throw refusal(nameFinding(name, span, knownNames(context)));
}

function lowerBinary(b: Builder, sign: BinarySign, left: Value, right: Value): Value {
  switch (sign) {
    case '+':
      return b.add(left, right);
    case '-':
      return b.sub(left, right);
    case '*':
      return b.mul(left, right);
    case '/':
      return b.div(left, right);
    case '^':
      return lowerPower(b, left, right);
    case '<':
      return b.lt(left, right);
    case '<=':
      return b.le(left, right);
    case '>':
      return b.lt(right, left);
    case '>=':
      return b.le(right, left);
    case '==':
      return b.eq(left, right);
    case '!=':
      return b.sub(1, b.eq(left, right));
    default:
      return assertNever(sign);
  }
}

function lowerCall(call: Extract<Tree, { kind: 'call' }>, context: LowerContext): Value {
  const { name, args, span } = call;
  const called = FUNCTIONS.get(name);
  if (!called) throw refusal(callFinding(call, knownNames(context)));
  const miscounted = arityFinding(call, called);
  if (miscounted) throw refusal(miscounted);
  if (called.kind === 'density')
    return lowerDensity(call, context.distributions, {
      lower: (tree) => lower(tree, context),
      // The caller's mathematics may refuse shapes too.
      placed: (place, compute) => placed(place, name, compute),
    });
  const values = args.map((arg) => lower(arg, context));
  return placed(span, name, () =>
    called.kind === 'network'
      ? lowerNetwork(context.builder, called, args[0], values, context.layouts)
      : called.lower(context.builder, values),
  );
}

function knownNames({ values, isNode, distributions }: LowerContext): KnownNames {
  return {
    parents: values.keys(),
    isNode: (name) => values.has(name) || isNode(name),
    isDistribution: (name) => distributions.argNames.has(name),
  };
}

/** Runs one step of lowering; what goes wrong in it gets the place, and for shapes the name of what does not fit. */
function placed<T>(span: Span, what: string, compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (error instanceof ShapeError)
      throw refusal({
        code: 'shape-mismatch',
        facts: { what: `${what}: ${error.what}`, shapes: error.shapes.map(printShape) },
        span,
      });
    if (error instanceof FindingError)
      throw new FindingError(error.findings.map((finding) => ({ span, ...finding })));
    throw error;
  }
}

function refusal(finding: Finding): FindingError {
  return new FindingError([finding]);
}
