import { assertNever } from '../../base/assertNever';
import type { BinaryOp, UnaryOp } from '../../ir/operations';
import type { GlslName } from './glslFunctions';

/** Operations on scalars that are one expression of their arguments. */
export type ScalarFunction = UnaryOp | BinaryOp | 'poissonQuantile' | 'binomialQuantile';

/** Writes a call of a function of `glslFunctions`, and keeps in mind that the shader needs it. */
export type Call = (name: GlslName, ...args: readonly string[]) => string;

export const COMPARISON = { lt: '<', le: '<=', eq: '==' } as const;

/** A scalar operation as a GLSL expression of its arguments, which are names or literals. */
export function scalarExpression(
  op: ScalarFunction,
  [x = '', y = '', z = '']: readonly string[],
  call: Call,
): string {
  switch (op) {
    case 'neg':
      return `-${x}`;
    case 'add':
      return `${x} + ${y}`;
    case 'sub':
      return `${x} - ${y}`;
    case 'mul':
      return `${x} * ${y}`;
    case 'div':
      return `${x} / ${y}`;
    case 'lt':
    case 'le':
    case 'eq':
      return `float(${x} ${COMPARISON[op]} ${y})`;
    case 'pow':
      return call('safePow', x, y);
    case 'min':
      return call('smaller', x, y);
    case 'max':
      return call('larger', x, y);
    case 'exp':
      return call('safeExp', x);
    case 'abs':
    case 'floor':
      return `${op}(${x})`;
    case 'log':
      return call('safeLog', x);
    case 'log1p':
      return call('safeLog1p', x);
    case 'sqrt':
      return call('safeSqrt', x);
    case 'sin':
      return call('reducedSin', x);
    case 'cos':
      return call('reducedCos', x);
    case 'tanh':
      return call('stableTanh', x);
    case 'sign':
      return call('signOf', x);
    case 'expm1':
    case 'sigmoid':
    case 'softplus':
    case 'lgamma':
    case 'digamma':
    case 'trigamma':
    case 'erf':
      return call(op, x);
    case 'gammaSlope':
    case 'poissonQuantile':
      return call(op, x, y);
    case 'binomialQuantile':
      return call(op, x, y, z);
    default:
      return assertNever(op);
  }
}

/** x to a small whole exponent, multiplied out, which is exact for a negative base too; undefined for any other exponent. */
export function smallPower(x: string, exponent: number | undefined): string | undefined {
  if (exponent === undefined || !Number.isInteger(exponent) || Math.abs(exponent) > 4 || exponent === 0)
    return undefined;
  const product = Array.from({ length: Math.abs(exponent) }, () => x).join(' * ');
  return exponent > 0 ? product : `1.0 / (${product})`;
}
