import type { NoiseKind } from '../base/noise';
import { BINARY, type BinaryOp, UNARY, type UnaryOp } from './elementwise';
import { instructionKey } from './instructionKey';
import { knownLog, knownLog1p, knownRest } from './logarithms';
import { SHORT_FORMS, type Short } from './neutral';
import { type Instruction, isRearrangement, type Source, type ValueId } from './operations';
import { broadcastShapes, printShape, type Shape, sameShape, sizeOf } from './shape';
import type { Operand, Value } from './value';

export type { Operand, Value } from './value';

/** Two shapes that do not fit, or an axis that is not there. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
  constructor(
    readonly what: string,
    readonly shapes: readonly Shape[],
  ) {
    super(`${what}: ${shapes.map(printShape).join(' and ')}`);
  }
}

/**
 * Appends instructions to one program. Equal instructions are shared, operations on constants are folded and
 * neutral elements vanish as they are written, so a program needs no later pass but the removal of dead code.
 */
export class Builder {
  readonly instructions: Instruction[] = [];
  readonly #known = new Map<string, Value>();
  readonly #positive = new Set<ValueId>();
  readonly #belowOne = new Set<ValueId>();
  readonly #summingToOne = new Set<ValueId>();

  /** Adds an instruction as it stands, or finds the equal one. */
  emit(instruction: Instruction): Value {
    const key = instructionKey(instruction);
    const known = this.#known.get(key);
    if (known) return known;
    const value = { id: this.instructions.length, shape: instruction.shape };
    this.instructions.push(instruction);
    this.#known.set(key, value);
    return value;
  }

  at(id: ValueId): Value {
    return { id, shape: this.instruction(id).shape };
  }

  instruction(id: ValueId): Instruction {
    const instruction = this.instructions[id];
    if (!instruction) throw new Error(`no instruction ${id}`);
    return instruction;
  }

  /** A scalar, or `values` row-major in `shape`. */
  constant(values: number | readonly number[], shape: Shape = []): Value {
    const list = typeof values === 'number' ? [values] : values;
    if (list.length !== sizeOf(shape)) throw new ShapeError(`${list.length} values do not fill`, [shape]);
    return this.emit({ op: 'constant', shape, values: list });
  }

  feed(name: string, shape: Shape): Value {
    return this.emit({ op: 'feed', shape, name });
  }

  state(name: string, shape: Shape): Value {
    return this.emit({ op: 'state', shape, name });
  }

  noise(kind: NoiseKind, shape: Shape, source: Source): Value {
    return this.emit({ op: 'noise', shape, kind, source });
  }

  /** The logarithm of a draw of Gamma(concentration, 1). */
  logStandardGamma(concentration: Operand, source: Source, mirrored = false): Value {
    const a = this.value(concentration);
    return this.emit({ op: 'logStandardGamma', shape: a.shape, args: [a.id], source, mirrored });
  }

  /**
   * Says that a draw lies inside an open support, (0, infinity), (0, 1) or a simplex, though its last bits may not: comparisons with the
   * ends then come out as they do for the draw itself. Logarithms must not be taken of its bits: see `knownLog`.
   */
  insideSupport(draw: Value, support: 'positive' | 'unitInterval' | 'simplex'): Value {
    this.#positive.add(draw.id);
    if (support === 'unitInterval') this.#belowOne.add(draw.id);
    if (support === 'simplex') this.#summingToOne.add(draw.id);
    return draw;
  }

  /** Whether a comparison with an end of an open support that a draw is known to lie in holds. */
  #compared(op: BinaryOp, a: Value, b: Value): boolean | undefined {
    if (op !== 'lt' && op !== 'le') return undefined;
    // Above 0, or below 1: strictly or not, the draw is on its side of the end.
    if (this.known(a) === 0 && this.#isIn(this.#positive, b)) return true;
    if (this.known(b) === 0 && this.#isIn(this.#positive, a)) return false;
    if (this.known(b) === 1 && this.#isIn(this.#belowOne, a)) return true;
    if (this.known(a) === 1 && this.#isIn(this.#belowOne, b)) return false;
    return undefined;
  }

  /** Whether a value is a draw whose numbers along the last axis are known to be positive and sum to one. */
  isOnSimplex({ id }: Value): boolean {
    const instruction = this.instruction(id);
    if (instruction.op === 'stop') return this.isOnSimplex(this.at(instruction.args[0]));
    return this.#summingToOne.has(id);
  }

  /** Whether a value is, or holds elements of, a draw that is known to lie below 1. */
  isBelowOne(value: Value): boolean {
    return this.#isIn(this.#belowOne, value);
  }

  /** Whether a value, or the whole that its elements are of, is in the set. */
  #isIn(set: ReadonlySet<ValueId>, { id }: Value): boolean {
    if (set.has(id)) return true;
    const instruction = this.instruction(id);
    return isRearrangement(instruction) && this.#isIn(set, this.at(instruction.args[0]));
  }

  value(operand: Operand): Value {
    return typeof operand === 'number' ? this.constant(operand) : operand;
  }

  /** The number that every element of the value is known to be, if there is one. */
  known(value: Value): number | undefined {
    const instruction = this.instruction(value.id);
    if (instruction.op === 'broadcast' || instruction.op === 'reshape')
      return this.known(this.at(instruction.args[0]));
    if (instruction.op !== 'constant') return undefined;
    const first = instruction.values[0];
    return instruction.values.every((v) => Object.is(v, first)) ? first : undefined;
  }

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

  /** `constant` in every element of `shape`. */
  fill(constant: number, shape: Shape): Value {
    return this.broadcast(this.constant(constant), shape);
  }

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

  /** Both operands broadcast to their common shape. */
  together(left: Operand, right: Operand): [Value, Value] {
    const [a, b] = [this.value(left), this.value(right)];
    const shape = broadcastShapes(a.shape, b.shape);
    if (!shape) throw new ShapeError('shapes do not fit', [a.shape, b.shape]);
    return [this.broadcast(a, shape), this.broadcast(b, shape)];
  }

  oneHot(index: Operand, length: number): Value {
    const x = this.value(index);
    return this.emit({ op: 'oneHot', shape: [...x.shape, length], args: [x.id] });
  }

  reshape(operand: Operand, shape: Shape): Value {
    const x = this.value(operand);
    if (sameShape(x.shape, shape)) return x;
    if (sizeOf(x.shape) !== sizeOf(shape)) throw new ShapeError('cannot reshape', [x.shape, shape]);
    const instruction = this.instruction(x.id);
    if (instruction.op === 'constant') return this.constant(instruction.values, shape);
    if (instruction.op === 'reshape') return this.reshape(this.at(instruction.args[0]), shape);
    return this.emit({ op: 'reshape', shape, args: [x.id] });
  }

  broadcast(operand: Operand, shape: Shape): Value {
    const x = this.value(operand);
    if (sameShape(x.shape, shape)) return x;
    const common = broadcastShapes(x.shape, shape);
    if (!common || !sameShape(common, shape)) throw new ShapeError('cannot broadcast', [x.shape, shape]);
    const instruction = this.instruction(x.id);
    if (instruction.op === 'broadcast') return this.broadcast(this.at(instruction.args[0]), shape);
    return this.emit({ op: 'broadcast', shape, args: [x.id] });
  }

  /** Axis `order[i]` of the operand becomes axis i; by default the axes are reversed. */
  transpose(operand: Operand, order?: readonly number[]): Value {
    const x = this.value(operand);
    const axes = order ?? x.shape.map((_, axis) => x.shape.length - 1 - axis);
    if (axes.every((axis, i) => axis === i)) return x;
    const shape = axes.map((axis) => x.shape[axis] ?? Number.NaN);
    if (axes.length !== x.shape.length || shape.some(Number.isNaN))
      throw new ShapeError(`cannot transpose by ${printShape(axes)}`, [x.shape]);
    return this.emit({ op: 'transpose', shape, args: [x.id], order: axes });
  }

  slice(operand: Operand, begin: readonly number[], shape: Shape): Value {
    const x = this.value(operand);
    const fits = shape.every((n, axis) => {
      const first = begin[axis] ?? -1;
      return first >= 0 && first + n <= (x.shape[axis] ?? -1);
    });
    if (!fits || shape.length !== x.shape.length)
      throw new ShapeError(`no slice at ${printShape(begin)}`, [x.shape, shape]);
    if (sameShape(x.shape, shape)) return x;
    return this.#sliceOfPart(x, begin, shape) ?? this.emit({ op: 'slice', shape, args: [x.id], begin });
  }

  /** A slice that lies in one part of a concatenation is a slice of the part. */
  #sliceOfPart(x: Value, begin: readonly number[], shape: Shape): Value | undefined {
    const instruction = this.instruction(x.id);
    if (instruction.op !== 'concat') return undefined;
    const { axis } = instruction;
    const [first, length] = [begin[axis] ?? 0, shape[axis] ?? 0];
    let from = 0;
    for (const arg of instruction.args) {
      const part = this.at(arg);
      const to = from + (part.shape[axis] ?? 0);
      if (first >= from && first + length <= to)
        return this.slice(
          part,
          begin.map((at, i) => (i === axis ? at - from : at)),
          shape,
        );
      from = to;
    }
    return undefined;
  }

  pad(operand: Operand, begin: readonly number[], shape: Shape): Value {
    const x = this.value(operand);
    if (sameShape(x.shape, shape)) return x;
    return this.emit({ op: 'pad', shape, args: [x.id], begin });
  }

  /** Element `index` of the first axis. */
  element(operand: Operand, index: number): Value {
    const x = this.value(operand);
    const rest = x.shape.slice(1);
    if (x.shape.length === 0 || index < 0 || index >= (x.shape[0] as number))
      throw new ShapeError(`no element ${index} in`, [x.shape]);
    const begin = [index, ...rest.map(() => 0)];
    return this.reshape(this.slice(x, begin, [1, ...rest]), rest);
  }

  /** Element `index` of the first axis, for an index that only the sample tells. */
  row(table: Operand, index: Operand): Value {
    const [x, i] = [this.value(table), this.value(index)];
    if (x.shape.length === 0 || i.shape.length > 0)
      throw new ShapeError('a row needs a table and a single index', [x.shape, i.shape]);
    return this.emit({ op: 'row', shape: x.shape.slice(1), args: [x.id, i.id] });
  }

  concat(operands: readonly Operand[], axis: number): Value {
    const parts = operands.map((operand) => this.value(operand));
    const first = parts[0];
    if (!first) throw new ShapeError('nothing to concatenate', []);
    const rest = (s: Shape) => s.filter((_, i) => i !== axis);
    const misfit = parts.find(
      (part) => !sameShape(rest(part.shape), rest(first.shape)) || axis >= part.shape.length,
    );
    if (misfit) throw new ShapeError(`cannot concatenate along axis ${axis}`, [first.shape, misfit.shape]);
    if (parts.length === 1) return first;
    const length = parts.reduce((sum, part) => sum + (part.shape[axis] as number), 0);
    const shape = first.shape.map((n, i) => (i === axis ? length : n));
    return this.emit({ op: 'concat', shape, args: parts.map((part) => part.id), axis });
  }

  /** A new first axis that runs over the operands, which are broadcast together. */
  stack(operands: readonly Operand[]): Value {
    const parts = operands.map((operand) => this.value(operand));
    const shape = parts.reduce<Shape>((common, part) => {
      const next = broadcastShapes(common, part.shape);
      if (!next) throw new ShapeError('shapes do not fit', [common, part.shape]);
      return next;
    }, []);
    return this.concat(
      parts.map((part) => this.reshape(this.broadcast(part, shape), [1, ...shape])),
      0,
    );
  }

  sum(operand: Operand, axes?: readonly number[]): Value {
    return this.#reduce('sum', operand, axes);
  }

  amax(operand: Operand, axes?: readonly number[]): Value {
    return this.#reduce('amax', operand, axes);
  }

  #reduce(op: 'sum' | 'amax', operand: Operand, over?: readonly number[]): Value {
    const x = this.value(operand);
    const axes = (over ?? x.shape.map((_, axis) => axis)).map((axis) =>
      axis < 0 ? axis + x.shape.length : axis,
    );
    if (axes.some((axis) => axis < 0 || axis >= x.shape.length))
      throw new ShapeError(`no axis ${axes.join(', ')} in`, [x.shape]);
    if (axes.length === 0) return x;
    const shape = x.shape.filter((_, axis) => !axes.includes(axis));
    const count = sizeOf(x.shape) / sizeOf(shape);
    if (count === 1) return this.reshape(x, shape);
    const known = this.known(x);
    if (known !== undefined) return this.fill(op === 'sum' ? known * count : known, shape);
    return this.emit({ op, shape, args: [x.id], axes: [...axes].sort((p, q) => p - q) });
  }

  /** Matrix product; a vector stands for a row on the left and for a column on the right, as in NumPy. */
  matmul(left: Operand, right: Operand): Value {
    const [a, b] = [this.value(left), this.value(right)];
    const [m, n] = [a.shape.length, b.shape.length];
    const inner = a.shape[m - 1];
    if (m < 1 || m > 2 || n < 1 || n > 2 || inner !== b.shape[0])
      throw new ShapeError('cannot multiply matrices', [a.shape, b.shape]);
    const rows = m === 1 ? 1 : (a.shape[0] as number);
    const columns = n === 1 ? 1 : (b.shape[1] as number);
    const product = this.emit({
      op: 'matmul',
      shape: [rows, columns],
      args: [this.reshape(a, [rows, inner as number]).id, this.reshape(b, [inner as number, columns]).id],
    });
    return this.reshape(product, [...(m === 1 ? [] : [rows]), ...(n === 1 ? [] : [columns])]);
  }
}

function isPositiveInteger(x: number | undefined): boolean {
  return x !== undefined && x > 0 && Number.isInteger(x);
}
