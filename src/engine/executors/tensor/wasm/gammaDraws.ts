import { normalPairFrom, pcg4d, rejectionBlock, sampleWord, uniformFrom } from '../../../base/noise';
import { logStandardGamma } from '../../../base/special/gammaDraw';
import type { GammaKernel, KernelPlan } from '../kernelPlan';
import type { MemoryLayout } from './memory';

/**
 * Makes the draws of one kernel, in float64, for a mixed seed and the estimate that a run begins with. `memory` is all
 * of it.
 */
export function gammaDraws(
  { count, width, source, mirrored, concentration, out }: GammaKernel,
  { rows, samples }: KernelPlan,
  layout: MemoryLayout,
  memory: Float32Array,
): (seed: number, estimate: number) => void {
  const from = layout.address(concentration.buffer) / 4 + concentration.offset;
  const to = layout.address(out.buffer) / 4 + out.offset;
  const words = new Int32Array(4);
  return (seed, first) => {
    for (let i = 0; i < count; i++) {
      const row = i * (rows / count);
      const estimate = first + Math.floor(row / samples);
      const third = sampleWord((row % samples) + source.sample, source.copy);
      for (let j = 0; j < width; j++) {
        memory[to + i * width + j] = logStandardGamma(memory[from + i * width + j] as number, (attempt) => {
          words[0] = seed;
          words[1] = estimate;
          words[2] = third;
          words[3] = rejectionBlock(source.index + j, attempt);
          pcg4d(words);
          const [a, b, c, d] = words as unknown as [number, number, number, number];
          const normal = normalPairFrom(a, b)[0];
          return mirrored
            ? { normal: -normal, uniform: uniformFrom(~c), boost: uniformFrom(~d) }
            : { normal, uniform: uniformFrom(c), boost: uniformFrom(d) };
        });
      }
    }
  };
}
