/** Euclidean. Unlike Math.hypot it takes any number of numbers. */
export function normOf(numbers: Float32Array): number {
  return Math.sqrt(numbers.reduce((sum, x) => sum + x * x, 0));
}
