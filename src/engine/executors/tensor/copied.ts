/** The numbers, in `into` where that fits, else in an array of their own. */
export function copied(numbers: ArrayLike<number>, into: Float32Array | undefined): Float32Array {
  if (into?.length !== numbers.length) return Float32Array.from(numbers);
  into.set(numbers);
  return into;
}
