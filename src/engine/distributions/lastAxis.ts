import type { Builder, Value } from '../ir/builder';

/** A new last axis of length 1. */
export function keptLast(b: Builder, x: Value): Value {
  return b.reshape(x, [...x.shape, 1]);
}

/** The elements along the last axis, one value each of the shape that is left. */
export function alongLast(b: Builder, x: Value): Value[] {
  const batch = x.shape.slice(0, -1);
  const begin = batch.map(() => 0);
  return Array.from({ length: x.shape.at(-1) ?? 0 }, (_, i) =>
    b.reshape(b.slice(x, [...begin, i], [...batch, 1]), batch),
  );
}
