import { assertNever } from '../base/assertNever';
import { gammaSlope } from '../base/special/gammaSlope';
import type { BinaryOp, UnaryOp } from './operations';

/** What the operation gives on known numbers; undefined where folding would need a special function. */
export function foldUnary(op: UnaryOp, x: number): number | undefined {
  switch (op) {
    case 'neg':
      return -x;
    case 'exp':
      return Math.exp(x);
    case 'log':
      return Math.log(x);
    case 'log1p':
      return Math.log1p(x);
    case 'expm1':
      return Math.expm1(x);
    case 'sqrt':
      return Math.sqrt(x);
    case 'sin':
      return Math.sin(x);
    case 'cos':
      return Math.cos(x);
    case 'tanh':
      return Math.tanh(x);
    case 'abs':
      return Math.abs(x);
    case 'sign':
      return Math.sign(x);
    case 'floor':
      return Math.floor(x);
    case 'sigmoid':
    case 'softplus':
    case 'lgamma':
    case 'digamma':
    case 'trigamma':
    case 'erf':
      return undefined;
    default:
      return assertNever(op);
  }
}

export function foldBinary(op: BinaryOp, x: number, y: number): number {
  switch (op) {
    case 'add':
      return x + y;
    case 'sub':
      return x - y;
    case 'mul':
      return x * y;
    case 'div':
      return x / y;
    case 'pow':
      return x ** y;
    case 'min':
      return Math.min(x, y);
    case 'max':
      return Math.max(x, y);
    case 'lt':
      return x < y ? 1 : 0;
    case 'le':
      return x <= y ? 1 : 0;
    case 'eq':
      return x === y ? 1 : 0;
    case 'gammaSlope':
      return gammaSlope(x, y);
    default:
      return assertNever(op);
  }
}
