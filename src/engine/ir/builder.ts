import { ArrayWriter } from './arrayWriter';
import { BINARY, type BinaryOp, UNARY, type UnaryOp } from './elementwise';
import { ShapeError } from './emitter';
import { knownLog, knownLog1p, knownRest } from './logarithms';
import { SHORT_FORMS, type Short } from './neutral';
import type { ValueId } from './operations';
import { broadcastShapes } from './shape';
import type { Operand, Value } from './value';

export { ShapeError } from './emitter';
export type { Operand, Value } from './value';

/**
 * Appends instructions to one program. Equal instructions are shared, operations on constants are folded and
 * neutral elements vanish as they are written, so a program needs no later pass but the removal of dead code.
 */
export class Builder extends ArrayWriter {
  unary(op: UnaryOp, operand: Operand): Value {
    const x = this.value(operand);
    const number = this.known(x);
    const { compute, isFolded } = UNARY[op];
    if (number !== undefined && isFolded) return this.fill(compute(number), x.shape);
    const instruction = this.instruction(x.id);
    if (op === 'neg' && instruction.op === 'neg') return this.at(instruction.args[0]);
    const log = op === 'log' ? knownLog(this, x) : op === 'log1p' ? knownLog1p(this, x) : undefined;
    if (log) return log;
    return this.emit({ op, shape: x.shape, args: [x.id] });
  }

  binary(op: BinaryOp, left: Operand, right: Operand): Value {
    const a = this.value(left);
    const b = this.value(right);
    const shape = broadcastShapes(a.shape, b.shape);
    if (!shape) throw new ShapeError('shapes do not fit', [a.shape, b.shape]);
    const m = this.known(a);
    const n = this.known(b);
    if (m !== undefined && n !== undefined) return this.fill(BINARY[op].compute(m, n), shape);
    const short = SHORT_FORMS[op](m, n, a.id === b.id);
    if (short) return this.broadcast(this.#written(short, a, b), shape);
    const rest = op === 'sub' && m === 1 ? knownRest(this, b) : undefined;
    if (rest) return this.broadcast(rest, shape);
    const compared = this.#compared(op, a, b);
    if (compared !== undefined) return this.fill(compared ? 1 : 0, shape);
    const log = op === 'pow' && !isPositiveInteger(n) ? knownLog(this, a) : undefined;
    if (log) return this.broadcast(this.exp(this.mul(b, log)), shape);
    const x = this.broadcast(a, shape);
    const y = this.broadcast(b, shape);
    const swap = BINARY[op].commutes && x.id > y.id;
    return this.emit({ op, shape, args: swap ? [y.id, x.id] : [x.id, y.id] });
  }

  /** Whether a comparison with an end of an open support that a draw is known to lie in holds. */
  #compared(op: BinaryOp, a: Value, b: Value): boolean | undefined {
    if (op !== 'lt' && op !== 'le') return undefined;
    // Above 0, or below 1: strictly or not, the draw is on its side of the end.
    if (this.known(a) === 0 && this.isPositive(b)) return true;
    if (this.known(b) === 0 && this.isPositive(a)) return false;
    if (this.known(b) === 1 && this.isBelowOne(a)) return true;
    if (this.known(a) === 1 && this.isBelowOne(b)) return false;
    return undefined;
  }

  #written(short: Short, a: Value, b: Value): Value {
    switch (short) {
      case 'a':
        return a;
      case 'b':
        return b;
      case '-a':
        return this.neg(a);
      case '-b':
        return this.neg(b);
      case '0':
        return this.constant(0);
      case '1':
        return this.constant(1);
      case 'a*a':
        return this.mul(a, a);
      case '1/a':
        return this.div(1, a);
      case 'sqrt(a)':
        return this.sqrt(a);
    }
  }

  neg = (x: Operand) => this.unary('neg', x);
  exp = (x: Operand) => this.unary('exp', x);
  log = (x: Operand) => this.unary('log', x);
  log1p = (x: Operand) => this.unary('log1p', x);
  expm1 = (x: Operand) => this.unary('expm1', x);
  sqrt = (x: Operand) => this.unary('sqrt', x);
  sin = (x: Operand) => this.unary('sin', x);
  cos = (x: Operand) => this.unary('cos', x);
  tanh = (x: Operand) => this.unary('tanh', x);
  sigmoid = (x: Operand) => this.unary('sigmoid', x);
  softplus = (x: Operand) => this.unary('softplus', x);
  abs = (x: Operand) => this.unary('abs', x);
  sign = (x: Operand) => this.unary('sign', x);
  floor = (x: Operand) => this.unary('floor', x);
  lgamma = (x: Operand) => this.unary('lgamma', x);
  digamma = (x: Operand) => this.unary('digamma', x);
  trigamma = (x: Operand) => this.unary('trigamma', x);
  erf = (x: Operand) => this.unary('erf', x);

  add = (a: Operand, b: Operand) => this.binary('add', a, b);
  sub = (a: Operand, b: Operand) => this.binary('sub', a, b);
  mul = (a: Operand, b: Operand) => this.binary('mul', a, b);
  div = (a: Operand, b: Operand) => this.binary('div', a, b);
  pow = (a: Operand, b: Operand) => this.binary('pow', a, b);
  min = (a: Operand, b: Operand) => this.binary('min', a, b);
  max = (a: Operand, b: Operand) => this.binary('max', a, b);
  lt = (a: Operand, b: Operand) => this.binary('lt', a, b);
  le = (a: Operand, b: Operand) => this.binary('le', a, b);
  eq = (a: Operand, b: Operand) => this.binary('eq', a, b);
  gammaSlope = (concentration: Operand, logDraw: Operand) =>
    this.binary('gammaSlope', concentration, logDraw);

  square = (x: Operand) => this.mul(x, x);
  /** 1 where x > 0, else 0. */
  step = (x: Operand) => this.lt(0, x);

  where(condition: Operand, then: Operand, otherwise: Operand): Value {
    const [c, a, b] = [this.value(condition), this.value(then), this.value(otherwise)];
    const inner = broadcastShapes(a.shape, b.shape);
    const shape = inner && broadcastShapes(c.shape, inner);
    if (!shape) throw new ShapeError('shapes do not fit', [c.shape, a.shape, b.shape]);
    const known = this.known(c);
    if (known !== undefined) return this.broadcast(known !== 0 ? a : b, shape);
    if (a.id === b.id) return this.broadcast(a, shape);
    const args = [c, a, b].map((v) => this.broadcast(v, shape).id) as [ValueId, ValueId, ValueId];
    return this.emit({ op: 'where', shape, args });
  }

  stop(operand: Operand): Value {
    const x = this.value(operand);
    const { op } = this.instruction(x.id);
    if (op === 'constant' || op === 'stop' || op === 'noise') return x;
    return this.emit({ op: 'stop', shape: x.shape, args: [x.id] });
  }

  poissonQuantile(u: Operand, rate: Operand): Value {
    const [a, b] = this.together(u, rate);
    return this.emit({ op: 'poissonQuantile', shape: a.shape, args: [a.id, b.id] });
  }

  binomialQuantile(u: Operand, count: Operand, probability: Operand): Value {
    const [n, p] = this.together(count, probability);
    const [a, b] = this.together(u, n);
    const args = [a.id, b.id, this.broadcast(p, a.shape).id] as const;
    return this.emit({ op: 'binomialQuantile', shape: a.shape, args });
  }

  oneHot(index: Operand, length: number): Value {
    const x = this.value(index);
    return this.emit({ op: 'oneHot', shape: [...x.shape, length], args: [x.id] });
  }
}

function isPositiveInteger(x: number | undefined): boolean {
  return x !== undefined && x > 0 && Number.isInteger(x);
}
