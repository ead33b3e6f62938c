import type { Builder, Value } from '../ir/builder';
import { sizeOf } from '../ir/shape';
import { rangeOf } from './range';

/**
 * Products of an adjoint and a slope in which 0 wins over what is infinite or NaN. A guard is written only where the
 * operations tell that it may matter: it costs a choice on every executor.
 */

/** g times a slope. */
export function maskedProduct(b: Builder, g: Value, slope: Value): Value {
  const [own, other] = [rangeOf(b, g), rangeOf(b, slope)];
  const product = b.mul(g, slope);
  const settled = own.steep && other.zero ? b.where(slope, product, 0) : product;
  const mayFail = (own.masked && (other.pole || other.huge)) || (own.zero && other.steep);
  return mayFail ? b.where(g, settled, 0) : settled;
}

/** g divided by what the slope is the inverse of. */
export function maskedQuotient(b: Builder, g: Value, divisor: Value): Value {
  const [own, other] = [rangeOf(b, g), rangeOf(b, divisor)];
  const ratio = b.div(g, divisor);
  const mayFail = (own.masked && (other.tiny || other.pole)) || (own.zero && rangeOf(b, ratio).steep);
  return mayFail ? b.where(g, ratio, 0) : ratio;
}

/** Products of two matrices that are written out one by one, where they need guards. */
const MOST_PRODUCTS = 512;

/**
 * The product of two matrices, one of them of adjoints; every product of two elements as in `times`, but in large
 * matrices.
 */
export function matrixProduct(b: Builder, left: Value, right: Value, adjoint: 'left' | 'right'): Value {
  const [g, slopes] = adjoint === 'left' ? [left, right] : [right, left];
  const [own, other] = [rangeOf(b, g), rangeOf(b, slopes)];
  const [n = 1, k = 1] = left.shape;
  const shape = [n, k, right.shape[1] ?? 1];
  const mayFail = (own.masked && other.pole) || (own.steep && other.zero);
  if (!mayFail || sizeOf(shape) > MOST_PRODUCTS) return b.matmul(left, right);
  const rows = b.broadcast(b.reshape(left, [n, k, 1]), shape);
  const columns = b.broadcast(b.reshape(right, [1, ...right.shape]), shape);
  return b.sum(adjoint === 'left' ? maskedProduct(b, rows, columns) : maskedProduct(b, columns, rows), [1]);
}
