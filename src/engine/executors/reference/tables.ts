import { type Shape, sizeOf, stridesOf } from '../../ir/shape';

/** Which element of one array an element of another one is, for the operations that only move numbers. */

/** Multi-index of flat position `flat` in `shape`. */
function indexOf(flat: number, shape: Shape): number[] {
  return stridesOf(shape).map((stride, axis) => Math.floor(flat / stride) % (shape[axis] as number));
}

function flatOf(index: readonly number[], shape: Shape): number {
  return stridesOf(shape).reduce((sum, stride, axis) => sum + stride * (index[axis] as number), 0);
}

function table(size: number, target: (flat: number) => number): Int32Array {
  return Int32Array.from({ length: size }, (_, flat) => target(flat));
}

/** For every element of `to`, the element of `from` that it repeats. */
export function broadcastTable(from: Shape, to: Shape): Int32Array {
  const lead = to.length - from.length;
  return table(sizeOf(to), (flat) => {
    const index = indexOf(flat, to);
    return flatOf(
      from.map((n, axis) => (n === 1 ? 0 : (index[axis + lead] as number))),
      from,
    );
  });
}

/** For every element of `to`, the element of `from` that it is: axis order[i] of `from` is axis i of `to`. */
export function transposeTable(from: Shape, to: Shape, order: readonly number[]): Int32Array {
  return table(sizeOf(to), (flat) => {
    const index = indexOf(flat, to);
    return flatOf(
      from.map((_, axis) => index[order.indexOf(axis)] as number),
      from,
    );
  });
}

/** For every element of `inner`, its element of `outer` when `inner` is laid into it at `begin`. */
export function windowTable(inner: Shape, outer: Shape, begin: readonly number[]): Int32Array {
  return table(sizeOf(inner), (flat) =>
    flatOf(
      indexOf(flat, inner).map((i, axis) => i + (begin[axis] as number)),
      outer,
    ),
  );
}

/** For every element of `from`, the element that it adds to when `axes` are reduced away. */
export function reduceTable(from: Shape, axes: readonly number[]): Int32Array {
  const kept = from.filter((_, axis) => !axes.includes(axis));
  return table(sizeOf(from), (flat) =>
    flatOf(
      indexOf(flat, from).filter((_, axis) => !axes.includes(axis)),
      kept,
    ),
  );
}
