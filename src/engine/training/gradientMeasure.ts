import { compilePlan } from '../compile/plan';
import { gradientSums } from '../compile/rows';
import type { Plan } from '../document/types';
import type { Device, DeviceProgram } from '../executors/tensor/contract';
import { planKernels } from '../executors/tensor/plan/planner';
import { costOf } from '../ir/cost';
import type { Model } from '../model/model';
import type { Numbers } from './data';

/** Single estimates of one measurement, and what a chunk of them may hold in numbers. */
const ESTIMATES = 128;
const CHUNK_NUMBERS = 2 ** 22;
/** The same of all its arrays, before they are shared. */
const CHUNK_HELD = 2 ** 28;

/** Mean and variance of one estimate of a parameter's gradient, coordinate by coordinate. */
export interface GradientMoments {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/** Measures how much single estimates of a plan's gradient vary at given parameters. */
export class GradientMeasure {
  /** What is taken off before it is summed, so that float32 keeps the spread: the mean that was found last. */
  readonly #shifts = new Map<string, Float32Array>();

  private constructor(
    readonly program: DeviceProgram,
    readonly sizes: ReadonlyMap<string, number>,
    readonly chunk: number,
  ) {}

  static async prepare(
    device: Device,
    model: Model,
    plan: Plan,
    sizes: ReadonlyMap<string, number>,
    fixed: Numbers,
  ): Promise<GradientMeasure> {
    const numbers = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    const single = compilePlan(model, plan).program;
    const held = single.samples * (1 + costOf(single.instructions).numbers);
    const fitting = Math.min(CHUNK_NUMBERS / Math.max(1, numbers), CHUNK_HELD / held);
    const chunk = Math.max(1, Math.min(ESTIMATES / 2, Math.floor(fitting)));
    const program = await device.prepare(planKernels(gradientSums(model, plan, chunk)));
    for (const [name, own] of fixed) program.write(name, own);
    return new GradientMeasure(program, sizes, chunk);
  }

  /** At these numbers of what is learned, over estimates numbered from `first` on. */
  async measure(
    learned: Numbers,
    seed: number,
    first: number,
  ): Promise<ReadonlyMap<string, GradientMoments>> {
    const names = [...this.sizes.keys()];
    const wanted = names.flatMap((name) => [`sum:${name}`, `squares:${name}`]);
    for (const [name, numbers] of learned) this.program.write(name, numbers);
    const shifts = names.map((name) => this.#shifts.get(name) ?? new Float32Array(this.sizes.get(name) ?? 0));
    names.forEach((name, i) => {
      this.program.write(`shift:${name}`, shifts[i] as Float32Array);
    });
    const rounds = Math.max(1, Math.ceil(ESTIMATES / this.chunk));
    const sums = [...this.sizes.values()].map((size) => new Float64Array(size));
    const squares = [...this.sizes.values()].map((size) => new Float64Array(size));
    for (let round = 0; round < rounds; round++) {
      await this.program.run(seed, first + round * this.chunk, 1);
      const read = await this.program.read(wanted);
      names.forEach((_, i) => {
        addTo(sums[i] as Float64Array, read[2 * i] as Float32Array);
        addTo(squares[i] as Float64Array, read[2 * i + 1] as Float32Array);
      });
    }
    const count = rounds * this.chunk;
    return new Map(
      names.map((name, i) => {
        const [shift, sum, square] = [shifts[i], sums[i], squares[i]] as [
          Float32Array,
          Float64Array,
          Float64Array,
        ];
        const moments = momentsOf(shift, sum, square, count);
        this.#shifts.set(name, Float32Array.from(moments.mean));
        return [name, moments];
      }),
    );
  }

  dispose(): void {
    this.program.dispose();
  }
}

function addTo(sum: Float64Array, part: Float32Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (part[i] as number);
}

function momentsOf(
  shift: Float32Array,
  sums: Float64Array,
  squares: Float64Array,
  count: number,
): GradientMoments {
  return {
    mean: sums.map((sum, i) => (shift[i] as number) + sum / count),
    variance: squares.map((square, i) =>
      Math.max(0, (square - (sums[i] as number) ** 2 / count) / Math.max(1, count - 1)),
    ),
  };
}
