import { assertNever } from '../../base/assertNever';
import {
  BINARY,
  type BinaryOp,
  isBinary,
  isUnary,
  QUANTILES,
  UNARY,
  type UnaryOp,
} from '../../ir/elementwise';
import { broadcastTable, concatTables, reduceTable, transposeTable, windowTable } from '../../ir/layout';
import type { Instruction } from '../../ir/operations';
import { type Shape, sizeOf } from '../../ir/shape';
import { type ArgumentWalk, copy, LOOPS_1, LOOPS_2, type Loop1, type Loop2 } from './loops';

/** An argument's numbers: `stride` apart from row to row, 0 where all rows share one. */
export interface Column {
  readonly data: Float64Array;
  readonly stride: number;
}

/** Fills `out` (`rows` rows of the instruction's size) from the arguments. */
export type RowKernel = (out: Float64Array, args: readonly Column[], rows: number) => void;

/** The kernel of an instruction that computes from its arguments alone; shapes are those of the arguments. */
export function rowKernelOf(instruction: Instruction, argShapes: readonly Shape[]): RowKernel {
  const size = sizeOf(instruction.shape);
  const inner = argShapes[0] ?? [];
  if (isUnary(instruction)) return unary(instruction.op, size);
  if (isBinary(instruction)) return binary(instruction.op, size);
  switch (instruction.op) {
    case 'constant':
    case 'feed':
    case 'state':
    case 'noise':
    case 'logStandardGamma':
      throw new Error(`${instruction.op} does not compute from arguments alone`);
    case 'where':
      return where(size);
    case 'stop':
    case 'reshape':
      return looped1(copy, size);
    case 'poissonQuantile':
      return called2(QUANTILES.poissonQuantile.compute, size);
    case 'binomialQuantile':
      return ternary(QUANTILES.binomialQuantile.compute, size);
    case 'oneHot':
      return oneHot(size, instruction.shape.at(-1) ?? 1);
    case 'row':
      return row(size, inner[0] ?? 0);
    case 'broadcast':
      return gather(broadcastTable(inner, instruction.shape));
    case 'transpose':
      return gather(transposeTable(inner, instruction.shape, instruction.order));
    case 'slice':
      return gather(windowTable(instruction.shape, inner, instruction.begin));
    case 'pad':
      return scatter(windowTable(inner, instruction.shape, instruction.begin), size);
    case 'concat':
      return concat(instruction.shape, argShapes, instruction.axis);
    case 'sum':
      return sum(reduceTable(inner, instruction.axes), size);
    case 'amax':
      return greatest(reduceTable(inner, instruction.axes), size);
    case 'matmul':
      return matmul(argShapes);
    default:
      return assertNever(instruction);
  }
}

/** The argument at `position`; the program's typing guarantees it. */
function argument(args: readonly Column[], position: number): Column {
  const column = args[position];
  if (!column) throw new Error(`argument ${position} is missing`);
  return column;
}

function unary(op: UnaryOp, size: number): RowKernel {
  const loop = LOOPS_1[op];
  return loop ? looped1(loop, size) : called1(UNARY[op].compute, size);
}

function binary(op: BinaryOp, size: number): RowKernel {
  const loop = LOOPS_2[op];
  return loop ? looped2(loop, size) : called2(BINARY[op].compute, size);
}

function called1(f: (x: number) => number, size: number): RowKernel {
  return (out, args, rows) => {
    const { data, stride } = argument(args, 0);
    for (let row = 0, o = 0; row < rows; row++)
      for (let j = 0, a = row * stride; j < size; j++) out[o++] = f(data[a++] as number);
  };
}

function called2(f: (x: number, y: number) => number, size: number): RowKernel {
  return (out, args, rows) => {
    const p = argument(args, 0);
    const q = argument(args, 1);
    for (let row = 0, o = 0; row < rows; row++)
      for (let j = 0, a = row * p.stride, b = row * q.stride; j < size; j++)
        out[o++] = f(p.data[a++] as number, q.data[b++] as number);
  };
}

function ternary(f: (x: number, y: number, z: number) => number, size: number): RowKernel {
  return (out, args, rows) => {
    const [p, q, r] = [argument(args, 0), argument(args, 1), argument(args, 2)];
    for (let row = 0, o = 0; row < rows; row++)
      for (let j = 0; j < size; j++)
        out[o++] = f(
          p.data[row * p.stride + j] as number,
          q.data[row * q.stride + j] as number,
          r.data[row * r.stride + j] as number,
        );
  };
}

function looped1(loop: Loop1, size: number): RowKernel {
  return (out, args, rows) => {
    const x = argument(args, 0);
    if (isFlat(x, size)) loop(out, flat(x), 1, rows * size);
    else loop(out, nested(x), rows, size);
  };
}

function looped2(loop: Loop2, size: number): RowKernel {
  return (out, args, rows) => {
    const [x, y] = [argument(args, 0), argument(args, 1)];
    if (isFlat(x, size) && isFlat(y, size)) loop(out, flat(x), flat(y), 1, rows * size);
    else loop(out, nested(x), nested(y), rows, size);
  };
}

/** Whether all rows are one: numbers that stand together, or one number for all. */
function isFlat({ stride }: Column, size: number): boolean {
  return stride === size || size === 1;
}

function flat({ data, stride }: Column): ArgumentWalk {
  return { data, step: stride === 0 ? 0 : 1, stride: 0 };
}

function nested({ data, stride }: Column): ArgumentWalk {
  return { data, step: 1, stride };
}

function where(size: number): RowKernel {
  return (out, args, rows) => {
    const [c, t, f] = [argument(args, 0), argument(args, 1), argument(args, 2)];
    for (let row = 0, o = 0; row < rows; row++)
      for (
        let j = 0, p = row * c.stride, q = row * t.stride, r = row * f.stride;
        j < size;
        j++, o++, p++, q++, r++
      )
        out[o] = (c.data[p] !== 0 ? t.data[q] : f.data[r]) as number;
  };
}

function oneHot(size: number, length: number): RowKernel {
  return (out, args, rows) => {
    const { data, stride } = argument(args, 0);
    for (let row = 0, o = 0; row < rows; row++)
      for (let j = 0; j < size; j++, o++)
        out[o] =
          Math.floor((data[row * stride + Math.floor(j / length)] as number) + 0.5) === j % length ? 1 : 0;
  };
}

function row(size: number, count: number): RowKernel {
  return (out, args, rows) => {
    const [table, index] = [argument(args, 0), argument(args, 1)];
    for (let i = 0; i < rows; i++) {
      const chosen = Math.floor((index.data[i * index.stride] as number) + 0.5);
      const from = i * table.stride + chosen * size;
      if (chosen >= 0 && chosen < count) out.set(table.data.subarray(from, from + size), i * size);
      else out.fill(0, i * size, (i + 1) * size);
    }
  };
}

function gather(table: Int32Array): RowKernel {
  return (out, args, rows) => {
    const { data, stride } = argument(args, 0);
    for (let row = 0, o = 0; row < rows; row++)
      for (let j = 0; j < table.length; j++) out[o++] = data[row * stride + (table[j] as number)] as number;
  };
}

function scatter(table: Int32Array, size: number): RowKernel {
  return (out, args, rows) => {
    const { data, stride } = argument(args, 0);
    out.fill(0, 0, rows * size);
    for (let row = 0; row < rows; row++)
      for (let j = 0; j < table.length; j++)
        out[row * size + (table[j] as number)] = data[row * stride + j] as number;
  };
}

function sum(table: Int32Array, size: number): RowKernel {
  return (out, args, rows) => {
    const { data, stride } = argument(args, 0);
    out.fill(0, 0, rows * size);
    for (let row = 0; row < rows; row++)
      for (let j = 0, a = row * stride, first = row * size; j < table.length; j++, a++) {
        const o = first + (table[j] as number);
        out[o] = (out[o] as number) + (data[a] as number);
      }
  };
}

function greatest(table: Int32Array, size: number): RowKernel {
  return (out, args, rows) => {
    const { data, stride } = argument(args, 0);
    out.fill(Number.NEGATIVE_INFINITY, 0, rows * size);
    for (let row = 0; row < rows; row++)
      for (let j = 0, a = row * stride, first = row * size; j < table.length; j++, a++) {
        const o = first + (table[j] as number);
        out[o] = Math.max(out[o] as number, data[a] as number);
      }
  };
}

function concat(shape: Shape, argShapes: readonly Shape[], axis: number): RowKernel {
  const size = sizeOf(shape);
  const tables = concatTables(argShapes, shape, axis);
  return (out, args, rows) => {
    tables.forEach((table, position) => {
      const { data, stride } = argument(args, position);
      for (let row = 0; row < rows; row++)
        for (let j = 0; j < table.length; j++)
          out[row * size + (table[j] as number)] = data[row * stride + j] as number;
    });
  };
}

function matmul(argShapes: readonly Shape[]): RowKernel {
  const [n = 1, k = 1] = argShapes[0] ?? [];
  const m = argShapes[1]?.[1] ?? 1;
  return m === 1 ? matrixTimesColumn(n, k) : matrixProduct(n, k, m);
}

function matrixTimesColumn(n: number, k: number): RowKernel {
  return (out, args, rows) => {
    const [p, q] = [argument(args, 0), argument(args, 1)];
    for (let row = 0, o = 0; row < rows; row++)
      for (let i = 0, a = row * p.stride; i < n; i++) {
        let sum = 0;
        for (let l = 0, b = row * q.stride; l < k; l++)
          sum += (p.data[a++] as number) * (q.data[b++] as number);
        out[o++] = sum;
      }
  };
}

function matrixProduct(n: number, k: number, m: number): RowKernel {
  return (out, args, rows) => {
    const p = argument(args, 0);
    const q = argument(args, 1);
    out.fill(0, 0, rows * n * m);
    for (let row = 0; row < rows; row++)
      for (let i = 0; i < n; i++)
        for (let l = 0; l < k; l++) {
          const a = p.data[row * p.stride + i * k + l] as number;
          for (let j = 0, o = (row * n + i) * m, b = row * q.stride + l * m; j < m; j++)
            out[o + j] = (out[o + j] as number) + a * (q.data[b + j] as number);
        }
  };
}
