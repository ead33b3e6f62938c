import { type Shape, sizeOf, stridesOf } from './shape';

/**
 * Where elements of arrays go when axes are broadcast, reordered, cut, joined or reduced: as tables from one flat,
 * row-major place to another.
 */
export type IndexTable = Int32Array;

/** Where the elements of `shape` go, in its order: `steps[axis]` on along each axis, from `offset`. */
function table(shape: Shape, steps: readonly number[], offset = 0): IndexTable {
  const places = new Int32Array(sizeOf(shape));
  const index = shape.map(() => 0);
  let place = offset;
  for (let flat = 0; flat < places.length; flat++) {
    places[flat] = place;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const [length, step] = [shape[axis] as number, steps[axis] as number];
      const next = (index[axis] as number) + 1;
      place += step;
      index[axis] = next;
      if (next < length) break;
      index[axis] = 0;
      place -= length * step;
    }
  }
  return places;
}

/** For every element of `to`, the element of `from` that it repeats. */
export function broadcastTable(from: Shape, to: Shape): IndexTable {
  const lead = to.length - from.length;
  const strides = stridesOf(from);
  return table(
    to,
    to.map((_, axis) => (axis < lead || from[axis - lead] === 1 ? 0 : (strides[axis - lead] as number))),
  );
}

/** For every element of `to`, the element of `from` that it is: axis order[i] of `from` is axis i of `to`. */
export function transposeTable(from: Shape, to: Shape, order: readonly number[]): IndexTable {
  const strides = stridesOf(from);
  return table(
    to,
    order.map((axis) => strides[axis] as number),
  );
}

/** For every element of `inner`, its element of `outer` when `inner` is laid into it at `begin`. */
export function windowTable(inner: Shape, outer: Shape, begin: readonly number[]): IndexTable {
  const strides = stridesOf(outer);
  return table(
    inner,
    strides,
    strides.reduce((sum, stride, axis) => sum + stride * (begin[axis] as number), 0),
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
  const strides = stridesOf(from.filter((_, axis) => !axes.includes(axis)));
  let kept = 0;
  return table(
    from,
    from.map((_, axis) => (axes.includes(axis) ? 0 : (strides[kept++] as number))),
  );
}
