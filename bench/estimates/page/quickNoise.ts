/**
 * Noise made in JavaScript by a small generator, for libraries whose own is slow: xorshift32 of Marsaglia, "Xorshift
 * RNGs", Journal of Statistical Software 8(14), 2003.
 */
let word = (Math.random() * 2 ** 32) | 1;

function nextUniform(): number {
  word ^= word << 13;
  word ^= word >>> 17;
  word ^= word << 5;
  // The word is never 0, so this lies inside (0, 1).
  return ((word >>> 0) - 0.5) * 2 ** -32;
}

/** `count` draws, uniform on (0, 1). */
export function quickUniforms(count: number): Float32Array<ArrayBuffer> {
  const list = new Float32Array(count);
  for (let i = 0; i < count; i++) list[i] = nextUniform();
  return list;
}

/** `count` standard normal draws, by Box-Muller two at a time. */
export function quickNormals(count: number): Float32Array<ArrayBuffer> {
  const list = new Float32Array(count);
  for (let i = 0; i < count; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(nextUniform()));
    const angle = 2 * Math.PI * nextUniform();
    list[i] = radius * Math.cos(angle);
    if (i + 1 < count) list[i + 1] = radius * Math.sin(angle);
  }
  return list;
}
