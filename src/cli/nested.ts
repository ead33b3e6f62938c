import type { Shape } from '../engine';

export type Nested = number | null | Nested[];

/** Row-major numbers as nested arrays of `shape`; what JSON cannot write becomes null. */
export function nested(values: ArrayLike<number>, shape: Shape, offset = 0): Nested {
  const [length, ...rest] = shape;
  if (length === undefined) return finite(values[offset]);
  const size = rest.reduce((product, n) => product * n, 1);
  return Array.from({ length }, (_, i) => nested(values, rest, offset + i * size));
}

export function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
