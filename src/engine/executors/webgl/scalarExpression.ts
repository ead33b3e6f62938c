import type { BinaryOp, ComparisonOp, QuantileOp, UnaryOp } from '../../ir/elementwise';
import type { GlslName } from './glslFunctions';

/** Operations on scalars that are one expression of their arguments. */
export type ExpressionOp = UnaryOp | BinaryOp | QuantileOp;

/** Writes a call of a function of `glslFunctions`, and keeps in mind that the shader needs it. */
export type WriteCall = (name: GlslName, ...args: readonly string[]) => string;

/** Writes an operation on arguments that are names or literals. */
type Writer = (args: readonly string[], call: WriteCall) => string;

const infix =
  (sign: string): Writer =>
  ([x, y]) =>
    `${x} ${sign} ${y}`;
/** A function of GLSL that is right on all its domain. */
const builtIn =
  (name: string): Writer =>
  ([x]) =>
    `${name}(${x})`;
const calling =
  (name: GlslName): Writer =>
  (args, call) =>
    call(name, ...args);

/** A comparison as a condition. */
export const COMPARISON: Readonly<Record<ComparisonOp, string>> = { lt: '<', le: '<=', eq: '==' };
const comparing =
  (op: ComparisonOp): Writer =>
  ([x, y]) =>
    `float(${x} ${COMPARISON[op]} ${y})`;

const WRITERS: Readonly<Record<ExpressionOp, Writer>> = {
  neg: ([x]) => `-${x}`,
  exp: calling('safeExp'),
  log: calling('safeLog'),
  log1p: calling('safeLog1p'),
  expm1: calling('expm1'),
  sqrt: calling('safeSqrt'),
  sin: calling('reducedSin'),
  cos: calling('reducedCos'),
  tanh: calling('stableTanh'),
  sigmoid: calling('sigmoid'),
  softplus: calling('softplus'),
  abs: builtIn('abs'),
  sign: calling('signOf'),
  floor: builtIn('floor'),
  lgamma: calling('lgamma'),
  digamma: calling('digamma'),
  trigamma: calling('trigamma'),
  erf: calling('erf'),
  add: infix('+'),
  sub: infix('-'),
  mul: infix('*'),
  div: infix('/'),
  pow: calling('safePow'),
  min: calling('smaller'),
  max: calling('larger'),
  lt: comparing('lt'),
  le: comparing('le'),
  eq: comparing('eq'),
  gammaSlope: calling('gammaSlope'),
  poissonQuantile: calling('poissonQuantile'),
  binomialQuantile: calling('binomialQuantile'),
};

/** A scalar operation as a GLSL expression of its arguments, which are names or literals. */
export function scalarExpression(op: ExpressionOp, args: readonly string[], call: WriteCall): string {
  return WRITERS[op](args, call);
}

/**
 * x to a small whole exponent, multiplied out, which is exact for a negative base too; undefined for any other
 * exponent.
 */
export function smallPower(x: string, exponent: number | undefined): string | undefined {
  if (exponent === undefined || !Number.isInteger(exponent) || Math.abs(exponent) > 4 || exponent === 0)
    return undefined;
  const product = Array.from({ length: Math.abs(exponent) }, () => x).join(' * ');
  return exponent > 0 ? product : `1.0 / (${product})`;
}
