import type { CellLayout, PerceptronLayout } from '../../base/weightLayout';
import { type Finding, FindingError } from '../../diagnostics/types';
import type { Builder, Value } from '../../ir/builder';
import { application, type Typeset } from '../setting';

/**
 * Whether a function may be differentiated in an argument: everywhere, but for a null set where it is continuous, or
 * not.
 */
export type Differentiability = 'smooth' | 'almost-everywhere' | 'none';

/** What the editor shows of a function. */
export interface Callable {
  readonly name: string;
  /** `softmax(x)` */
  readonly signature: string;
  /** One line. */
  readonly help: string;
}

interface Common extends Callable {
  /** Fewest and most arguments. */
  readonly arity: readonly [number, number];
  /** Per argument; the last stands for all that follow. */
  readonly differentiability: readonly Differentiability[];
}

/** A function of arrays. */
export interface ArrayFunction extends Common {
  readonly kind: 'array';
  /** LaTeX of the function alone, where it is set as one before its arguments: `\sin`. */
  readonly operator: string | undefined;
  readonly latex: (args: readonly Typeset[]) => Typeset;
  /** The number of arguments was checked. Throws ShapeError, or FindingError without a span. */
  readonly lower: (b: Builder, args: readonly Value[]) => Value;
}

/** `log_prob`, `kl`, `entropy`: functions of distributions, lowered by the caller's `Distributions`. */
export interface DensityFunction extends Common {
  readonly kind: 'density';
}

/** `mlp`, `gru`: functions of a flat vector of weights. Its layout is found by `lowerNetwork`. */
export type NetworkFunction = Common & {
  readonly kind: 'network';
  readonly latex: (args: readonly Typeset[]) => Typeset;
} & (LowerWeights<'network', PerceptronLayout> | LowerWeights<'cell', CellLayout>);

interface LowerWeights<K, L> {
  readonly weights: K;
  /** `args`: those after the weights. Throws ShapeError. */
  readonly lower: (b: Builder, layout: L, theta: Value, args: readonly Value[]) => Value;
}

export type ExpressionFunction = ArrayFunction | DensityFunction | NetworkFunction;

type Latex = string | ((args: readonly Typeset[]) => Typeset);

/** What is not derived from the rest: an operator, or a maker of LaTeX of its own. */
function typeset(latex: Latex): Pick<ArrayFunction, 'operator' | 'latex'> {
  return typeof latex === 'string'
    ? { operator: latex, latex: (args) => application(latex, args) }
    : { operator: undefined, latex };
}

/** A function of one array. */
export function ofOne(
  name: string,
  help: string,
  latex: string | ((x: Typeset) => Typeset),
  lower: (b: Builder, x: Value) => Value,
  differentiability: Differentiability = 'smooth',
): ArrayFunction {
  return {
    kind: 'array',
    name,
    signature: `${name}(x)`,
    help,
    arity: [1, 1],
    differentiability: [differentiability],
    ...typeset(typeof latex === 'string' ? latex : (args) => latex(nth(args, 0))),
    lower: (b, args) => lower(b, nth(args, 0)),
  };
}

/** A function of several arrays: the signature shows them, as `where(condition, a, b)`. */
export function ofMany(
  signature: string,
  help: string,
  arity: readonly [number, number],
  latex: Latex,
  lower: (b: Builder, args: readonly Value[]) => Value,
  differentiability: readonly Differentiability[] = ['smooth'],
): ArrayFunction {
  const name = signature.slice(0, signature.indexOf('('));
  return { kind: 'array', name, signature, help, arity, differentiability, ...typeset(latex), lower };
}

/** The argument at `position`, which the arity promises. */
export function nth<T>(args: readonly T[], position: number): T {
  const arg = args[position];
  if (arg === undefined) throw new Error(`argument ${position} is missing`);
  return arg;
}

/** A refusal whose place the caller of `lower` adds. */
export function refuse(finding: Finding): FindingError {
  return new FindingError([finding]);
}
