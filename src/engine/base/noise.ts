/**
 * Counted noise: every draw is a hash of (seed, estimate, sample, block), never a stream. Plans that read the same
 * source see the same draw, executors agree bit for bit on the 32-bit words, and a shared seed replays exactly.
 *
 * The hash is pcg4d of Jarzynski and Olano, "Hash Functions for GPU Rendering", JCGT 9(3), 2020: four words in,
 * four words out, in 32-bit integer arithmetic that WebGL2 has too.
 */

/**
 * What a source is turned into. A uniform reads one lane of its block; a normal reads the pair of lanes that it stands
 * in, an even one and the odd one after it, so that the pair's two normals are independent and no uniform may stand
 * there.
 */
export type NoiseKind = 'uniform' | 'normal';

/** Lanes in one block: a hash gives four words, so four scalar sources share one hash. */
export const LANES = 4;

/**
 * Rejection samplers draw whole blocks of their own: one per source and attempt, at most 256 attempts. Their first
 * number has bits everywhere: counters that differ in high bits alone would leave the first words of their hashes
 * dependent.
 */
const REJECTION_BASE = 0x6a09e667;
export const REJECTION_ATTEMPTS = 256;

/** The fourth word of the counter for source `index`: sources 4b to 4b+3 are the lanes of block b. */
export function blockOf(index: number): number {
  return index >>> 2;
}

/** The block of attempt `attempt` of the rejection sampler with source number `index`. */
export function rejectionBlock(index: number, attempt: number): number {
  return REJECTION_BASE + index * REJECTION_ATTEMPTS + attempt;
}

/** The third word of the counter, for draw `copy` within sample `sample` of an estimate. */
export function sampleWord(sample: number, copy: number): number {
  return (sample + copy * 65536) | 0;
}

/**
 * The first word of the counter, for a seed as people give it: executors mix it once a run (the finalizer of
 * MurmurHash3, Appleby 2008, a permutation), so that seeds that differ in their highest bits alone share nothing.
 */
export function seedWord(seed: number): number {
  let h = seed ^ (seed >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Hashes the four words of `v` (32-bit integers) in place. */
export function pcg4d(v: Int32Array | Uint32Array): void {
  let x = (Math.imul(v[0] as number, 1664525) + 1013904223) | 0;
  let y = (Math.imul(v[1] as number, 1664525) + 1013904223) | 0;
  let z = (Math.imul(v[2] as number, 1664525) + 1013904223) | 0;
  let w = (Math.imul(v[3] as number, 1664525) + 1013904223) | 0;
  x = (x + Math.imul(y, w)) | 0;
  y = (y + Math.imul(z, x)) | 0;
  z = (z + Math.imul(x, y)) | 0;
  w = (w + Math.imul(y, z)) | 0;
  x ^= x >>> 16;
  y ^= y >>> 16;
  z ^= z >>> 16;
  w ^= w >>> 16;
  x = (x + Math.imul(y, w)) | 0;
  y = (y + Math.imul(z, x)) | 0;
  z = (z + Math.imul(x, y)) | 0;
  w = (w + Math.imul(y, z)) | 0;
  v[0] = x;
  v[1] = y;
  v[2] = z;
  v[3] = w;
}

/**
 * A uniform draw u = (word + 1/2) / 2^32 in (0, 1). The opposite word has 1 - u, exactly.
 *
 * Float32 holds such a number to its last bit only near 0. So executors in float32 round u, 1 - u, log u and log(1 - u)
 * each from the word itself (see ir/uniformNoise), and a quantile reads u - 1 in place of u where that is nearer to 0.
 */
export function uniformFrom(word: number): number {
  return ((word >>> 0) + 0.5) * 2 ** -32;
}

/**
 * Two independent standard normal draws from two words (Box and Muller 1958: radius sqrt(-2 log u1), angle 2 pi u2).
 * The radius uses all 32 bits of its word, for tails out to 6.7.
 */
export function normalPairFrom(word1: number, word2: number): [number, number] {
  const radius = Math.sqrt(-2 * Math.log(((word1 >>> 0) + 0.5) * 2 ** -32));
  const angle = 2 * Math.PI * (((word2 >>> 8) + 0.5) * 2 ** -24);
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}
