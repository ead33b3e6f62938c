import { fromPowerSums, type Moments, merge, NO_MOMENTS, variance } from '../../statistics/moments';

/** Shift and scale (a power of two) of every output: the shader sums powers of (g - shift) * scale. */
export type Frames = Float32Array;

/** Frames in which the first power sum of one step is the estimate itself. */
export function plainFrames(outputs: number): Frames {
  return Float32Array.from({ length: outputs * 2 }, (_, i) => i % 2);
}

/**
 * Frames near mean 0 and variance 1, so that the sums neither cancel nor leave the range of float32. What is not finite
 * stays unscaled, and so comes out as it is.
 */
export function framesAround(moments: readonly Moments[]): Frames {
  const frames = plainFrames(moments.length);
  moments.forEach((m, output) => {
    const spread = Math.sqrt(variance(m));
    if (!Number.isFinite(m.mean) || !Number.isFinite(spread)) return;
    frames[output * 2] = m.mean;
    if (spread > 0) frames[output * 2 + 1] = 2 ** Math.max(-60, Math.min(60, -Math.round(Math.log2(spread))));
  });
  return frames;
}

/** Moments of one output over `lanes` lanes of `steps` estimates each, from its sums in `frames`. */
export function momentsOfSums(
  sums: Float32Array,
  output: number,
  lanes: number,
  steps: number,
  frames: Frames,
): Moments {
  const totals = [0, 0, 0, 0];
  for (let i = output * lanes * 4, end = i + lanes * 4; i < end; i += 4)
    for (let k = 0; k < 4; k++) totals[k] = (totals[k] ?? 0) + (sums[i + k] ?? 0);
  const [s1 = 0, s2 = 0, s3 = 0, s4 = 0] = totals;
  const unit = 1 / (frames[output * 2 + 1] ?? 1);
  const shift = frames[output * 2] ?? 0;
  return fromPowerSums(lanes * steps, shift, s1 * unit, s2 * unit ** 2, s3 * unit ** 3, s4 * unit ** 4);
}

/** Moments of one output over single estimates, one a lane, in plain frames. */
export function momentsOfEstimates(sums: Float32Array, output: number, lanes: number): Moments {
  const from = output * lanes * 4;
  let total = 0;
  for (let lane = 0; lane < lanes; lane++) total += sums[from + lane * 4] ?? 0;
  const shift = Number.isFinite(total) ? total / lanes : 0;
  const powers = [0, 0, 0, 0];
  for (let lane = 0; lane < lanes; lane++) {
    const d = (sums[from + lane * 4] ?? 0) - shift;
    for (let k = 0, power = d; k < 4; k++, power *= d) powers[k] = (powers[k] ?? 0) + power;
  }
  const [s1 = 0, s2 = 0, s3 = 0, s4 = 0] = powers;
  return fromPowerSums(lanes, shift, s1, s2, s3, s4);
}

/** Gathers the moments of all outputs over the draws of one request. */
export class Tally {
  readonly moments: Moments[];
  count = 0;

  constructor(outputs: number) {
    this.moments = Array.from({ length: outputs }, () => NO_MOMENTS);
  }

  add(count: number, momentsOf: (output: number) => Moments): void {
    this.count += count;
    this.moments.forEach((known, output) => {
      this.moments[output] = merge(known, momentsOf(output));
    });
  }
}
