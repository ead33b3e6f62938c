import type { InstructionOf } from '../../../ir/operations';
import { sizeOf } from '../../../ir/shape';
import type { DrawKind } from '../kernelPlan';
import type { Arg } from './arrays';
import type { Reading } from './reading';
import { type ArrayView, denseView } from './views';

/**
 * Instructions that are a kernel each, which no elementwise operation becomes a part of: each gives an array of its
 * own.
 */

/** One kernel for every run of neighbouring axes, from the last. */
export function reducedView(
  reading: Reading,
  { op, axes, args: [x] }: InstructionOf<'sum'> | InstructionOf<'amax'>,
  arg: Arg,
): ArrayView {
  let shape = reading.shapeOf(x);
  let view = reading.array(arg, shape);
  for (let end = axes.length - 1; end >= 0; ) {
    let begin = end;
    while (begin > 0 && axes[begin - 1] === (axes[begin] as number) - 1) begin--;
    const [from, to] = [axes[begin] as number, (axes[end] as number) + 1];
    const extents = [
      sizeOf(shape.slice(0, from)),
      sizeOf(shape.slice(from, to)),
      sizeOf(shape.slice(to)),
    ] as const;
    const dense = reading.contiguous({ view, shape }, shape);
    shape = [...shape.slice(0, from), ...shape.slice(to)];
    const root = reading.arrays.barrier(sizeOf(shape), [dense], (out, at) => ({
      kind: 'reduce',
      op,
      extents,
      from: at(dense),
      out,
    }));
    view = denseView(root, shape);
    end = begin - 1;
  }
  return view;
}

export function productView(
  reading: Reading,
  { shape, args: [a, c] }: InstructionOf<'matmul'>,
  args: readonly Arg[],
): ArrayView {
  const left = reading.array(args[0] as Arg, reading.shapeOf(a));
  const right = reading.array(args[1] as Arg, reading.shapeOf(c));
  const [batch, n, m] =
    shape.length === 3 ? (shape as [number, number, number]) : [1, ...(shape as [number, number])];
  const k = reading.shapeOf(a).at(-1) ?? 1;
  const strides = (view: ArrayView) => (shape.length === 3 ? view.strides : [0, ...view.strides]);
  const root = reading.arrays.barrier(sizeOf(shape), [left, right], (out, at) => ({
    kind: 'matmul',
    batch,
    n,
    k,
    m,
    a: { ...at(left), strides: strides(left) },
    c: { ...at(right), strides: strides(right) },
    out,
  }));
  return denseView(root, shape);
}

export function takenView(
  reading: Reading,
  { shape, args: [t, i] }: InstructionOf<'row'>,
  args: readonly Arg[],
): ArrayView {
  const [tableShape, indexShape] = [reading.shapeOf(t), reading.shapeOf(i)];
  const table = reading.contiguous(args[0] as Arg, tableShape);
  const index = reading.contiguous(args[1] as Arg, indexShape);
  const [tableRows = 0, ...rest] = tableShape;
  const root = reading.arrays.barrier(sizeOf(shape), [table, index], (out, at) => ({
    kind: 'take',
    count: sizeOf(indexShape),
    width: sizeOf(rest),
    tableRows,
    table: at(table),
    index: at(index),
    out,
  }));
  return denseView(root, shape);
}

export function drawnView(
  { arrays }: Reading,
  noise: DrawKind,
  { shape, source }: InstructionOf<'noise'>,
  mirrored: boolean,
): ArrayView {
  const [count = 1, ...rest] = shape;
  const width = sizeOf(rest);
  const root = arrays.barrier(sizeOf(shape), [], (out) => ({
    kind: 'noise',
    noise,
    count,
    width,
    source,
    mirrored,
    out,
  }));
  return denseView(root, shape);
}

export function gammaView(
  reading: Reading,
  { shape, source, mirrored }: InstructionOf<'logStandardGamma'>,
  of: Arg,
): ArrayView {
  const [count = 1, ...rest] = shape;
  const width = sizeOf(rest);
  const concentration = reading.contiguous(of, shape);
  const root = reading.arrays.barrier(sizeOf(shape), [concentration], (out, at) => ({
    kind: 'gamma',
    count,
    width,
    source,
    mirrored,
    concentration: at(concentration),
    out,
  }));
  return denseView(root, shape);
}
