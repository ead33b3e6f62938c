import { binomialQuantile } from '../base/special/binomial';
import { digamma, lgamma, trigamma } from '../base/special/gamma';
import { gammaSlope } from '../base/special/gammaSlope';
import { erf } from '../base/special/normal';
import { poissonQuantile } from '../base/special/poisson';

/**
 * The operations that make a number of a number or two, and what they are: every pass that must know more of them has a
 * table of its own, with a row for each.
 */

type Of1 = (x: number) => number;
type Of2 = (x: number, y: number) => number;

/** An operation on one number. */
interface Unary {
  /** In float64. */
  readonly compute: Of1;
  /** Whether it is worked out as a program is written, where its argument is known; otherwise executors do. */
  readonly isFolded: boolean;
  /** Whether its values are steps: constant but where they jump. */
  readonly isStep: boolean;
}

/** An operation on two numbers. */
interface Binary {
  readonly compute: Of2;
  /** Whether its arguments may change places. */
  readonly commutes: boolean;
  readonly isStep: boolean;
}

const elementary = (compute: Of1): Unary => ({ compute, isFolded: true, isStep: false });
const special = (compute: Of1): Unary => ({ compute, isFolded: false, isStep: false });
const step = (compute: Of1): Unary => ({ compute, isFolded: true, isStep: true });

const ordered = (compute: Of2): Binary => ({ compute, commutes: false, isStep: false });
const commuting = (compute: Of2): Binary => ({ compute, commutes: true, isStep: false });
/** 1 where it holds, else 0. */
const comparison = (holds: (x: number, y: number) => boolean): Binary => ({
  compute: (x, y) => (holds(x, y) ? 1 : 0),
  commutes: false,
  isStep: true,
});

export const UNARY = {
  neg: elementary((x) => -x),
  exp: elementary(Math.exp),
  log: elementary(Math.log),
  log1p: elementary(Math.log1p),
  expm1: elementary(Math.expm1),
  sqrt: elementary(Math.sqrt),
  sin: elementary(Math.sin),
  cos: elementary(Math.cos),
  tanh: elementary(Math.tanh),
  sigmoid: special((x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)))),
  softplus: special((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  abs: elementary(Math.abs),
  sign: step(Math.sign),
  floor: step(Math.floor),
  lgamma: special(lgamma),
  digamma: special(digamma),
  trigamma: special(trigamma),
  erf: special(erf),
} as const satisfies Readonly<Record<string, Unary>>;

export type UnaryOp = keyof typeof UNARY;

export const BINARY = {
  add: commuting((x, y) => x + y),
  sub: ordered((x, y) => x - y),
  mul: commuting((x, y) => x * y),
  div: ordered((x, y) => x / y),
  pow: ordered((x, y) => x ** y),
  min: ordered(Math.min),
  max: ordered(Math.max),
  lt: comparison((x, y) => x < y),
  le: comparison((x, y) => x <= y),
  eq: comparison((x, y) => x === y),
  /**
   * The derivative in its concentration (left) of the logarithm (right) of a draw of Gamma(concentration, 1): see
   * base/special/gammaSlope.
   */
  gammaSlope: ordered(gammaSlope),
} as const satisfies Readonly<Record<string, Binary>>;

export type BinaryOp = keyof typeof BINARY;

/** Inverses of distribution functions: the smallest count k with P(K <= k) > u. Their first argument is u, or u - 1. */
export const QUANTILES = {
  /** Of K ~ Poisson(rate): arguments u, rate. */
  poissonQuantile: { compute: poissonQuantile },
  /** Of K ~ Binomial(n, p): arguments u, n, p. */
  binomialQuantile: { compute: binomialQuantile },
} as const;

export type QuantileOp = keyof typeof QUANTILES;

/** Operations that are a function of one number from each of their arguments. */
export type ElementwiseOp = UnaryOp | BinaryOp | QuantileOp | 'where';

interface WithOp {
  readonly op: string;
}

export function isUnary<T extends WithOp>(of: T): of is Extract<T, { readonly op: UnaryOp }> {
  return Object.hasOwn(UNARY, of.op);
}

export function isBinary<T extends WithOp>(of: T): of is Extract<T, { readonly op: BinaryOp }> {
  return Object.hasOwn(BINARY, of.op);
}

export function isQuantile<T extends WithOp>(of: T): of is Extract<T, { readonly op: QuantileOp }> {
  return Object.hasOwn(QUANTILES, of.op);
}

export function isElementwise<T extends WithOp>(of: T): of is Extract<T, { readonly op: ElementwiseOp }> {
  return of.op === 'where' || isUnary(of) || isBinary(of) || isQuantile(of);
}

export type ComparisonOp = 'lt' | 'le' | 'eq';

export function isComparison<T extends WithOp>(of: T): of is T & { readonly op: ComparisonOp } {
  return of.op === 'lt' || of.op === 'le' || of.op === 'eq';
}

/** Operations whose values are steps. */
const STEPS: ReadonlySet<string> = new Set([
  ...Object.entries({ ...UNARY, ...BINARY }).flatMap(([op, { isStep }]) => (isStep ? [op] : [])),
  ...Object.keys(QUANTILES),
]);

/** Whether an operation's values are constant but where they jump. */
export const isStepwise = ({ op }: WithOp): boolean => STEPS.has(op);
