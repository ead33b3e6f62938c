import { type Shape, sizeOf, stridesOf } from './shape';

/**
 * Where elements of arrays go when axes are broadcast, reordered, cut, joined or reduced: as tables from one flat,
 * row-major place to another.
 */
export type IndexTable = Int32Array;

/** Multi-index of flat position `flat` in `shape`. */
function indexOf(flat: number, shape: Shape): number[] {
  return stridesOf(shape).map((stride, axis) => Math.floor(flat / stride) % (shape[axis] as number));
}

function flatOf(index: readonly number[], shape: Shape): number {
  return stridesOf(shape).reduce((sum, stride, axis) => sum + stride * (index[axis] as number), 0);
}

function table(size: number, target: (flat: number) => number): IndexTable {
  return Int32Array.from({ length: size }, (_, flat) => target(flat));
}

/** For every element of `to`, the element of `from` that it repeats. */
export function broadcastTable(from: Shape, to: Shape): IndexTable {
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
export function transposeTable(from: Shape, to: Shape, order: readonly number[]): IndexTable {
  return table(sizeOf(to), (flat) => {
    const index = indexOf(flat, to);
    return flatOf(
      from.map((_, axis) => index[order.indexOf(axis)] as number),
      from,
    );
  });
}

/** For every element of `inner`, its element of `outer` when `inner` is laid into it at `begin`. */
export function windowTable(inner: Shape, outer: Shape, begin: readonly number[]): IndexTable {
  return table(sizeOf(inner), (flat) =>
    flatOf(
      indexOf(flat, inner).map((i, axis) => i + (begin[axis] as number)),
      outer,
    ),
  );
}

/** For every part of a concatenation along `axis`, where its elements are in the whole. */
export function concatTables(parts: readonly Shape[], whole: Shape, axis: number): IndexTable[] {
  let offset = 0;
  return parts.map((part) => {
    const begin = whole.map((_, i) => (i === axis ? offset : 0));
    offset += part[axis] as number;
    return windowTable(part, whole, begin);
  });
}

/** For every element of `from`, the element that it adds to when `axes` are reduced away. */
export function reduceTable(from: Shape, axes: readonly number[]): IndexTable {
  const kept = from.filter((_, axis) => !axes.includes(axis));
  return table(sizeOf(from), (flat) =>
    flatOf(
      indexOf(flat, from).filter((_, axis) => !axes.includes(axis)),
      kept,
    ),
  );
}
