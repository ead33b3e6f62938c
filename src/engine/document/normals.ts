import { normalPairFrom, pcg4d } from '../base/noise';

/** The fourth word of the counter for initial values: no block of a program's noise has it. */
const INITIAL_VALUES = 0xffffffff;

export const DEFAULT_TENSOR_SEED = 1;

/** Standard normal draws for initial values, from counted noise: a seed always gives the same. */
export function standardNormals(count: number, seed: number): Float64Array {
  const values = new Float64Array(count);
  const words = new Uint32Array(4);
  for (let first = 0; first < count; first += 4) {
    words.set([seed, first / 4, 0, INITIAL_VALUES]);
    pcg4d(words);
    const [a = 0, b = 0, c = 0, d = 0] = words;
    const draws = [...normalPairFrom(a, b), ...normalPairFrom(c, d)];
    // Writes past the end of a typed array are ignored, which is what the last block needs.
    draws.forEach((draw, lane) => {
      values[first + lane] = draw;
    });
  }
  return values;
}
