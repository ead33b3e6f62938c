import { type Shape, sizeOf, stridesOf } from './shape';

export function range<T>(length: number, make: (i: number) => T): T[] {
  return Array.from({ length }, (_, i) => make(i));
}

/** Multi-indices of all elements of `shape`, row-major. */
export function positions(shape: Shape): number[][] {
  const strides = stridesOf(shape);
  return range(sizeOf(shape), (i) =>
    strides.map((stride, axis) => Math.floor(i / stride) % (shape[axis] ?? 1)),
  );
}

/** The place, row-major, of the element with these coordinates. */
export function flat(shape: Shape, coordinate: (axis: number) => number): number {
  return stridesOf(shape).reduce((sum, stride, axis) => sum + stride * coordinate(axis), 0);
}
