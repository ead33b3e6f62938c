// Whether a result of float arithmetic is exact, not rounded.

/** Whether the sum z of x and y was not rounded (Knuth's two-sum). */
export function isExactSum(z: number, x: number, y: number): boolean {
  const part = z - x;
  return x - (z - part) + (y - part) === 0;
}

const SPLIT = 2 ** 27 + 1;

/** Whether z is exactly the product of x and y (Dekker's product). */
export function isExactProduct(z: number, x: number, y: number): boolean {
  const xh = SPLIT * x - (SPLIT * x - x);
  const yh = SPLIT * y - (SPLIT * y - y);
  const [xl, yl] = [x - xh, y - yh];
  return xl * yl - (z - xh * yh - xl * yh - xh * yl) === 0;
}

/** Whether a number has so few bits that it is taken for exact, or is not finite. */
export function isShort(value: number): boolean {
  return !Number.isFinite(value) || Number.isInteger(value * 2 ** 20);
}
