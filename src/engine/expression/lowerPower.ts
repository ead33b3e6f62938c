import type { Builder, Value } from '../ir/builder';

/** Up to this whole exponent a power is written as products. */
const MOST_FACTORS = 8;

/**
 * base^exponent. Small whole exponents become products, which are quicker than a general power, exact for negative
 * bases on every executor, and differentiable at 0. A power of e becomes an exponential.
 */
export function lowerPower(b: Builder, base: Value, exponent: Value): Value {
  const n = b.known(exponent);
  // Products have the base's shape: an exponent of another shape takes the general way.
  if (
    n !== undefined &&
    exponent.shape.length === 0 &&
    Number.isInteger(n) &&
    n !== 0 &&
    Math.abs(n) <= MOST_FACTORS
  ) {
    const product = wholePower(b, base, Math.abs(n));
    return n < 0 ? b.div(1, product) : product;
  }
  if (b.known(base) === Math.E && base.shape.length === 0) return b.exp(exponent);
  return b.pow(base, exponent);
}

/** Repeated squaring: x^5 = x (x^2)^2. */
function wholePower(b: Builder, base: Value, n: number): Value {
  if (n === 1) return base;
  const half = wholePower(b, base, Math.floor(n / 2));
  const even = b.mul(half, half);
  return n % 2 === 0 ? even : b.mul(even, base);
}
