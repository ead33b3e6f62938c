import { Emitter, ShapeError } from './emitter';
import { broadcastShapes, printShape, type Shape, sameShape, sizeOf } from './shape';
import type { Operand, Value } from './value';

/** Writes what is done with arrays as wholes: they are put into other shapes, taken apart, joined and added up. */
export class ArrayWriter extends Emitter {
  /** `constant` in every element of `shape`. */
  fill(constant: number, shape: Shape): Value {
    return this.broadcast(this.constant(constant), shape);
  }

  /** Both operands broadcast to their common shape. */
  together(left: Operand, right: Operand): [Value, Value] {
    const [a, b] = [this.value(left), this.value(right)];
    const shape = broadcastShapes(a.shape, b.shape);
    if (!shape) throw new ShapeError('shapes do not fit', [a.shape, b.shape]);
    return [this.broadcast(a, shape), this.broadcast(b, shape)];
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
