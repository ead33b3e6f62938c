import { assertNever } from '../base/assertNever';
import { FUNCTIONS } from './functions';
import type { Differentiability } from './functions/contract';
import { partsOf } from './names';
import type { BinarySign, Span, Tree } from './tree';

/** What an expression is not differentiable through: `step`, `<`, `? :`, `x[i]`. */
export interface Kink {
  readonly culprit: string;
  readonly span: Span;
}

const ARITHMETIC: ReadonlySet<BinarySign> = new Set<BinarySign>(['+', '-', '*', '/', '^']);

/**
 * The first place where an expression is not differentiable in a name: `step floor round sign`, a comparison, the
 * condition of a choice, an index. `relu abs min max` are continuous and differentiable almost everywhere, which is
 * enough. Under `stop` a value has no gradient by intent, and counts as a constant.
 * A density is taken as differentiable in its arguments; whether its support moves is for the caller to say.
 */
export function nonDifferentiable(tree: Tree, name: string): Kink | undefined {
  switch (tree.kind) {
    case 'number':
    case 'name':
      return undefined;
    case 'negation':
      return nonDifferentiable(tree.operand, name);
    case 'binary': {
      const kink = nonDifferentiable(tree.left, name) ?? nonDifferentiable(tree.right, name);
      if (kink || ARITHMETIC.has(tree.sign)) return kink;
      return dependsOn(tree, name) ? { culprit: tree.sign, span: tree.span } : undefined;
    }
    case 'conditional':
      return (
        through(tree.condition, name, { culprit: '? :', span: tree.span }) ??
        nonDifferentiable(tree.then, name) ??
        nonDifferentiable(tree.otherwise, name)
      );
    case 'index':
      return (
        nonDifferentiable(tree.target, name) ??
        through(tree.index, name, {
          culprit: `${labelOf(tree.target, 'x')}[${labelOf(tree.index, 'i')}]`,
          span: tree.span,
        })
      );
    case 'call':
      return inCall(tree, name);
    default:
      return assertNever(tree);
  }
}

function inCall(call: Extract<Tree, { kind: 'call' }>, name: string): Kink | undefined {
  if (call.name === 'stop') return undefined;
  for (const [position, arg] of call.args.entries()) {
    const here = { culprit: call.name, span: call.span };
    const kink =
      differentiabilityOf(call.name, position) === 'none'
        ? through(arg, name, here)
        : nonDifferentiable(arg, name);
    if (kink) return kink;
  }
  return undefined;
}

/** What stands in a place that no gradient passes: a kink of its own where it has one, else that place. */
function through(tree: Tree, name: string, here: Kink): Kink | undefined {
  return nonDifferentiable(tree, name) ?? (dependsOn(tree, name) ? here : undefined);
}

/** A name that is no function is a distribution, written out. */
function differentiabilityOf(name: string, position: number): Differentiability {
  const rules = FUNCTIONS.get(name)?.differentiability ?? [];
  return rules[position] ?? rules.at(-1) ?? 'smooth';
}

/** Whether the value depends on the name other than through `stop`. */
function dependsOn(tree: Tree, name: string): boolean {
  if (tree.kind === 'name') return tree.name === name;
  if (tree.kind === 'call' && tree.name === 'stop') return false;
  return partsOf(tree).some((part) => dependsOn(part, name));
}

function labelOf(tree: Tree, otherwise: string): string {
  if (tree.kind === 'name') return tree.name;
  return tree.kind === 'number' ? String(tree.value) : otherwise;
}
